package dev.rollforward.conformance.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An operation, and how far its writer has come after the steps placed so far. */
final class Op {
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

  /** Its datasets by table name, in commit order. */
  final Map<String, Dataset> datasets = new LinkedHashMap<>();

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

  Op(int number, String id) {
    this.number = number;
    this.id = id;
  }

  List<Dataset> plan() {
    return new ArrayList<>(datasets.values());
  }

  /** Null if it has no such table; no valid trace has that. */
  Dataset dataset(TraceEvent event) {
    return datasets.get(event.table().orElseThrow());
  }

  /** The dataset of its next commit; null if there is none. */
  Dataset committing() {
    return phase == Phase.COMMIT && done < datasets.size() ? plan().get(done) : null;
  }

  int base(Dataset dataset) {
    return bases.getOrDefault(dataset, 0);
  }

  boolean hasLanded(Dataset dataset) {
    return dataset.isChangeOf(this, base(dataset) + 1);
  }

  /** Whether its writer has no more events, so that it may have had one unreported effect. */
  boolean hasNoMoreEvents() {
    return remaining.isEmpty();
  }

  void committed() {
    done++;
    phase = done == datasets.size() ? Phase.PUBLISH : Phase.COMMIT;
  }
}
