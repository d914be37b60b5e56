package dev.rollforward.conformance.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which operation each manifest decided, and how, as far as any event tells: its reader, its maker,
 * or whoever asked later how the operation has ended. Two puts of the same number that got no
 * answer are told apart by it.
 */
final class KnownDecisions {
  private final Map<Integer, Op> decidedBy = new HashMap<>();
  private final Map<Op, String> verdicts = new HashMap<>();

  private KnownDecisions() {}

  static KnownDecisions of(Participants.GroupParticipants group) {
    KnownDecisions known = new KnownDecisions();
    group.trace.events().forEach(event -> known.add(event, group));
    return known;
  }

  private void add(TraceEvent event, Participants.GroupParticipants group) {
    if (event.has("decides") && !event.isPut("UNKNOWN")) {
      decide(event.number("manifest"), group.ops.get(event.text("decides")));
    }
    if (event.has("decidedIn")) {
      decide(event.number("decidedIn"), group.op(event));
    }
    if (event.has("verdict")) {
      verdicts.put(group.op(event), event.text("verdict"));
    }
  }

  /** Operations that ended before the trace began are none of its own. */
  private void decide(int manifest, Op by) {
    if (by != null) {
      decidedBy.put(manifest, by);
    }
  }

  private boolean mayDecide(Op op, int manifest, String verdict) {
    Op by = decidedBy.get(manifest);
    boolean free = by == null ? !decidedBy.containsValue(op) : by == op;
    return free && Objects.equals(verdicts.getOrDefault(op, verdict), verdict);
  }

  /** Whether nothing speaks against {@code op} having published {@code manifest}. */
  boolean mayCommit(Op op, int manifest) {
    return mayDecide(op, manifest, "COMMITTED");
  }

  /** Whether nothing speaks against {@code sweep} having put {@code manifest}. */
  boolean mayDecide(SweepTrace sweep, int manifest) {
    boolean forward = sweep.phase == SweepTrace.Phase.ROLLFORWARD;
    return mayDecide(sweep.op, manifest, forward ? "COMMITTED" : "ABORTED");
  }
}
