package dev.rollforward.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks models and faults and judges what came of it. */
public final class LaneCheck {
  private final SpecFiles files;
  private final LaneOptions options;

  public LaneCheck(SpecFiles files, LaneOptions options) {
    this.files = files;
    this.options = options;
  }

  /**
   * Checks every model of a selection, one after another, and then its faults, several at once. An
   * interrupt ends the check: what is left comes out unfinished, and the thread stays interrupted.
   */
  public LaneReport run(Selection selection, LaneListener listener) {
    long start = System.nanoTime();
    Path modules = unpack();
    try {
      List<ModelOutcome> models = models(selection.models(), modules, listener);
      List<FaultOutcome> faults = faults(selection.faults(), modules, listener);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new LaneReport(selection.label(), models, faults, elapsed);
    } finally {
      RunDirectory.delete(modules);
    }
  }

  private Path unpack() {
    try {
      Path modules = Files.createTempDirectory(options.workspace(), "modules-");
      files.unpackTo(modules);
      return modules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ModelOutcome> models(List<Model> models, Path modules, LaneListener listener) {
    TlcRunner runner = new TlcRunner(modules, options.workspace(), options.models());
    List<ModelOutcome> outcomes = new ArrayList<>();
    for (Model model : models) {
      ModelOutcome outcome = new ModelOutcome(model, check(runner, model, listener));
      listener.finished(outcome);
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private List<FaultOutcome> faults(
      List<Selection.Injection> faults, Path modules, LaneListener listener) {
    TlcRunner runner = new TlcRunner(modules, options.workspace(), options.faults());
    return Crew.map(
        faults,
        options.faultsAtOnce(),
        injection -> {
          TlcResult result = check(runner, injection.model(), listener);
          FaultOutcome outcome = new FaultOutcome(injection.fault(), result);
          listener.finished(outcome);
          return outcome;
        });
  }

  private static TlcResult check(TlcRunner runner, Model model, LaneListener listener) {
    listener.started(model.name());
    return runner.run(model, progress -> listener.progress(model.name(), progress));
  }
}
