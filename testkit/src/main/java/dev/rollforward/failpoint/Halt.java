package dev.rollforward.failpoint;

/**
 * Ends a process of the protocol where it is, within a living JVM. Nothing in the library catches
 * it, save to throw it on.
 */
public final class Halt extends Error {
  private static final long serialVersionUID = 1L;

  /** Halts at {@code name}. */
  public Halt(FailpointName name) {
    super("halted at " + name.name());
  }
}
