package dev.rollforward.cli.demo;

import dev.rollforward.OperationId;
import dev.rollforward.cli.ChildJvm;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.TempFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a {@link DemoChild}, waits until it has stopped at its step, and kills it. */
final class DemoWriter {
  /** What a process that died of SIGKILL leaves as its exit code. */
  static final int KILLED = 128 + 9;

  private static final int LINES_SHOWN = 10;

  private final KillPoint at;
  private final Duration patience;
  private final TempFolder folder;

  /**
   * @param patience how long it may take to come to its step
   * @param folder its own temporary folder, which its creator removes
   */
  DemoWriter(KillPoint at, Duration patience, TempFolder folder) {
    this.at = at;
    this.patience = patience;
    this.folder = folder;
  }

  /**
   * How it died.
   *
   * @param pid its process id
   * @param operation what it was committing
   * @param steps what it had done, in order
   */
  record KilledWriter(long pid, OperationId operation, List<StepLine> steps) {}

  /**
   * Returns once it is dead.
   *
   * @throws CliException if it did not come to its step, or did not die of SIGKILL there
   */
  KilledWriter run(Path root) {
    return run(root, Optional.empty());
  }

  /**
   * The same.
   *
   * @param trace where it writes down its steps; empty for nowhere
   */
  KilledWriter run(Path root, Optional<Path> trace) {
    Process process = start(root, trace);
    folder.lendTo(process);
    List<String> lines = awaitStop(process);
    kill(process);
    return new KilledWriter(
        process.pid(),
        lines.stream()
            .filter(line -> line.startsWith(DemoChild.OPERATION))
            .map(DemoChild::operationIn)
            .findFirst()
            .orElseThrow(),
        lines.stream().map(StepLine::parse).flatMap(Optional::stream).toList());
  }

  /** Beside the trace of its parent. */
  static Path traceOfChild(Path trace) {
    return trace.resolveSibling(trace.getFileName() + ".child");
  }

  private Process start(Path root, Optional<Path> trace) {
    String where = trace.map(Path::toAbsolutePath).map(Path::toString).orElse("");
    ProcessBuilder builder =
        new ProcessBuilder(
            ChildJvm.command(folder.path(), DemoChild.class, root.toString(), at.label(), where));
    try {
      return builder.redirectError(errorLog().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + builder.command().get(0), e);
    }
  }

  private List<String> awaitStop(Process process) {
    CompletableFuture<List<String>> stopped =
        CompletableFuture.supplyAsync(() -> readUntilStopped(process));
    try {
      List<String> lines = stopped.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!lines.contains(DemoChild.STOPPED)) {
        throw failed("ended before " + at.label(), null);
      }
      return lines;
    } catch (TimeoutException e) {
      throw failed("did not come to " + at.label() + " within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw failed("could not be read: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for", e);
    }
  }

  /** Ends with the line that says so, or where the output ends. */
  private static List<String> readUntilStopped(Process process) {
    List<String> lines = new ArrayList<>();
    // Left open: closing it would be a signal to the child.
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    try {
      String line = reader.readLine();
      while (line != null) {
        lines.add(line);
        line = line.equals(DemoChild.STOPPED) ? null : reader.readLine();
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill(Process process) {
    int exitCode = process.destroyForcibly().onExit().join().exitValue();
    if (exitCode != KILLED) {
      throw failed("did not die of SIGKILL but ended with " + exitCode, null);
    }
  }

  private CliException failed(String what, Exception cause) {
    return CliException.unknown(
        "the child process " + what, "see why in what it printed last: " + lastWords(), cause);
  }

  /** Without the frames of a stack, of which there may be any number below the reason. */
  private String lastWords() {
    try {
      List<String> lines =
          Files.readAllLines(errorLog()).stream()
              .filter(line -> !line.startsWith("\tat "))
              .toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
      return last.isEmpty() ? "nothing" : "\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "unknown, " + e;
    }
  }

  private Path errorLog() {
    return folder.path().resolve("stderr.log");
  }
}
