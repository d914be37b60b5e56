package dev.rollforward.failpoint;

/** A test made something happen at a failpoint, and nobody came there. */
public final class FailpointNotReached extends AssertionError {
  private static final long serialVersionUID = 1L;

  FailpointNotReached(String message) {
    super(message);
  }
}
