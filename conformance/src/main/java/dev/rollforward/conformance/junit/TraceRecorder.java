package dev.rollforward.conformance.junit;

import dev.rollforward.ProtocolListener;
import dev.rollforward.ProtocolListenerProvider;
import dev.rollforward.trace.TraceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a trace of every group that this JVM opens while a test is recorded; of all of them, in a
 * process that a recorded test has started. Found as a service. Safe for use by several threads.
 */
public final class TraceRecorder implements ProtocolListenerProvider {
  /** The system property that names the folder of a process which a test has started. */
  static final String FOLDER = "rollforward.traces";

  private static final Object LOCK = new Object();
  private static final Map<String, TraceFile> FILES = new HashMap<>();
  private static Optional<Path> folder =
      Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);

  /** For {@link java.util.ServiceLoader}. */
  public TraceRecorder() {}

  /** Records from now on, into an existing folder. */
  static void start(Path into) {
    synchronized (LOCK) {
      folder = Optional.of(into);
    }
  }

  /** Ends the recording: groups that are still open are not recorded any more. */
  static void stop() {
    synchronized (LOCK) {
      folder = Optional.empty();
      try {
        FILES.values().forEach(TraceFile::close);
      } finally {
        FILES.clear();
      }
    }
  }

  /** All handles of a group write to one file. */
  @Override
  public ProtocolListener listener(URI root) {
    synchronized (LOCK) {
      return folder
          .<ProtocolListener>map(
              into -> FILES.computeIfAbsent(name(root), name -> TraceFile.in(into, name)))
          .orElse(ProtocolListener.NONE);
    }
  }

  /** The same for every name of a folder. */
  private static String name(URI root) {
    if (!"file".equals(root.getScheme()) || !Files.exists(Path.of(root))) {
      return root.toString();
    }
    try {
      return Path.of(root).toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resolve the root " + root, e);
    }
  }
}
