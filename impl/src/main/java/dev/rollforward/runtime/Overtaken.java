package dev.rollforward.runtime;

/** A derived change gives way to another operation. Nothing of it had been written to a table. */
public final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overtaken(String by) {
    super("it changes nothing that readers see, so it gives way to " + by);
  }
}
