package dev.rollforward.conformance.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An operation, and how far its writer is at the place that the order has come to. */
final class Op {
  /** What its writer does next. */
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

  /** Whether its sidecar stands. */
  enum Sidecar {
    NOT_YET,
    STANDS,
    GONE
  }

  /** The calls that may get no answer, in the words of the spec's {@code flight}. */
  enum Call {
    arm,
    commit,
    publish
  }

  final int number;
  final String id;

  /** Its datasets by table name, in commit order. */
  final Map<String, Dataset> datasets = new LinkedHashMap<>();

  /** The events of its writer that are not placed yet. */
  final Deque<TraceEvent> coming = new ArrayDeque<>();

  Phase phase = Phase.START;
  Sidecar sidecar = Sidecar.NOT_YET;
  boolean decided;
  boolean audited;
  int readVersion;
  final Map<Dataset, Integer> pins = new HashMap<>();
  final Map<Dataset, Integer> bases = new HashMap<>();
  int done;

  /** Calls that are on their way; a commit's is to the dataset that it was sent to. */
  final Map<Call, Dataset> flight = new HashMap<>();

  /** The phase in which it has sent a call whose answer got lost, or null. */
  Phase launched;

  /** The publish that got no answer, or null. */
  TraceEvent publishing;

  Op(int number, String id) {
    this.number = number;
    this.id = id;
  }

  List<Dataset> plan() {
    return new ArrayList<>(datasets.values());
  }

  /** Null if it has no such table, which no true trace tells. */
  Dataset dataset(TraceEvent event) {
    return datasets.get(event.table().orElseThrow());
  }

  /** What it commits to next, or null. */
  Dataset committing() {
    return phase == Phase.COMMIT && done < datasets.size() ? plan().get(done) : null;
  }

  int base(Dataset dataset) {
    return bases.getOrDefault(dataset, 0);
  }

  boolean hasLanded(Dataset dataset) {
    return dataset.isChangeOf(this, base(dataset) + 1);
  }

  /** Whether its writer tells no more, so that it may have had one effect untold. */
  boolean isSilent() {
    return coming.isEmpty();
  }

  void committed() {
    done++;
    phase = done == datasets.size() ? Phase.PUBLISH : Phase.COMMIT;
  }
}
