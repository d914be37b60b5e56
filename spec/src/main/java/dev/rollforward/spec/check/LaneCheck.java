package dev.rollforward.spec.check;

import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.report.CoverageOutcome;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.report.SceneOutcome;
import dev.rollforward.spec.tlc.ModuleFolder;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Checks models, faults and scenes and judges what came of it. */
public final class LaneCheck {
  /** Up to so many distinct states a model is explored by one worker, beside another. */
  private static final long SMALL = 400_000;

  /** Up to so many distinct states the optimising compiler costs more than it brings. */
  private static final long BRIEF = 50_000;

  private final SpecFiles files;
  private final LaneOptions options;

  public LaneCheck(SpecFiles files, LaneOptions options) {
    this.files = files;
    this.options = options;
  }

  /**
   * Checks a selection: small models side by side, large ones one after another; then what needs
   * one worker each, several at once: simulations, faults and scenes. An interrupt ends the check:
   * what is left comes out unfinished, and the thread stays interrupted.
   */
  public LaneReport run(Selection selection, LaneListener listener) {
    long start = System.nanoTime();
    try (ModuleFolder modules = ModuleFolder.of(files, options.workspace())) {
      return new Run(selection, listener, modules.path()).report(start);
    }
  }

  private static boolean isSmall(Model model) {
    return !model.simulated() && model.expect().distinct().high() <= SMALL;
  }

  /** One check of one selection. */
  private final class Run {
    private final Selection selection;
    private final LaneListener listener;
    private final Path modules;

    Run(Selection selection, LaneListener listener, Path modules) {
      this.selection = selection;
      this.listener = listener;
      this.modules = modules;
    }

    LaneReport report(long start) {
      List<ModelOutcome> models = explored();
      List<CoverageOutcome> coverage =
          selection.covered().stream().map(module -> covered(module, models)).toList();
      models.addAll(sideBySide(selection.models(), Model::simulated, this::simulated));
      List<FaultOutcome> faults = sideBySide(selection.faults(), fault -> true, this::fault);
      List<SceneOutcome> scenes = sideBySide(selection.scenes(), scene -> true, this::scene);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new LaneReport(selection.label(), models, faults, scenes, coverage, elapsed);
    }

    /** Small models side by side, since two JVMs with a worker each beat one JVM with two. */
    private List<ModelOutcome> explored() {
      List<ModelOutcome> outcomes =
          new ArrayList<>(sideBySide(selection.models(), LaneCheck::isSmall, this::small));
      selection.models().stream()
          .filter(model -> !model.simulated() && !isSmall(model))
          .forEach(model -> outcomes.add(finished(explored(model, options.models()))));
      outcomes.sort(Comparator.comparing(outcome -> selection.models().indexOf(outcome.model())));
      return outcomes;
    }

    private ModelOutcome small(Model model) {
      boolean brief = model.expect().distinct().high() <= BRIEF;
      return explored(model, options.faults().withBrief(brief).withSeed(options.models().seed()));
    }

    private ModelOutcome explored(Model model, TlcOptions with) {
      TlcOptions tlc = with.withCoverage(model.coverage());
      return new ModelOutcome(model, check(model, tlc), tlc.seed());
    }

    private CoverageOutcome covered(SpecModule module, List<ModelOutcome> models) {
      return finished(
          new CoverageOutcome(
              module,
              models.stream()
                  .filter(outcome -> outcome.model().coverage())
                  .filter(outcome -> outcome.module().equals(module.module()))
                  .toList()));
    }

    private <T, R extends Outcome> List<R> sideBySide(
        List<T> items, Predicate<T> which, Function<T, R> function) {
      return WorkerPool.map(
          items.stream().filter(which).toList(),
          options.faultsAtOnce(),
          item -> finished(function.apply(item)));
    }

    private ModelOutcome simulated(Model model) {
      TlcResult result = check(model, options.faults().withBrief(false).withSeed(options.seed()));
      return new ModelOutcome(model, result, options.seed());
    }

    private FaultOutcome fault(Selection.Injection injection) {
      TlcResult result = check(injection.model(), options.faults());
      return new FaultOutcome(injection.fault(), injection.base().module(), result);
    }

    private SceneOutcome scene(Selection.Staging staging) {
      TlcResult result = check(staging.model(), options.faults());
      return new SceneOutcome(staging.scene(), staging.base().module(), result);
    }

    private TlcResult check(Model model, TlcOptions tlc) {
      listener.started(model.name());
      return new TlcRunner(modules, options.workspace(), tlc)
          .run(model, progress -> listener.progress(model.name(), progress));
    }

    private <R extends Outcome> R finished(R outcome) {
      listener.finished(outcome);
      return outcome;
    }
  }
}
