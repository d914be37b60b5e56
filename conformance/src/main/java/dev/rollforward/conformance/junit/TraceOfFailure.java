package dev.rollforward.conformance.junit;

import java.nio.file.Path;

/**
 * Suppressed by the failure of a test whose trace is a behaviour of the specification: names the
 * picture of what its groups did before it failed.
 */
public final class TraceOfFailure extends Exception {
  private static final long serialVersionUID = 1L;

  TraceOfFailure(Path page) {
    super("the steps of its groups are as specified; picture: " + page, null, false, false);
  }
}
