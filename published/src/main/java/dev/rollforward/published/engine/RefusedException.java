package dev.rollforward.published.engine;

/** A writer has not begun: nothing of its operation was written. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String reason) {
    super(reason);
  }
}
