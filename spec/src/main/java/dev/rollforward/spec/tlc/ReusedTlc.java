package dev.rollforward.spec.tlc;

import dev.rollforward.spec.model.CfgFile;
import dev.rollforward.spec.model.Model;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs TLC on one model after another in one JVM: most of a short run is the start of a JVM and the
 * parsing of modules by code that is not yet compiled. For use by one thread.
 *
 * <p>The JVM is used for one module only, for states and steps only, and not again after a run that
 * ended in any other way than by holding or by violating a property of these.
 */
public final class ReusedTlc implements AutoCloseable {
  /** After a violation of one of these TLC is as it was before. */
  private static final Set<TlcResult.Kind> HARMLESS =
      Set.of(TlcResult.Kind.INVARIANT, TlcResult.Kind.STEP);

  private final Path modules;
  private final Path workspace;
  private final TlcOptions options;
  private Jvm jvm;

  /**
   * A runner, which starts its JVM when it is first used.
   *
   * @param modules an existing folder with the modules side by side
   * @param workspace an existing folder for the files of each run, which are removed after it
   */
  public ReusedTlc(Path modules, Path workspace, TlcOptions options) {
    this.modules = modules.toAbsolutePath();
    this.workspace = workspace.toAbsolutePath();
    this.options = options;
  }

  /**
   * Whether a model may be checked in a JVM that has checked others: no liveness is asked, which
   * TLC does not check any more in a JVM in which it was violated.
   *
   * @param liveness the properties that speak of whole behaviours, not of single steps
   */
  public static boolean suits(Model model, Set<String> liveness) {
    return Collections.disjoint(model.properties(), liveness)
        && !model.coverage()
        && !model.simulated();
  }

  /**
   * Checks a model that {@linkplain #suits is suited for it} to the end; see {@link TlcRunner#run}.
   * If TLC finds that liveness is asked after all, the JVM is not used again.
   */
  public TlcResult run(Model model, TlcListener listener) {
    if (Thread.currentThread().isInterrupted()) {
      return new TlcResult.Unfinished("interrupted before it began", TlcStats.none());
    }
    TlcResult result = null;
    try {
      result = jvm(model.root()).run(model, listener);
      return result;
    } finally {
      if (result == null || !leavesNothingBehind(result)) {
        close();
      }
    }
  }

  private boolean leavesNothingBehind(TlcResult result) {
    return !jvm.hasCheckedLiveness
        && (result instanceof TlcResult.Held
            || result instanceof TlcResult.Violated violated && HARMLESS.contains(violated.kind()));
  }

  private Jvm jvm(String module) {
    if (jvm != null && !jvm.module.equals(module)) {
      close();
    }
    if (jvm == null) {
      jvm = new Jvm(module);
    }
    return jvm;
  }

  @Override
  public void close() {
    if (jvm != null) {
      jvm.end();
      jvm = null;
    }
  }

  /** A JVM for the models of one module. */
  private final class Jvm {
    private final String module;
    private final RunDirectory directory;
    private final Process process;
    private final BufferedReader out;
    private final FutureTask<List<String>> stderr;
    private boolean hasCheckedLiveness;

    Jvm(String module) {
      this.module = module;
      this.directory = RunDirectory.create(workspace, "reused");
      try {
        List<String> command = new ArrayList<>(TlcCommand.jvm(options, directory, false));
        command.add(ReusedTlcChild.class.getName());
        this.process = new ProcessBuilder(command).directory(modules.toFile()).start();
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.stderr = new FutureTask<>(() -> LastOutput.of(process));
        start("tlc-stderr", stderr);
      } catch (IOException e) {
        directory.close();
        throw new UncheckedIOException(e);
      }
    }

    private static void start(String name, Runnable task) {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      thread.start();
    }

    TlcResult run(Model model, TlcListener listener) {
      TlcOutput output = new TlcOutput();
      try (RunDirectory files = RunDirectory.create(workspace, model.name())) {
        Files.writeString(files.config(), CfgFile.of(model));
        FutureTask<Integer> reading = new FutureTask<>(() -> read(output, listener));
        start("tlc-stdout", reading);
        request(TlcCommand.arguments(model, options, files));
        return await(model, output, reading);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void request(List<String> arguments) throws IOException {
      BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8);
      for (String argument : arguments) {
        in.write(argument);
        in.newLine();
      }
      in.newLine();
      in.flush();
    }

    private TlcResult await(Model model, TlcOutput output, FutureTask<Integer> reading) {
      try {
        int exitCode = reading.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        hasCheckedLiveness |= output.temporal();
        List<String> errors = process.isAlive() ? List.of() : stderr.get();
        return TlcVerdict.of(model, output, exitCode, errors);
      } catch (TimeoutException e) {
        return unfinished("gave up after " + options.timeout().toSeconds() + " s", output);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return unfinished("interrupted", output);
      } catch (ExecutionException e) {
        throw new IllegalStateException("cannot follow TLC: " + e.getCause().getMessage(), e);
      }
    }

    private static TlcResult unfinished(String reason, TlcOutput output) {
      return new TlcResult.Unfinished(reason, output.stats());
    }

    /** Reads to the end of one run, or to that of the JVM; returns the exit code. */
    private int read(TlcOutput output, TlcListener listener)
        throws IOException, InterruptedException {
      TlcMessageReader messages = new TlcMessageReader();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(ReusedTlcChild.DONE)) {
          return Integer.parseInt(line.substring(ReusedTlcChild.DONE.length()));
        }
        messages
            .accept(line)
            .ifPresent(
                message -> {
                  output.accept(message);
                  TlcRun.following(listener).accept(message, output);
                });
      }
      return process.waitFor();
    }

    void end() {
      process.destroyForcibly();
      process.onExit().join();
      directory.close();
    }
  }
}
