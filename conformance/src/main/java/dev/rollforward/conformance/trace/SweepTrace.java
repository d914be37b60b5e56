package dev.rollforward.conformance.trace;

/** One sweep over one operation, as the model knows it, and how far it is. */
final class SweepTrace {
  /** What it does next. */
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

  /** Its events that are not placed yet. */
  int coming;

  /** Its put that got no answer, or null. */
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
