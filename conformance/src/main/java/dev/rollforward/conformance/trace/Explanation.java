package dev.rollforward.conformance.trace;

import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What TLC says of a rejection, with the names of tables and operations in place of numbers. */
final class Explanation {
  private static final Set<String> OF_TABLES = Set.of("table", "tables");
  private static final Set<String> OF_OPERATIONS = Set.of("decisions", "blockers");

  private final Participants participants;

  Explanation(Participants participants) {
    this.participants = participants;
  }

  String text(TlaValue value) {
    return value instanceof TlaValue.Text text ? text.text() : String.valueOf(value);
  }

  /** The facts that are not as the model has them; empty where the action cannot be taken. */
  List<String> differences(TraceStep step, TlaValue.Fields answer) {
    if (!answer.fields().get("enabled").equals(new TlaValue.Truth(true))) {
      return List.of();
    }
    Map<String, TlaValue> model = fields(answer.fields().get("facts"));
    List<String> differences = new ArrayList<>();
    logged(step)
        .forEach(
            (name, value) -> {
              if (!same(value, model.get(name))) {
                differences.add(
                    "%s is %s, where the model has %s"
                        .formatted(
                            name,
                            fact(name, value),
                            model.containsKey(name)
                                ? fact(name, model.get(name))
                                : "none, but " + facts(model)));
              }
            });
    return differences;
  }

  /** What is forgotten along with a manifest stands in it in the model, for one more step. */
  private static Map<String, TlaValue> logged(TraceStep step) {
    Map<String, TlaValue> logged = new LinkedHashMap<>();
    step.facts().forEach((name, value) -> logged.put(name, TlaValue.of(value)));
    if (logged.get("decisions") instanceof TlaValue.Members kept) {
      Set<TlaValue> all = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
      all.addAll(kept.members());
      step.forgets().forEach(number -> all.add(new TlaValue.Number(number)));
      logged.put("decisions", new TlaValue.Members(all));
    }
    return logged;
  }

  /** A function over 1 to some number is printed as a tuple. */
  private static boolean same(TlaValue logged, TlaValue model) {
    return normal(logged).equals(normal(model));
  }

  private static Object normal(TlaValue value) {
    if (value instanceof TlaValue.Function function) {
      return function.entries();
    }
    if (value instanceof TlaValue.Tuple tuple) {
      Map<TlaValue, TlaValue> entries = new LinkedHashMap<>();
      tuple
          .elements()
          .forEach(element -> entries.put(new TlaValue.Number(entries.size() + 1L), element));
      return entries;
    }
    if (value instanceof TlaValue.Interval interval) {
      return Stream.iterate(interval.low(), n -> n <= interval.high(), n -> n + 1)
          .map(TlaValue.Number::new)
          .collect(Collectors.toSet());
    }
    if (value instanceof TlaValue.Members members) {
      return Set.copyOf(members.members());
    }
    return value == null ? "" : value;
  }

  /** What the process could have done, with its facts. */
  List<String> possible(TlaValue.Fields answer) {
    return members(answer)
        .map(offer -> (action(offer) + " " + facts(fields(offer.fields().get("f")))).strip())
        .sorted()
        .toList();
  }

  /** The names of these actions. */
  Set<String> enabled(TlaValue.Fields answer) {
    return members(answer).map(this::action).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<TlaValue.Fields> members(TlaValue.Fields answer) {
    return ((TlaValue.Members) answer.fields().get("possible"))
        .members().stream().map(TlaValue.Fields.class::cast);
  }

  private String action(TlaValue.Fields offer) {
    return text(offer.fields().get("a"));
  }

  private static Map<String, TlaValue> fields(TlaValue value) {
    return value instanceof TlaValue.Fields fields ? fields.fields() : Map.of();
  }

  private String facts(Map<String, TlaValue> facts) {
    return facts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + fact(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String fact(String name, TlaValue value) {
    if (name.equals("pins")) {
      Map<?, ?> pins = (Map<?, ?>) normal(value);
      return pins.entrySet().stream()
          .map(pin -> table((TlaValue) pin.getKey()) + " " + pin.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof TlaValue.Members || value instanceof TlaValue.Tuple) {
      // A number of "landed" is a version, and one in a set of them a table.
      String of = name.equals("landed") ? "tables" : name;
      return elements(value).map(element -> named(of, element)).toList().toString();
    }
    return named(name, value);
  }

  private static Stream<TlaValue> elements(TlaValue value) {
    return value instanceof TlaValue.Members members
        ? members.members().stream()
        : ((TlaValue.Tuple) value).elements().stream();
  }

  private String named(String fact, TlaValue value) {
    if (OF_TABLES.contains(fact)) {
      return table(value);
    }
    if (OF_OPERATIONS.contains(fact) && value instanceof TlaValue.Number number) {
      return participants.ops().get(Math.toIntExact(number.value()) - 1).id;
    }
    return text(value);
  }

  private String table(TlaValue value) {
    if (value instanceof TlaValue.Number number && number.value() > 0) {
      String name = participants.datasets().get(Math.toIntExact(number.value()) - 1).name;
      return name.substring(name.indexOf('/') + 1);
    }
    return "no table of its";
  }
}
