package dev.rollforward.spec.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A value of TLA+; {@code toString} prints it in TLC's notation, on one line. */
public sealed interface TlaValue {

  /** The value that TLC printed; {@link Other} where it is in no known form. */
  static TlaValue of(String text) {
    return TlaParser.parse(text);
  }

  /**
   * The value of each argument, for a function of any form: a sequence by place, a record by name
   * of field; empty for what is no function.
   */
  default Map<TlaValue, TlaValue> asFunction() {
    Map<TlaValue, TlaValue> entries = new LinkedHashMap<>();
    if (this instanceof Tuple tuple) {
      tuple.elements().forEach(element -> entries.put(new Number(entries.size() + 1), element));
    } else if (this instanceof Fields record) {
      record.fields().forEach((name, field) -> entries.put(new Text(name), field));
    } else if (this instanceof Function function) {
      entries.putAll(function.entries());
    }
    return entries;
  }

  /** A field of a record; empty for what has none of that name. */
  default Optional<TlaValue> field(String name) {
    return this instanceof Fields record
        ? Optional.ofNullable(record.fields().get(name))
        : Optional.empty();
  }

  /** The members of a set; empty for what is no set that can be listed. */
  default Set<TlaValue> asSet() {
    Set<TlaValue> members = new LinkedHashSet<>();
    if (this instanceof Interval interval && interval.high() - interval.low() < LARGEST_INTERVAL) {
      LongStream.rangeClosed(interval.low(), interval.high())
          .forEach(number -> members.add(new Number(number)));
    } else if (this instanceof Members set) {
      members.addAll(set.members());
    }
    return members;
  }

  /** A larger interval is taken for a type, of which nobody wants a list. */
  long LARGEST_INTERVAL = 1000;

  /** A whole number. */
  record Number(long value) implements TlaValue {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /**
   * A string.
   *
   * @param text what stands between the quotation marks, escapes included
   */
  record Text(String text) implements TlaValue {
    @Override
    public String toString() {
      return '"' + text + '"';
    }
  }

  /** A Boolean. */
  record Truth(boolean value) implements TlaValue {
    @Override
    public String toString() {
      return value ? "TRUE" : "FALSE";
    }
  }

  /** A value that equals itself only, such as a process. */
  record ModelValue(String name) implements TlaValue {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A set; the order of its members is kept for printing and does not matter otherwise. */
  record Members(Set<TlaValue> members) implements TlaValue {
    public Members {
      members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
    }

    @Override
    public String toString() {
      return members.stream().map(TlaValue::toString).collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** The whole numbers from {@code low} to {@code high}. */
  record Interval(long low, long high) implements TlaValue {
    @Override
    public String toString() {
      return low + ".." + high;
    }
  }

  /** A sequence or tuple: a function whose domain is 1 to its length. */
  record Tuple(List<TlaValue> elements) implements TlaValue {
    public Tuple {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return elements.stream()
          .map(TlaValue::toString)
          .collect(Collectors.joining(", ", "<<", ">>"));
    }
  }

  /** A record: a function whose domain is a set of names. */
  record Fields(Map<String, TlaValue> fields) implements TlaValue {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String toString() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + " |-> " + field.getValue())
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** A function with any other domain. */
  record Function(Map<TlaValue, TlaValue> entries) implements TlaValue {
    public Function {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String toString() {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + " :> " + entry.getValue())
          .collect(Collectors.joining(" @@ ", "(", ")"));
    }
  }

  /** Whatever TLC may print besides, such as {@code SUBSET {1, 2}}. */
  record Other(String text) implements TlaValue {
    @Override
    public String toString() {
      return text;
    }
  }
}
