package dev.rollforward.conformance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end, or to the end of its time, with its output in a file. */
final class ChildProcess {
  private static final int SHOWN = 12;

  private ChildProcess() {}

  /**
   * What the child found; {@link Finding.Kind#UNKNOWN} if it did not say.
   *
   * @param log where its output goes
   */
  static Finding finding(List<String> command, Path log, Duration limit) {
    return finding(command, log, limit, Map.of());
  }

  /**
   * The same with more in its environment.
   *
   * @param log where its output goes; it runs in the folder of that
   */
  static Finding finding(
      List<String> command, Path log, Duration limit, Map<String, String> environment) {
    boolean ended = run(command, log, limit, environment).isPresent();
    Optional<Finding> finding = last(log);
    if (finding.isPresent()) {
      return finding.get();
    }
    return Finding.unknown(
        ended
            ? "the child ended without a finding: " + end(log)
            : "not finished within %s s".formatted(limit.toSeconds()));
  }

  /** Whether it ended in time, and well. */
  static boolean succeeds(List<String> command, Path log, Duration limit) {
    return run(command, log, limit, Map.of()).equals(Optional.of(0));
  }

  /**
   * Its exit code; empty if it did not end in time. With all of its children it is gone afterwards
   * in any case.
   */
  private static Optional<Integer> run(
      List<String> command, Path log, Duration limit, Map<String, String> environment) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(log.toAbsolutePath().getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process child = builder.start();
      try {
        boolean ended = child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        return ended ? Optional.of(child.exitValue()) : Optional.empty();
      } finally {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Finding> last(Path log) {
    return lines(log).stream()
        .map(Finding::parse)
        .flatMap(Optional::stream)
        .reduce((first, second) -> second);
  }

  /** Most of it is gone when the folder is. */
  private static String end(Path log) {
    List<String> lines = lines(log);
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
