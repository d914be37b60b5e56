package dev.rollforward.spec.check;

import dev.rollforward.spec.model.Manifest;
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
import dev.rollforward.spec.report.SoughtOutcome;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.ModuleFolder;
import dev.rollforward.spec.tlc.ReusedTlc;
import dev.rollforward.spec.tlc.TlcListener;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** Checks models, faults and scenes and judges what came of it. */
public final class LaneCheck {
  /** Up to so many distinct states the optimising compiler costs more than it brings. */
  private static final long BRIEF = 50_000;

  /** Up to so many distinct states the smaller heap will do. */
  private static final long SMALL = 400_000;

  /** What {@link #BRIEF} is for models that share a JVM, by their weight. */
  private static final long BRIEF_TOGETHER = 1_000_000;

  /** Up to so many distinct states a model may share a JVM with others. */
  private static final long SHARED = 4_000_000;

  /** What a scene costs, in states of a model: most are found among the first. */
  private static final long SCENE_WEIGHT = 900;

  /** What a fault costs; more than a scene, so that the scenes have their verdict first. */
  private static final long FAULT_WEIGHT = 1_000;

  /** What the start of a JVM costs, in states of a model. */
  private static final long JVM_WEIGHT = 5_000;

  private final SpecFiles files;
  private final LaneOptions options;

  public LaneCheck(SpecFiles files, LaneOptions options) {
    this.files = files;
    this.options = options;
  }

  /**
   * Something to do beside the runs of TLC.
   *
   * @param weight how long it takes: in the time of one, a worker of TLC finds a state
   */
  public record Beside(long weight, Runnable work) {}

  /** Checks a selection and nothing else; see {@link #run(Selection, LaneListener, List)}. */
  public LaneReport run(Selection selection, LaneListener listener) {
    return run(selection, listener, List.of());
  }

  /**
   * Checks a selection: each run with one worker, several runs at once, large ones and small ones
   * side by side; a model that is larger than all the rest together comes last, with all workers.
   * An interrupt ends the check: what is left comes out unfinished, and the thread stays
   * interrupted.
   *
   * @param besides what else to do, each in one thread
   */
  public LaneReport run(Selection selection, LaneListener listener, List<Beside> besides) {
    long start = System.nanoTime();
    try (ModuleFolder modules = ModuleFolder.of(files, options.workspace());
        Run run = new Run(selection, listener, modules.path())) {
      return run.report(besides, start);
    }
  }

  /** One check of one selection. */
  private final class Run implements AutoCloseable {
    private final Selection selection;
    private final LaneListener listener;
    private final Path modules;
    private final Map<Object, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Manifest manifest;
    private final Queue<ReusedTlc> reused = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Map<String, ReusedTlc>> own = ThreadLocal.withInitial(HashMap::new);

    Run(Selection selection, LaneListener listener, Path modules) {
      this.selection = selection;
      this.listener = listener;
      this.modules = modules;
      this.manifest = files.manifest();
    }

    /**
     * Runs a model in a JVM that this thread keeps: one for each module that is about our design,
     * and one for all alternatives, which is started again for each.
     */
    private TlcResult shared(Model model) {
      listener.started(model.name());
      return isOurs(model)
          ? own.get()
              .computeIfAbsent(model.module(), module -> reusedTlc(!isBrief(module)))
              .run(model.readFrom(manifest.module(model.module()).faultRoot()), progress(model))
          : own.get()
              .computeIfAbsent("", alternatives -> reusedTlc(false))
              .run(model, progress(model));
    }

    private ReusedTlc reusedTlc(boolean forLarge) {
      TlcOptions small = options.faults();
      TlcOptions large =
          small
              .withBrief(false)
              .withHeapMegabytes(
                  Math.max(small.heapMegabytes(), options.models().heapMegabytes() / 2));
      ReusedTlc tlc = new ReusedTlc(modules, options.workspace(), forLarge ? large : small);
      reused.add(tlc);
      return tlc;
    }

    /** Whether the models that share a JVM are together too small for the optimising compiler. */
    private boolean isBrief(String module) {
      return selection.models().stream()
              .filter(model -> model.module().equals(module))
              .filter(this::shares)
              .mapToLong(this::weight)
              .sum()
          <= BRIEF_TOGETHER;
    }

    private boolean isOurs(Model model) {
      return manifest.modules().stream().anyMatch(m -> m.module().equals(model.module()))
          && !manifest.isAlternative(model.module());
    }

    private boolean shares(Model model) {
      return isOurs(model) && mayReuse(model) && model.expect().distinct().high() <= SHARED;
    }

    LaneReport report(List<Beside> besides, long start) {
      List<Model> alone = alone();
      List<WorkerPool.Task> tasks = new ArrayList<>();
      selection.models().stream()
          .filter(model -> !alone.contains(model))
          .forEach(
              model -> tasks.add(task(model, weight(model), () -> explored(model, beside(model)))));
      selection
          .faults()
          .forEach(
              fault ->
                  tasks.add(
                      task(fault, soughtWeight(fault.model(), FAULT_WEIGHT), () -> fault(fault))));
      selection
          .scenes()
          .forEach(
              scene ->
                  tasks.add(
                      task(scene, soughtWeight(scene.model(), SCENE_WEIGHT), () -> scene(scene))));
      besides.forEach(other -> tasks.add(new WorkerPool.Task(other.weight(), other.work())));
      WorkerPool.run(tasks, options.faultsAtOnce());
      alone.forEach(model -> finish(model, explored(model, options.models())));
      return report(start);
    }

    private LaneReport report(long start) {
      List<ModelOutcome> models = in(selection.models(), ModelOutcome.class);
      return new LaneReport(
          selection.label(),
          models,
          in(selection.faults(), FaultOutcome.class),
          in(selection.scenes(), SceneOutcome.class),
          selection.covered().stream().map(module -> covered(module, models)).toList(),
          Duration.ofNanos(System.nanoTime() - start));
    }

    /** The outcomes in the order of what was selected. */
    private <R extends Outcome> List<R> in(List<?> items, Class<R> type) {
      return items.stream().map(item -> type.cast(outcomes.get(item))).toList();
    }

    /** The models that one worker would still be at when all the rest is done. */
    private List<Model> alone() {
      List<Model> largestFirst =
          selection.models().stream()
              .filter(model -> !model.simulated())
              .sorted(Comparator.comparingLong(this::weight).reversed())
              .toList();
      long rest = largestFirst.stream().mapToLong(this::weight).sum();
      List<Model> alone = new ArrayList<>();
      for (Model model : largestFirst) {
        rest -= weight(model);
        if (weight(model) <= Math.max(rest, SMALL)) {
          break;
        }
        alone.add(model);
      }
      return alone;
    }

    private long weight(Model model) {
      if (model.simulated()) {
        return (long) model.simulation().traces() * model.simulation().depth();
      }
      long states = model.expect().distinct().high();
      // Liveness and refinement cost as much again.
      return JVM_WEIGHT + (model.properties().isEmpty() ? states : 2 * states);
    }

    private long soughtWeight(Model model, long weight) {
      return mayReuse(model) ? weight : JVM_WEIGHT;
    }

    private WorkerPool.Task task(Object item, long weight, Supplier<? extends Outcome> check) {
      return new WorkerPool.Task(weight, () -> finish(item, check.get()));
    }

    private boolean mayReuse(Model model) {
      return options.reuse() && ReusedTlc.suits(model, files.liveness(model.module()));
    }

    /** A model's options where others are checked beside it. */
    private TlcOptions beside(Model model) {
      if (model.simulated()) {
        return options.faults().withBrief(false).withSeed(options.seed());
      }
      long states = model.expect().distinct().high();
      TlcOptions size = states <= SMALL ? options.faults() : options.models();
      return size.withWorkers(1).withBrief(states <= BRIEF).withSeed(options.models().seed());
    }

    /**
     * What does not hold in a shared JVM is checked again in one of its own; a model that gets all
     * workers has its own in any case.
     */
    private ModelOutcome explored(Model model, TlcOptions with) {
      if (with.workers() == 1 && shares(model)) {
        ModelOutcome outcome = new ModelOutcome(model, shared(model), with.seed());
        if (outcome.verdict() == Verdict.HELD || Thread.currentThread().isInterrupted()) {
          return outcome;
        }
      }
      TlcOptions tlc = with.withCoverage(model.coverage());
      return new ModelOutcome(model, check(model, tlc), tlc.seed());
    }

    private CoverageOutcome covered(SpecModule module, List<ModelOutcome> models) {
      CoverageOutcome outcome =
          new CoverageOutcome(
              module,
              models.stream()
                  .filter(run -> run.model().coverage())
                  .filter(run -> run.module().equals(module.module()))
                  .toList());
      listener.finished(outcome);
      return outcome;
    }

    private SoughtOutcome fault(Selection.Injection injection) {
      return seek(
          injection.model(),
          result -> new FaultOutcome(injection.fault(), injection.base().module(), result));
    }

    private SoughtOutcome scene(Selection.Staging staging) {
      return seek(
          staging.model(),
          result -> new SceneOutcome(staging.scene(), staging.base().module(), result));
    }

    /** What a reused JVM does not find is sought again in one of its own. */
    private SoughtOutcome seek(Model model, Function<TlcResult, SoughtOutcome> judge) {
      if (mayReuse(model)) {
        SoughtOutcome outcome = judge.apply(shared(model));
        if (outcome.found() || Thread.currentThread().isInterrupted()) {
          return outcome;
        }
      }
      return judge.apply(check(model, options.faults()));
    }

    private TlcResult check(Model model, TlcOptions tlc) {
      listener.started(model.name());
      return new TlcRunner(modules, options.workspace(), tlc).run(model, progress(model));
    }

    private TlcListener progress(Model model) {
      return progress -> listener.progress(model.name(), progress);
    }

    private void finish(Object item, Outcome outcome) {
      outcomes.put(item, outcome);
      listener.finished(outcome);
    }

    @Override
    public void close() {
      reused.forEach(ReusedTlc::close);
    }
  }
}
