package dev.rollforward.spec.proof;

import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who changes what in a bounded model, read from the text of {@code Scenarios.tla}. Operations,
 * datasets and names are numbered from 0 here, and from 1 there.
 *
 * @param plans the dataset of each commit of each operation
 * @param drops the names that each operation drops
 * @param reads the datasets that it declares to have read
 * @param onSnapshot the operations whose caller begins on a snapshot
 * @param names the name that each dataset stands for
 * @param created the datasets that do not exist at the start
 * @param sources the source that each operation carries on, or an empty string
 * @param sequences how far
 * @param retries the operation whose staged data each one commits again, or -1
 */
record Scenario(
    List<List<Integer>> plans,
    List<List<Integer>> drops,
    List<List<Integer>> reads,
    List<Integer> onSnapshot,
    List<Integer> names,
    List<Integer> created,
    List<String> sources,
    List<Integer> sequences,
    List<Integer> retries) {
  private static final String OTHER = "OTHER";

  /** The scenario of this name. */
  static Scenario read(String scenarios, String name) {
    TlaValue plan = entry(scenarios, "PlanOf", name);
    List<List<Integer>> plans = new ArrayList<>();
    for (TlaValue commits : ((TlaValue.Tuple) plan).elements()) {
      plans.add(numbered(commits));
    }
    int tables = 1 + plans.stream().flatMap(List::stream).mapToInt(t -> t).max().orElse(0);
    List<String> texts = texts(entry(scenarios, "NameOf", name));
    List<String> distinct = new ArrayList<>(new TreeSet<>(texts.subList(0, tables)));
    List<Integer> names = texts.subList(0, tables).stream().map(distinct::indexOf).toList();
    List<List<Integer>> drops = new ArrayList<>();
    List<List<Integer>> reads = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    List<Integer> sequences = new ArrayList<>();
    List<Integer> retries = new ArrayList<>();
    TlaValue source = entry(scenarios, "SourceOf", name);
    TlaValue sequence = entry(scenarios, "SequenceOf", name);
    TlaValue retry = entry(scenarios, "RetryOf", name);
    TlaValue dropped = entry(scenarios, "DropsOf", name);
    TlaValue read = entry(scenarios, "ReadsOf", name);
    for (int o = 0; o < plans.size(); o++) {
      reads.add(
          read instanceof TlaValue.Tuple tuple ? numbered(tuple.elements().get(o)) : List.of());
      drops.add(
          dropped instanceof TlaValue.Tuple tuple
              ? texts(tuple.elements().get(o)).stream().map(distinct::indexOf).toList()
              : List.of());
      sources.add(source instanceof TlaValue.Tuple all ? texts(all).get(o) : "");
      sequences.add(sequence instanceof TlaValue.Tuple all ? numbers(all).get(o) : 0);
      retries.add(retry instanceof TlaValue.Tuple all ? numbered(all).get(o) : -1);
    }
    return new Scenario(
        plans,
        drops,
        reads,
        numbered(entry(scenarios, "OnSnapshot", name)),
        names,
        numbered(entry(scenarios, "Created", name)),
        sources,
        sequences,
        retries);
  }

  /** Numbers from 0 for numbers from 1. */
  private static List<Integer> numbered(TlaValue value) {
    return numbers(value).stream().map(number -> number - 1).toList();
  }

  /** A CASE of Scenarios.tla: what it gives for a scenario, or for any other one. */
  private static TlaValue entry(String scenarios, String operator, String name) {
    Matcher start = Pattern.compile("(?m)^" + operator + " ==\\s*$").matcher(scenarios);
    if (!start.find()) {
      throw new ProofFormException("Scenarios.tla does not define " + operator);
    }
    Matcher next = Pattern.compile("(?m)^\\w+ ==|^$").matcher(scenarios);
    int end = next.find(start.end() + 1) ? next.start() : scenarios.length();
    Map<String, String> cases = new TreeMap<>();
    Matcher entry =
        Pattern.compile("(?:Scenario = \"(\\w+)\"|(OTHER))\\s*-> (.*)")
            .matcher(scenarios.substring(start.end(), end));
    while (entry.find()) {
      cases.put(entry.group(1) == null ? OTHER : entry.group(1), entry.group(3).strip());
    }
    String text = cases.getOrDefault(name, cases.get(OTHER));
    if (text == null) {
      throw new ProofFormException("Scenarios.tla has no " + operator + " for " + name);
    }
    return TlaValue.of(text);
  }

  private static List<Integer> numbers(TlaValue value) {
    return members(value).stream().map(v -> (int) ((TlaValue.Number) v).value()).toList();
  }

  private static List<String> texts(TlaValue value) {
    return members(value).stream().map(v -> ((TlaValue.Text) v).text()).toList();
  }

  private static List<TlaValue> members(TlaValue value) {
    if (value instanceof TlaValue.Tuple tuple) {
      return tuple.elements();
    }
    return value instanceof TlaValue.Members set
        ? List.copyOf(set.members())
        : Collections.emptyList();
  }

  int operations() {
    return plans.size();
  }

  int tables() {
    return names.size();
  }

  int distinctNames() {
    return 1 + names.stream().mapToInt(n -> n).max().orElse(0);
  }

  /** The sources that are carried on; at least one, for a set has a member. */
  List<String> distinctSources() {
    List<String> all = sources.stream().filter(s -> !s.isEmpty()).distinct().sorted().toList();
    return all.isEmpty() ? List.of("") : all;
  }

  boolean hasSource(int operation) {
    return !sources.get(operation).isEmpty();
  }

  /** The source that an operation carries on, by its number; 0 if none. */
  int source(int operation) {
    return Math.max(0, distinctSources().indexOf(sources.get(operation)));
  }

  /** How many commits an operation makes to a dataset. */
  int commits(int operation, int table) {
    return Collections.frequency(plans.get(operation), table);
  }

  /** The datasets of an operation, each once, in the order of their first commits. */
  List<Integer> datasets(int operation) {
    return plans.get(operation).stream().distinct().toList();
  }

  /** Whether an operation reads the pin of a dataset. */
  boolean relevant(int operation, int table) {
    return reads.get(operation).contains(table)
        || drops.get(operation).contains(names.get(table))
        || plans.get(operation).stream().anyMatch(t -> names.get(t).equals(names.get(table)));
  }

  boolean droppable(int operation, int table) {
    return drops.get(operation).contains(names.get(table));
  }
}
