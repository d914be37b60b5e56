package dev.rollforward.conformance.trace;

import java.nio.file.Path;

/** A file is no trace, or one that this version does not understand. */
public final class UnreadableTrace extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnreadableTrace(Path file, int line, String problem, Throwable cause) {
    super(file + ", line " + line + ": " + problem, cause);
  }
}
