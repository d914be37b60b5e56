package dev.rollforward.runtime;

/**
 * The calling thread was interrupted while it waited for others, before anything of its own had
 * begun. Its interrupt status is set.
 */
final class InterruptedBeforeStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InterruptedBeforeStart(String waitedFor) {
    super("this thread was interrupted before it began to write: it waited for " + waitedFor);
    Thread.currentThread().interrupt();
  }
}
