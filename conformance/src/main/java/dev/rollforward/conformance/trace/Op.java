package dev.rollforward.conformance.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An operation, and how far its writer has come after the steps placed so far. */
final class Op {
  private static final Set<String> MAKING = Set.of("CREATE", "REPLACE");
  private static final Set<String> ADDING = Set.of("CREATE", "REPLACE", "APPEND");

  /** The next action of its writer. */
  enum Phase {
    START,
    PREPARE,
    REPAIR,
    ARM,
    COMMIT,
    PUBLISH,
    CONVERGE,
    CLEANUP,
    DONE
  }

  /** Whether its sidecar exists. */
  enum Sidecar {
    NOT_YET,
    EXISTS,
    GONE
  }

  /** The calls that may get no answer, named as in the spec's {@code flight}. */
  enum Call {
    arm,
    commit,
    publish
  }

  final int number;
  final String id;

  /** The datasets that it commits to, by table name, in commit order. */
  final Map<String, Dataset> datasets = new LinkedHashMap<>();

  /** The dataset of each commit, and its kind; a dataset may take several. */
  final List<Dataset> commits = new ArrayList<>();

  final List<String> kinds = new ArrayList<>();

  /** The datasets that it drops, by table name. */
  final Map<String, Dataset> dropped = new LinkedHashMap<>();

  /** The datasets that get another name, by the one that they lose, and that other. */
  final Map<String, Dataset> renamed = new LinkedHashMap<>();

  final Map<String, String> newNames = new LinkedHashMap<>();

  /** The datasets whose name passes to one that it makes, by table name. */
  final Map<String, Dataset> replaced = new LinkedHashMap<>();

  /** The datasets of the names that it has read and does not change, by table name. */
  final Map<String, Dataset> reads = new LinkedHashMap<>();

  /** The stream that it takes in, and how far; empty if it takes in none. */
  Optional<String> source = Optional.empty();

  int sequence;

  /** The events of its writer that have no place in the order yet. */
  final Deque<TraceEvent> remaining = new ArrayDeque<>();

  Phase phase = Phase.START;
  Sidecar sidecar = Sidecar.NOT_YET;
  boolean decided;
  boolean audited;
  int readVersion;
  final Map<Dataset, Integer> pins = new HashMap<>();
  final Map<Dataset, Integer> bases = new HashMap<>();
  int done;

  /** Calls in flight, with the dataset that a commit goes to. */
  final Map<Call, Dataset> flight = new HashMap<>();

  /** The phase in which it sent a call whose answer was lost; null if there is none. */
  Phase launched;

  /** The publish that got no answer; null if there is none. */
  TraceEvent publishing;

  private final int group;

  Op(int number, String id, int group) {
    this.number = number;
    this.id = id;
    this.group = group;
  }

  /** A name of its group, which no other group has. */
  String full(String name) {
    return group + "/" + name;
  }

  /** Whether it makes the dataset that it commits to under that name. */
  boolean makes(String name) {
    return MAKING.contains(kinds.get(commits.indexOf(datasets.get(name))));
  }

  /** The datasets that it makes. */
  Stream<Dataset> made() {
    return datasets.keySet().stream().filter(this::makes).map(datasets::get);
  }

  List<Dataset> plan() {
    return new ArrayList<>(datasets.values());
  }

  /** Null if it has no such table; no valid trace has that. */
  Dataset dataset(TraceEvent event) {
    String table = event.table().orElseThrow();
    return isNewName(table) ? renamed.values().stream().findFirst().orElse(null) : dataset(table);
  }

  /** Whether one of its tables gets that name. */
  boolean isNewName(String table) {
    return newNames.containsValue(table);
  }

  /** Whether it commits to the table called that. */
  boolean commitsTo(String table) {
    return datasets.containsKey(table);
  }

  Dataset dataset(String table) {
    return Stream.of(datasets, dropped, renamed, reads)
        .map(tables -> tables.get(table))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The dataset of its next commit; null if there is none. */
  Dataset committing() {
    return phase == Phase.COMMIT && done < commits.size() ? commits.get(done) : null;
  }

  int base(Dataset dataset) {
    return bases.getOrDefault(dataset, 0);
  }

  /** The version that its next commit to the dataset is prepared against. Spec: ReadOf. */
  int read(Dataset dataset) {
    int before =
        phase == Phase.COMMIT ? Collections.frequency(commits.subList(0, done), dataset) : 0;
    return base(dataset) + before;
  }

  /** Whether the next of its commits has landed where it was to. */
  boolean nextHasLanded(Dataset dataset) {
    return dataset.isChangeOf(this, read(dataset) + 1);
  }

  /** Whether all of its commits have landed where they were to. */
  boolean hasLanded(Dataset dataset) {
    int many = Collections.frequency(commits, dataset);
    return IntStream.rangeClosed(1, many)
        .allMatch(i -> dataset.isChangeOf(this, base(dataset) + i));
  }

  /** Whether its next commit may be refused over changes, and not only over a restore. */
  boolean mayConflict() {
    return phase == Phase.COMMIT && !ADDING.contains(kinds.get(done));
  }

  /** Whether its writer has no more events, so that it may have had one unreported effect. */
  boolean hasNoMoreEvents() {
    return remaining.isEmpty();
  }

  void committed() {
    done++;
    phase = done == commits.size() ? Phase.PUBLISH : Phase.COMMIT;
  }
}
