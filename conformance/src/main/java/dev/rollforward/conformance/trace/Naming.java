package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which dataset has which name. In {@code Rollforward} a dataset keeps its name; one that does not
 * in a trace gets a <em>title</em> for each name that it bears: a dataset without versions of its
 * own, visible while the name is borne. Whoever demands anything of a name demands of its titles
 * that they are as they were; who drops or renames takes them away, and who renames makes another.
 * So a title never comes back, like what {@code Names!IsAsExpected} asks about.
 */
final class Naming {
  /**
   * A dataset bears a name.
   *
   * @param number of the title among the datasets of the model
   * @param of the dataset
   * @param name the name
   * @param by who gave it the name; null if it has had it from the beginning
   */
  private record Title(int number, Dataset of, String name, Op by) {}

  /** That {@code own}, a dataset or title of an operation, is under a name which another has. */
  private record Bearer(int own, int bearer, int dataset) {
    String tla() {
      return "<<%s, %s, %s>>".formatted(own, bearer, dataset);
    }
  }

  private final Participants participants;
  private final List<Title> titles = new ArrayList<>();
  private final Set<Dataset> titled = new LinkedHashSet<>();
  private final Map<String, List<Title>> byName = new HashMap<>();
  private final Map<String, List<Dataset>> untitled = new HashMap<>();

  Naming(Participants participants) {
    this.participants = participants;
    participants.ops().forEach(op -> titled.addAll(op.renamed.values()));
    titled.stream().filter(d -> !d.created).forEach(d -> add(d, d.initialName, null));
    participants.ops().forEach(this::addTitlesBy);
    titles.forEach(t -> byName.computeIfAbsent(t.name(), n -> new ArrayList<>()).add(t));
    participants.datasets().stream()
        .filter(d -> !titled.contains(d))
        .forEach(d -> untitled.computeIfAbsent(d.name, n -> new ArrayList<>()).add(d));
  }

  private void addTitlesBy(Op op) {
    op.datasets.forEach(
        (name, dataset) -> {
          if (titled.contains(dataset) && dataset.created && op.makes(name)) {
            add(dataset, op.full(name), op);
          }
        });
    op.renamed.forEach((name, dataset) -> add(dataset, op.full(op.newNames.get(name)), op));
  }

  private void add(Dataset dataset, String name, Op by) {
    int number = participants.datasets().size() + titles.size() + 1;
    titles.add(new Title(number, dataset, name, by));
  }

  /** Pin and HEAD of each title before the first event, as if it had a version. */
  List<String> rest() {
    return titles.stream().map(title -> "<<1, 1>>").toList();
  }

  /** The titles that are not borne before the first event. */
  String notBorne() {
    return set(titles.stream().filter(title -> title.by() != null).map(Title::number));
  }

  String gains(Op op) {
    return set(titles.stream().filter(title -> title.by() == op).map(Title::number));
  }

  /** Of those, the ones for which the name has to be free. */
  String newTitles(Op op) {
    return set(newTitlesOf(op).map(Title::number));
  }

  private Stream<Title> newTitlesOf(Op op) {
    return titles.stream().filter(t -> t.by() == op && op.renamed.containsValue(t.of()));
  }

  /** What it drops or renames. */
  static String loses(Op op) {
    return set(
        Stream.of(op.dropped, op.renamed)
            .flatMap(tables -> tables.values().stream())
            .map(dataset -> dataset.number));
  }

  /** The datasets and titles whose pins {@code op} reads. */
  String relevant(Op op) {
    Set<Integer> relevant = own(op).map(d -> d.number).collect(Collectors.toSet());
    names(op).forEach(name -> bearers(name).forEach(bearer -> relevant.add(bearer[0])));
    return set(relevant.stream().sorted());
  }

  /** Those that are no longer visible once {@code op} is committed. */
  String droppable(Op op) {
    List<Integer> droppable = new ArrayList<>();
    Stream.of(op.dropped, op.replaced)
        .flatMap(tables -> tables.entrySet().stream())
        .forEach(
            lost -> {
              if (titled.contains(lost.getValue())) {
                droppable.add(lost.getValue().number);
              }
              bearers(op.full(lost.getKey())).forEach(bearer -> droppable.add(bearer[0]));
            });
    op.renamed
        .keySet()
        .forEach(name -> bearers(op.full(name)).forEach(bearer -> droppable.add(bearer[0])));
    return set(droppable.stream().distinct().sorted());
  }

  /** For each dataset of {@code op}, and each new title, who else may have its name. */
  String bearers(Op op) {
    Map<String, Bearer> bearers = new TreeMap<>();
    Stream.of(op.datasets, op.dropped, op.renamed, op.reads)
        .flatMap(tables -> tables.entrySet().stream())
        .forEach(own -> add(bearers, own.getValue().number, op.full(own.getKey())));
    newTitlesOf(op).forEach(title -> add(bearers, title.number(), title.name()));
    return bearers.values().stream().map(Bearer::tla).collect(Collectors.joining(", ", "{", "}"));
  }

  private void add(Map<String, Bearer> bearers, int own, String name) {
    for (int[] found : bearers(name)) {
      Bearer bearer = new Bearer(own, found[0], found[1]);
      bearers.put(bearer.tla(), bearer);
    }
  }

  /** Who may have the name, a dataset or a title, and of which dataset. */
  private List<int[]> bearers(String name) {
    List<int[]> all = new ArrayList<>();
    untitled.getOrDefault(name, List.of()).forEach(d -> all.add(new int[] {d.number, d.number}));
    byName
        .getOrDefault(name, List.of())
        .forEach(t -> all.add(new int[] {t.number(), t.of().number}));
    return all;
  }

  private static Stream<Dataset> own(Op op) {
    return Stream.of(op.datasets, op.dropped, op.renamed, op.replaced, op.reads)
        .flatMap(tables -> tables.values().stream());
  }

  private static Collection<String> names(Op op) {
    Stream<String> old =
        Stream.of(op.datasets, op.dropped, op.renamed, op.replaced, op.reads)
            .flatMap(tables -> tables.keySet().stream());
    return Stream.concat(old, op.newNames.values().stream())
        .filter(Objects::nonNull)
        .map(op::full)
        .collect(Collectors.toSet());
  }

  private static String set(Stream<Integer> numbers) {
    return numbers.map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
  }
}
