package dev.rollforward.spec.tlc;

import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.graph.StateGraphReader;
import dev.rollforward.spec.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checks models with TLC, each in a JVM of its own. Safe for use by several threads. */
public final class TlcRunner {
  private final Path modules;
  private final Path workspace;
  private final TlcOptions options;

  /**
   * A runner.
   *
   * @param modules an existing folder with the modules side by side
   * @param workspace an existing folder for the files of each run, which are removed after it
   */
  public TlcRunner(Path modules, Path workspace, TlcOptions options) {
    this.modules = modules.toAbsolutePath();
    this.workspace = workspace.toAbsolutePath();
    this.options = options;
  }

  /**
   * Checks a model to the end. An interrupt ends TLC and gives {@link TlcResult.Unfinished}; the
   * thread stays interrupted. TLC also ends when this JVM does.
   *
   * <p>Where TLC does not say which property is violated, each is checked on its own, so that the
   * result names one and its counterexample.
   */
  public TlcResult run(Model model, TlcListener listener) {
    TlcResult result = once(model, listener);
    return result instanceof TlcResult.Violated violated && violated.suspects().size() > 1
        ? narrow(model, violated, listener)
        : result;
  }

  private TlcResult narrow(Model model, TlcResult.Violated violated, TlcListener listener) {
    return violated.suspects().stream()
        .map(suspect -> once(model.checkingOnly(suspect), listener))
        .filter(TlcResult.Violated.class::isInstance)
        .findFirst()
        .orElse(violated);
  }

  private TlcResult once(Model model, TlcListener listener) {
    if (Thread.currentThread().isInterrupted()) {
      return new TlcResult.Unfinished("interrupted before it began", TlcStats.none());
    }
    try (TlcRun run = TlcRun.start(model, options, modules, workspace, listener)) {
      return run.await();
    }
  }

  /**
   * Every state of a model and every step between them. Only {@code TypeOK} is checked on the way.
   *
   * @param listener is notified how far it is
   * @throws IllegalStateException if TLC did not come to the end of the model; its result is in the
   *     message
   */
  public StateGraph graph(Model model, TlcListener listener) {
    return dump(model.checkingOnly("TypeOK"), listener);
  }

  /**
   * Like {@link #graph}, and every invariant of the model is checked in every state.
   *
   * @throws IllegalStateException if one does not hold
   */
  public StateGraph checkedGraph(Model model, TlcListener listener) {
    return dump(
        model.variant(model.name(), Map.of(), model.specification(), model.invariants(), List.of()),
        listener);
  }

  private StateGraph dump(Model bare, TlcListener listener) {
    // TLC appends .dot itself.
    Path dump = workspace.resolve(bare.name() + "-graph");
    Path file = workspace.resolve(bare.name() + "-graph.dot");
    try (TlcRun run =
        TlcRun.start(
            bare,
            options,
            modules,
            workspace,
            TlcRun.following(listener),
            directory -> TlcCommand.dumping(bare, options, directory, dump))) {
      TlcResult result = run.await();
      if (!(result instanceof TlcResult.Held)) {
        throw new IllegalStateException(
            "TLC did not give the states of model " + bare.name() + ": " + result);
      }
      return StateGraphReader.read(file);
    } finally {
      RunDirectory.deleteIfThere(file);
    }
  }
}
