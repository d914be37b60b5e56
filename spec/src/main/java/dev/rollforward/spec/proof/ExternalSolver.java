package dev.rollforward.spec.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks a program that reads SMT-LIB, such as cvc5: a second opinion. Seconds are those of the
 * clock, and which premises it used it does not say. For one thread.
 */
final class ExternalSolver implements Asker {
  private static final long STARTS_MILLIS = 5_000;

  private final String program;
  private final Path script;

  /**
   * A solver.
   *
   * @param program its path, or a name on the PATH; it takes the arguments of cvc5
   */
  ExternalSolver(String program) {
    this.program = program;
    try {
      this.script = Files.createTempFile("rollforward-prove-", ".smt2");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line that a program says of its version; empty if it cannot be started. */
  static Optional<String> version(String program) {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      return said.lines().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Solver.Answer ask(
      Map<String, List<Term>> named, List<Term> others, Term conclusion, int millis) {
    List<Term> premises = new ArrayList<>(others);
    named.values().forEach(premises::addAll);
    try {
      Files.writeString(script, SmtText.of(premises, conclusion));
      long start = System.nanoTime();
      String said = run(millis);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Solver.Answer(result(said), seconds, Set.of(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + program + " was at work", e);
    }
  }

  private String run(int millis) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program,
                "--lang=smt2",
                "--full-saturate-quant",
                "--tlimit=" + millis,
                script.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(millis + STARTS_MILLIS, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return "no answer in time";
    }
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  private Solver.Result result(String said) {
    return switch (said) {
      case "unsat" -> Solver.Result.PROVED;
      case "sat" -> Solver.Result.REFUTED;
      default -> {
        if (said.contains("(error")) {
          throw new IllegalStateException(program + " cannot read an obligation: " + said);
        }
        yield Solver.Result.UNKNOWN;
      }
    };
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
