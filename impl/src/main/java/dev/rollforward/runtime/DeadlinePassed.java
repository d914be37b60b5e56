package dev.rollforward.runtime;

/** The deadline of a commit passed before anything of it had been written. */
final class DeadlinePassed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeadlinePassed(String waitedFor) {
    super("its deadline passed before anything was written: it waited for " + waitedFor);
  }
}
