package dev.rollforward.conformance.trace;

/** One recovery of one operation, a sweep of the model, and how far it has come. */
final class SweepTrace {
  /** Its next action. */
  enum Phase {
    LISTED,
    READ,
    ROLLFORWARD,
    ROLLBACK,
    FENCE,
    AUDIT,
    DELETE,
    IDLE
  }

  final Op op;
  Phase phase = Phase.IDLE;
  int slot;
  int readVersion;
  int fenced;

  /** How many of its events have no place in the order yet. */
  int remaining;

  /** Its put that got no answer; null if there is none. */
  TraceEvent unanswered;

  SweepTrace(Op op) {
    this.op = op;
  }

  boolean isPutting() {
    return phase == Phase.ROLLFORWARD || phase == Phase.ROLLBACK;
  }

  Dataset fencing() {
    return phase == Phase.FENCE && fenced < op.datasets.size() ? op.plan().get(fenced) : null;
  }
}
