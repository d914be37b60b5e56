package dev.rollforward.spec.proof;

import dev.rollforward.spec.value.TlaValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parts of a value that TLC has printed, each refused by name where it is something else. */
final class TlaParts {
  private TlaParts() {}

  static TlaValue field(TlaValue value, String name) {
    TlaValue field = value instanceof TlaValue.Fields fields ? fields.fields().get(name) : null;
    if (field == null) {
      throw new ProofFormException("there is no " + name + " in " + value);
    }
    return field;
  }

  static long number(TlaValue value) {
    if (value instanceof TlaValue.Number number) {
      return number.value();
    }
    throw new ProofFormException(value + " is no number");
  }

  static String text(TlaValue value) {
    if (value instanceof TlaValue.Text text) {
      return text.text();
    }
    throw new ProofFormException(value + " is no string");
  }

  static List<TlaValue> elements(TlaValue value) {
    if (value instanceof TlaValue.Tuple tuple) {
      return tuple.elements();
    }
    throw new ProofFormException(value + " is no sequence");
  }

  static Set<TlaValue> members(TlaValue value) {
    if (value instanceof TlaValue.Members set) {
      return set.members();
    }
    if (value instanceof TlaValue.Interval interval) {
      Set<TlaValue> all = new HashSet<>();
      for (long i = interval.low(); i <= interval.high(); i++) {
        all.add(new TlaValue.Number(i));
      }
      return all;
    }
    throw new ProofFormException(value + " is no set");
  }

  /** The value of a function of datasets, whose domain may be 1 to a number, or any other set. */
  static Optional<TlaValue> at(TlaValue function, int table) {
    if (function instanceof TlaValue.Tuple tuple) {
      return table < tuple.elements().size()
          ? Optional.of(tuple.elements().get(table))
          : Optional.empty();
    }
    if (function instanceof TlaValue.Function map) {
      return Optional.ofNullable(map.entries().get(new TlaValue.Number(table + 1)));
    }
    throw new ProofFormException(function + " is no function");
  }
}
