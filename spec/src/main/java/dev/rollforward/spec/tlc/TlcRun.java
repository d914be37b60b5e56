package dev.rollforward.spec.tlc;

import dev.rollforward.spec.model.CfgFile;
import dev.rollforward.spec.model.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tlc2.output.EC;

/** One child JVM that runs TLC. The child is dead and its files are gone after {@link #close}. */
final class TlcRun implements AutoCloseable {
  private static final int KILLED = 137;

  private final Model model;
  private final TlcOptions options;
  private final BiConsumer<TlcMessage, TlcOutput> follower;
  private final RunDirectory directory;
  private final Process process;
  private final TlcOutput output = new TlcOutput();
  private final FutureTask<Void> stdout = new FutureTask<>(this::readOutput, null);
  private final FutureTask<List<String>> stderr = new FutureTask<>(this::lastErrors);

  /** Judges what TLC said. */
  @FunctionalInterface
  interface Judge {
    TlcResult judge(Model model, TlcOutput output, int exitCode, List<String> stderr);
  }

  private TlcRun(
      Model model,
      TlcOptions options,
      BiConsumer<TlcMessage, TlcOutput> follower,
      RunDirectory directory,
      Process process) {
    this.model = model;
    this.options = options;
    this.follower = follower;
    this.directory = directory;
    this.process = process;
  }

  static TlcRun start(
      Model model, TlcOptions options, Path modules, Path workspace, TlcListener listener) {
    return start(
        model,
        options,
        modules,
        workspace,
        following(listener),
        directory -> TlcCommand.of(model, options, directory));
  }

  static BiConsumer<TlcMessage, TlcOutput> following(TlcListener listener) {
    return (message, output) -> {
      if (message.code() == EC.TLC_PROGRESS_STATS || message.code() == EC.TLC_PROGRESS_SIMU) {
        listener.progress(output.progress());
      }
    };
  }

  /**
   * Starts a run.
   *
   * @param follower is notified of every message once the output has taken it in; not in this
   *     thread
   * @param command gives the command line for the files of the run
   */
  static TlcRun start(
      Model model,
      TlcOptions options,
      Path modules,
      Path workspace,
      BiConsumer<TlcMessage, TlcOutput> follower,
      Function<RunDirectory, List<String>> command) {
    RunDirectory directory = RunDirectory.create(workspace, model.name());
    try {
      Files.writeString(directory.config(), CfgFile.of(model));
      Process process =
          new ProcessBuilder(command.apply(directory)).directory(modules.toFile()).start();
      TlcRun run = new TlcRun(model, options, follower, directory, process);
      reader("stdout", run.stdout).start();
      reader("stderr", run.stderr).start();
      return run;
    } catch (IOException e) {
      directory.close();
      throw new UncheckedIOException(e);
    }
  }

  private static Thread reader(String name, Runnable task) {
    Thread thread = new Thread(task, "tlc-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for the end; an interrupt ends the run and stays set. */
  TlcResult await() {
    return await(TlcVerdict::of);
  }

  TlcResult await(Judge judge) {
    try {
      stdout.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return judge.judge(model, output, process.waitFor(), stderr.get());
    } catch (TimeoutException e) {
      return unfinished("gave up after " + options.timeout().toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unfinished("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot follow TLC: " + e.getCause().getMessage(), e);
    }
  }

  private TlcResult unfinished(String reason) {
    return new TlcResult.Unfinished(reason, output.stats());
  }

  private void readOutput() {
    TlcMessageReader messages = new TlcMessageReader();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        messages.accept(line).ifPresent(this::accept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(TlcMessage message) {
    output.accept(message);
    follower.accept(message, output);
  }

  private List<String> lastErrors() throws IOException {
    return LastOutput.of(process);
  }

  private void keepClasses() {
    options
        .classes()
        .filter(archive -> process.exitValue() != KILLED)
        .ifPresent(archive -> archive.take(TlcCommand.classPath(options), directory.classes()));
  }

  ProcessHandle child() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    keepClasses();
    directory.close();
  }
}
