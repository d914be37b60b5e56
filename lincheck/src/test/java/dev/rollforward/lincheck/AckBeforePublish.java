package dev.rollforward.lincheck;

/** Fault: a commit is acknowledged when its tables have moved, before it is published (rule 8). */
public class AckBeforePublish extends MemoryGroup {
  private static final int TABLES_HAVE_MOVED = 6;

  /** A group with the fault. */
  public AckBeforePublish() {}

  @Override
  Outcome ofTheDead(int steps) {
    return steps >= TABLES_HAVE_MOVED ? Outcome.COMMITTED : super.ofTheDead(steps);
  }
}
