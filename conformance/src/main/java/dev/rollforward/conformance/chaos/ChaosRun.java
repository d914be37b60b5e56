package dev.rollforward.conformance.chaos;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Resolution;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.conformance.Violation;
import dev.rollforward.core.Manifest;
import dev.rollforward.engine.Stores;
import dev.rollforward.testkit.EvidenceRecorder;
import dev.rollforward.testkit.InMemory;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.RecoveryChecks;
import dev.rollforward.testkit.SimulatedEnvironment;
import dev.rollforward.testkit.memory.MemoryTableStore;
import dev.rollforward.trace.TraceFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One schedule: some processes use a group side by side, until all have ended; then everything that
 * is on its way arrives, one process recovers what is left, and one commits to every table. Every
 * invariant is evaluated after each call that may have changed something. The first violation ends
 * the run.
 */
public final class ChaosRun {
  private static final int MOST_PROCESSES = 4;
  private static final int MOST_LIVES = 8;
  private static final int MOST_TURNS = 6000;

  /** Counted along with the outcomes. */
  static final String PLANNED_ON_AN_OLD_MANIFEST = "planned on an old manifest";

  /**
   * What came of it.
   *
   * @param digest of all that happened: equal for equal runs
   * @param turns how many calls to stores there were
   * @param outcomes how many callers were told what, and how many processes were killed
   * @param violation the property that was violated first; empty if none was
   * @param choices what made the run what it was
   */
  public record Result(
      String digest,
      int turns,
      SortedMap<String, Integer> outcomes,
      Optional<Violation> violation,
      Choices choices) {}

  private final Choices choices;
  private final ChaosLog log = new ChaosLog();
  private final Turns turns;
  private final SimulatedEnvironment environment;
  private final MemoryTableStore tables = new MemoryTableStore();
  private final Contents contents = new Contents(tables);
  private final EvidenceRecorder recorder;
  private final SimulatedStores stores;
  private final Optional<TraceFile> trace;
  private final SortedMap<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Set<OperationId>> waiting = new TreeMap<>();
  private Optional<Violation> violation = Optional.empty();
  private int lives;

  private ChaosRun(Choices choices, UnaryOperator<Stores> fault, Optional<TraceFile> trace) {
    this.choices = choices;
    this.trace = trace;
    this.turns = new Turns(choices, what -> log.add("scheduler", what), MOST_TURNS);
    this.environment = new SimulatedEnvironment(7);
    Stores plain = InMemory.stores(tables);
    this.recorder = new EvidenceRecorder(contents::operations, fault.apply(plain));
    this.stores = new SimulatedStores(recorder.stores(), choices, log, this::check);
  }

  /** The run that {@code seed} makes. */
  public static Result of(long seed, UnaryOperator<Stores> fault) throws InterruptedException {
    return new ChaosRun(Choices.drawnFrom(seed), fault, Optional.empty()).run();
  }

  /**
   * The run that these choices make.
   *
   * @param trace gets its events
   */
  public static Result of(Choices choices, UnaryOperator<Stores> fault, Optional<TraceFile> trace)
      throws InterruptedException {
    return new ChaosRun(choices, fault, trace).run();
  }

  private Result run() throws InterruptedException {
    int processes = 1 + choices.choose("processes", MOST_PROCESSES);
    for (int i = 0; i < processes; i++) {
      start();
    }
    turns.run();
    if (violation.isEmpty()) {
      settle();
    }
    if (turns.isEndless()) {
      violate("EveryLiveWriterFinishes", "the run does not end");
    }
    return new Result(log.digest(), turns.taken(), outcomes, violation, choices);
  }

  private void start() {
    String name = "p" + ++lives;
    SimulatedProcess process = new SimulatedProcess(name, turns, choices, environment);
    turns.add(name, () -> live(process));
  }

  private void live(SimulatedProcess process) {
    Workload workload =
        new Workload(
            process,
            new InMemory(tables, stores.of(process)),
            contents,
            new Told(),
            what -> log.add(process.name(), what));
    guard(process.name(), () -> workload.run(listener(process.name())));
  }

  /** Whatever the library throws but does not declare is a violation of its contract. */
  private void guard(String name, Runnable body) {
    try {
      body.run();
      log.add(name, "ends");
    } catch (SimulatedProcess.Killed killed) {
      log.add(name, "is killed");
      count("killed");
      if (lives < MOST_LIVES) {
        start();
      }
    } catch (Turns.Ended ended) {
      log.add(name, "stops");
    } catch (RuntimeException | Error unforeseen) {
      violate("NoUnforeseenFailure", name + " fails with " + unforeseen);
    } finally {
      waiting.remove(name);
    }
  }

  private ProtocolListener listener(String name) {
    ProtocolListener traced = trace.map(file -> file.as(name)).orElse(ProtocolListener.NONE);
    return event -> {
      traced.onStep(event);
      log.add(
          name, event.operation() + " " + event.action() + inTable(event) + " " + event.detail());
      keepWaiting(name, event);
      countOld(event);
      // What a sweep finds is not judged: here its reads happen at different moments.
      if (event.action() == Action.SweepDeleteSidecar) {
        RecoveryChecks.violatedBy(event, recorder.evidence()).forEach(p -> violate(p, name));
      }
    };
  }

  /** Whoever plans on what it knows may plan on what is old. */
  private void countOld(ProtocolEvent event) {
    long newest = recorder.stores().manifests().readNewest().version();
    if (event.action() == Action.ReadManifest
        && !event.facts().values().get("manifest").equals(newest)) {
      count(PLANNED_ON_AN_OLD_MANIFEST);
    }
  }

  private static String inTable(ProtocolEvent event) {
    return event.table().map(table -> "(" + table + ")").orElse("");
  }

  /** An owner that lives has to be able to learn how its operation has ended. */
  private void keepWaiting(String name, ProtocolEvent event) {
    Set<OperationId> own = waiting.computeIfAbsent(name, n -> new TreeSet<>());
    switch (event.action()) {
      case ArmSidecar -> own.add(event.operation());
      case Publish, Converge -> own.remove(event.operation());
      default -> {}
    }
  }

  private void check() {
    Invariant.violatedBy(recorder.evidence()).forEach(i -> violate(i.name(), "after this call"));
    Set<OperationId> all = new TreeSet<>();
    waiting.values().forEach(all::addAll);
    RecoveryChecks.violatedFor(all, recorder.evidence()).forEach(p -> violate(p, "of its owner"));
    if (violation.isPresent()) {
      throw turns.end();
    }
  }

  private void violate(String property, String how) {
    log.add("violated", property + ": " + how);
    if (violation.isEmpty()) {
      violation = Optional.of(new Violation(property, String.join("\n", log.lines())));
    }
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** What is promised once nothing fails any more. */
  private void settle() {
    try {
      stores.settle();
    } catch (Turns.Ended violated) {
      return;
    }
    guard("last", this::recoverAll);
  }

  private void recoverAll() {
    log.add("last", "recovers, and commits to every table");
    InMemory memory = new InMemory(tables, recorder.stores().in(environment));
    OpenOptions options =
        OpenOptions.builder()
            .recovery(RecoveryPolicy.FULL)
            .patience(Duration.ZERO)
            .listener(listener("last"))
            .build();
    try (TableGroup group = memory.open(options, this::lastId)) {
      group.recover();
      check();
      if (!recorder.stores().sidecars().list().operations().isEmpty()) {
        violate("EverySidecarGoes", recorder.stores().sidecars().list().operations().toString());
      }
      if (!recorder.undecided().isEmpty()) {
        violate("EveryOperationDecided", recorder.undecided().toString());
      }
      probe(group);
      check();
      contents
          .problemWith(recorder.manifests(), recorder.armed())
          .ifPresent(problem -> violate("Contents", problem));
    }
  }

  private OperationId lastId() {
    OperationId id = new OperationId("last-" + ++lives);
    contents.attempt(id, "last");
    return id;
  }

  private void probe(TableGroup group) {
    Transaction transaction = group.begin();
    Set<String> names = recorder.stores().manifests().readNewest().pins().keySet();
    names.forEach(name -> InMemory.append(transaction, name, Contents.row("last", 0)));
    if (!names.isEmpty() && !(transaction.commit() instanceof CommitResult.Committed)) {
      violate("EveryLiveWriterFinishes", "nobody disturbs the last commit");
    }
  }

  private final class Told implements Workload.Judge {
    @Override
    public void told(CommitResult result) {
      count(result.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      boolean known = !(result instanceof CommitResult.Unknown);
      boolean repeat = result instanceof CommitResult.Committed committed && committed.isRepeat();
      if (known && !repeat) {
        recorder.told(result);
      }
      check();
    }

    @Override
    public void resolved(OperationId operation, Resolution resolution) {
      if (resolution == Resolution.COMMITTED) {
        recorder.told(new CommitResult.Committed(operation, 0));
      } else {
        recorder.told(
            new CommitResult.Rejected(
                operation, CommitResult.Reason.ROLLED_BACK, Optional.empty(), "resolved"));
      }
      check();
    }

    @Override
    public void read(long manifest, String name, List<String> rows) {
      List<Manifest> until =
          recorder.manifests().stream().filter(m -> m.version() <= manifest).toList();
      contents
          .problemWith(until, recorder.armed(), name, rows)
          .ifPresent(problem -> violate("Contents", problem));
    }
  }
}
