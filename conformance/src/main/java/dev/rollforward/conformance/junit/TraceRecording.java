package dev.rollforward.conformance.junit;

import java.nio.file.Path;

/**
 * Where the traces of a running test are written: a parameter of a test with {@link
 * ValidatedTrace}, for those that start processes of their own. Immutable.
 */
public final class TraceRecording {
  private final Path folder;

  TraceRecording(Path folder) {
    this.folder = folder;
  }

  /** The folder, absolute; files that end in {@code .ndjson} in it are validated together. */
  public Path folder() {
    return folder;
  }

  /**
   * The flag with which a JVM records its groups, too; it needs this artifact on its class path.
   */
  public String jvmFlag() {
    return "-D" + TraceRecorder.FOLDER + "=" + folder;
  }
}
