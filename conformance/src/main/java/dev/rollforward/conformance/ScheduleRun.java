package dev.rollforward.conformance;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.conformance.Schedule.Halt;
import dev.rollforward.conformance.Schedule.ScheduleStep;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import dev.rollforward.engine.Writer;
import dev.rollforward.testkit.Evidence;
import dev.rollforward.testkit.EvidenceRecorder;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.KnownManifests;
import dev.rollforward.testkit.Network;
import dev.rollforward.testkit.RecoveryChecks;
import dev.rollforward.testkit.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs one schedule, with the step of each halt given, in one thread: a process that stalls runs
 * the others from inside its own step. Evaluates every invariant after every step of every process,
 * and the liveness properties at the end.
 */
final class ScheduleRun {
  private static final int RUNAWAY = 400;

  /** Ends a process at its current step; nothing in the library may catch it. */
  private static final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a run that does not terminate. */
  private static final class Runaway extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Scenario scenario;
  private final TestStores testStores;
  private final EvidenceRecorder evidenceRecorder;
  private final Stores stores;
  private final List<Stores> writers;
  private final Network network;
  private final List<ScheduleStep> halting;
  private final int[] steps;
  private final boolean[] reached;
  private final List<String> story = new ArrayList<>();
  private final Set<OperationId> waiting = new TreeSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Map<CrashWindow, Integer> windows = new TreeMap<>();
  private final Function<String, ProtocolListener> traces;
  private int processes;
  private int events;

  /**
   * @param testStores empty stores
   * @param fault plants a fault into the stores; the identity for none
   * @param network the network between the processes and the stores
   * @param traces returns the listener that traces a process, by its name
   * @param steps for each halt of the schedule, after which step of its process, from 1
   */
  ScheduleRun(
      Scenario scenario,
      TestStores testStores,
      UnaryOperator<Stores> fault,
      Network network,
      Function<String, ProtocolListener> traces,
      Schedule schedule,
      int[] steps) {
    this.scenario = scenario;
    this.testStores = testStores;
    this.evidenceRecorder = new EvidenceRecorder(testStores, fault.apply(testStores.stores()));
    this.network = network;
    this.traces = traces;
    this.stores = network.around(evidenceRecorder.stores());
    write("setup", stores, this::setUp, trace("setup"), ProtocolListener.NONE);
    this.writers = List.of(longOpen(), longOpen());
    this.halting = schedule.halting();
    this.steps = steps.clone();
    this.reached = new boolean[halting.size()];
    play(schedule);
  }

  /** Which of the halts were reached. */
  boolean[] reached() {
    return reached.clone();
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** How often a process was halted at each place. */
  Map<CrashWindow, Integer> windows() {
    return new TreeMap<>(windows);
  }

  private void play(Schedule schedule) {
    try {
      schedule.acts().forEach(this::run);
      network.settle();
      settle();
    } catch (Runaway runaway) {
      violate("EveryLiveWriterFinishes");
    }
  }

  private void run(ScheduleStep act) {
    ProtocolListener trace = trace(act.process().name());
    ProtocolListener halting = new Halting(act);
    try {
      switch (act.process()) {
        case WRITER_1 -> write("writer-1", writers.get(0), ofWriter(0), trace, halting);
        case WRITER_2 -> write("writer-2", writers.get(1), ofWriter(1), trace, halting);
        case SWEEP -> sweep(both(trace, halting));
      }
    } catch (SimulatedCrash death) {
      story.add(act.process() + " dies");
    } catch (Staging.NoSuchTable gone) {
      story.add(act.process() + " finds no table " + gone.getMessage());
    }
  }

  /** A process that has been there since before any other began: it knows an old manifest. */
  private Stores longOpen() {
    return KnownManifests.in(stores, stores.manifests().readNewest());
  }

  /** The listener that traces a new process. */
  private ProtocolListener trace(String name) {
    return traces.apply("%s %s".formatted(++processes, name));
  }

  /** Traces the event before its process may halt. */
  private static ProtocolListener both(ProtocolListener trace, ProtocolListener other) {
    return event -> {
      trace.onStep(event);
      other.onStep(event);
    };
  }

  /** What an operation does, and what its caller says of it. */
  private record Intended(List<TableIntent> intents, Terms terms) {}

  private Function<Staging, Intended> ofWriter(int writer) {
    return at -> new Intended(scenario.intents(writer, at), scenario.terms(writer, at));
  }

  private Intended setUp(Staging at) {
    return new Intended(
        scenario.existing().stream().map(name -> at.made(name, new Create())).toList(), Terms.NONE);
  }

  private Intended probe(Staging at) {
    return new Intended(
        at.manifest().pins().keySet().stream().map(name -> at.inPlace(name, new Append())).toList(),
        Terms.NONE);
  }

  private CommitResult write(
      String id,
      Stores own,
      Function<Staging, Intended> caller,
      ProtocolListener trace,
      ProtocolListener listener) {
    OperationId operation = new OperationId(id);
    Recovery helper = new Recovery(own, trace);
    Manifest seen = testStores.stores().manifests().readNewest();
    Intended intended = caller.apply(new Staging(testStores, operation, seen));
    Writer writer =
        new Writer(
            own,
            operation,
            intended.intents(),
            intended.terms(),
            blockers -> helper.recoverAll(blockers),
            both(trace, listener));
    waiting.add(operation);
    CommitResult result;
    try {
      result = run(writer, operation);
    } finally {
      waiting.remove(operation);
    }
    evidenceRecorder.told(result);
    story.add(id + " is told " + result.getClass().getSimpleName());
    check();
    return result;
  }

  /** A store failure before the sidecar was written guarantees that nothing becomes visible. */
  private static CommitResult run(Writer writer, OperationId operation) {
    try {
      return writer.run();
    } catch (StoreException failure) {
      return new CommitResult.Rejected(
          operation, CommitResult.Reason.BLOCKED, Optional.empty(), failure.getMessage());
    }
  }

  private void sweep(ProtocolListener listener) {
    Recovery recovery = new Recovery(stores, listener);
    for (OperationId operation : recovery.pending().operations()) {
      recovery.recover(operation, Recovery.Mode.FULL);
    }
  }

  /** The liveness properties, once every live process has finished. */
  private void settle() {
    sweep(both(trace("last sweep"), new Counting()));
    check();
    if (!stores.sidecars().list().operations().isEmpty()) {
      violate("EverySidecarGoes");
      return;
    }
    if (!evidenceRecorder.undecided().isEmpty()) {
      violate("EveryOperationDecided");
    }
    if (!(write("probe", stores, this::probe, trace("probe"), new Counting())
        instanceof CommitResult.Committed)) {
      violate("EveryLiveWriterFinishes");
    }
  }

  private void check() {
    Invariant.violatedBy(evidenceRecorder.evidence())
        .forEach(invariant -> violate(invariant.name()));
  }

  private void violate(String property) {
    violations.add(new Violation(property, String.join("\n", story)));
  }

  private static boolean tellsOwner(ProtocolEvent event) {
    return switch (event.action()) {
      case Publish -> "WON".equals(String.valueOf(event.facts().values().get("answer")));
      case Converge -> true;
      default -> false;
    };
  }

  private class Counting implements ProtocolListener {
    @Override
    public void onStep(ProtocolEvent event) {
      if (++events > RUNAWAY) {
        throw new Runaway();
      }
      story.add(
          "%s %s%s: %s"
              .formatted(
                  event.operation(),
                  event.action(),
                  event.table().map(table -> "(" + table + ")").orElse(""),
                  event.detail()));
      check();
      if (tellsOwner(event)) {
        waiting.remove(event.operation());
      }
      Evidence evidence = evidenceRecorder.evidence();
      RecoveryChecks.violatedBy(event, evidence).forEach(ScheduleRun.this::violate);
      RecoveryChecks.violatedFor(waiting, evidence).forEach(ScheduleRun.this::violate);
    }
  }

  private final class Halting extends Counting {
    private final ScheduleStep act;
    private final int index;
    private int taken;

    Halting(ScheduleStep act) {
      this.act = act;
      this.index = indexOf(act);
    }

    @Override
    public void onStep(ProtocolEvent event) {
      super.onStep(event);
      taken++;
      if (act.halt().isEmpty() || taken != steps[index]) {
        return;
      }
      reached[index] = true;
      windows.merge(new CrashWindow(event.action(), act.halt().get()), 1, Integer::sum);
      if (act.halt().get() == Halt.DIES) {
        throw new SimulatedCrash();
      }
      story.add(act.process() + " stalls");
      act.meanwhile().forEach(ScheduleRun.this::run);
      story.add(act.process() + " resumes");
    }
  }

  /** By identity: a schedule may contain equal steps. */
  private int indexOf(ScheduleStep act) {
    for (int i = 0; i < halting.size(); i++) {
      if (halting.get(i) == act) {
        return i;
      }
    }
    return -1;
  }
}
