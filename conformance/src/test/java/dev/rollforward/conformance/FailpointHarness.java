package dev.rollforward.conformance;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Demand;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.testkit.EvidenceRecorder;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.TestStores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A group of two tables whose writers and recoveries are stopped at failpoints. One process runs at
 * a time: one that stalls runs the others from inside its own step, or waits for them at a
 * rendezvous. Evaluates every invariant when a process ends, and optionally after every step.
 */
final class FailpointHarness implements AutoCloseable {
  private static final List<String> TABLES = List.of("a", "b");
  private static final int RUNAWAY = 600;

  /** An exception that no port declares. */
  static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a run that does not terminate. */
  private static final class Runaway extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final TestStores testStores;
  private final boolean checksEveryStep;
  private final ProtocolListener listener;
  private final EvidenceRecorder evidenceRecorder;
  private final Stores stores;
  private final List<String> story = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Deque<Integer> running = new ArrayDeque<>();
  private int processes;
  private int events;

  /** A group in {@code testStores}, which is empty and is closed with this. */
  FailpointHarness(TestStores testStores, boolean checksEveryStep) {
    this(
        testStores,
        checksEveryStep,
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        event -> {});
  }

  /**
   * @param fault plants a fault into the stores; the identity for none
   * @param watched wraps the stores that the processes use
   * @param listener receives every step, too
   */
  FailpointHarness(
      TestStores testStores,
      boolean checksEveryStep,
      UnaryOperator<Stores> fault,
      UnaryOperator<Stores> watched,
      ProtocolListener listener) {
    this.testStores = testStores;
    this.checksEveryStep = checksEveryStep;
    this.listener = listener;
    this.evidenceRecorder = new EvidenceRecorder(testStores, fault.apply(testStores.stores()));
    this.stores = watched.apply(evidenceRecorder.stores());
    write("setup", new Create(), OptionalLong.empty());
  }

  /** The violations found so far. */
  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** The number of the process that is running; not of one that waits for another. */
  int running() {
    return running.getFirst();
  }

  /** A writer appends to every table. */
  void write(String id) {
    write(id, OptionalLong.empty());
  }

  /**
   * A writer appends to every table.
   *
   * @param required the version at which each must be
   */
  void write(String id, OptionalLong required) {
    write(id, new Append(), required);
  }

  /** A writer makes {@code change}. */
  void write(String id, OwnersChange change) {
    OperationId operation = new OperationId(id);
    Manifest now = testStores.stores().manifests().readNewest();
    run(operation, change.intents(new Staging(testStores, operation, now)));
  }

  /** A writer appends, up to the {@code nth} arrival of any process at {@code failpoint}. */
  void writeUpTo(Failpoint failpoint, int nth, String id) {
    try (Activation halted = Failpoints.activate(failpoint, nth, Effect.halt())) {
      write(id);
      story.add(id + " stopped at " + failpoint + ", " + halted.fired() + " times");
    }
  }

  /** A recovery of all pending operations. */
  void sweep() {
    process("sweep", this::recoverAll, failure -> {});
  }

  /**
   * A recovery that halts at {@code failpoint} if it reaches it.
   *
   * @return where it halted
   */
  Optional<Failpoint> sweepUpTo(Failpoint failpoint) {
    List<Failpoint> halts = new ArrayList<>();
    Effect halt =
        name -> {
          halts.add((Failpoint) name);
          Effect.halt().at(name);
        };
    try (Activation halted = Failpoints.activate(failpoint, 1, halt).mayNotFire()) {
      sweep();
      return halted.fired() == 0 ? Optional.empty() : Optional.of(halts.get(0));
    }
  }

  /** The liveness properties, once every live process has finished. */
  void settle() {
    sweep();
    if (!stores.sidecars().list().operations().isEmpty()) {
      violate("EverySidecarGoes");
      return;
    }
    write("probe");
    if (evidenceRecorder
        .reply(new OperationId("probe"))
        .filter(CommitResult.Committed.class::isInstance)
        .isEmpty()) {
      violate("EveryLiveWriterFinishes");
    }
  }

  private void recoverAll() {
    Recovery recovery = new Recovery(stores, this::onStep);
    recovery.pending().operations().forEach(o -> recovery.recover(o, Recovery.Mode.FULL));
  }

  private void write(String id, Change kind, OptionalLong required) {
    OperationId operation = new OperationId(id);
    run(operation, intents(operation, kind, required));
  }

  private void run(OperationId operation, List<TableIntent> intents) {
    Recovery helper = new Recovery(stores, this::onStep);
    Writer writer =
        new Writer(
            stores, operation, intents, blockers -> helper.recoverAll(blockers), this::onStep);
    // A store that failed before the operation was armed promises that nothing will be visible.
    process(
        operation.value(),
        () -> tell(writer.run()),
        failure ->
            tell(
                new CommitResult.Rejected(
                    operation,
                    CommitResult.Reason.BLOCKED,
                    Optional.empty(),
                    failure.getMessage())));
  }

  private void tell(CommitResult result) {
    evidenceRecorder.told(result);
    story.add(result.operation() + " is told " + result.getClass().getSimpleName());
  }

  private List<TableIntent> intents(OperationId operation, Change kind, OptionalLong required) {
    Manifest manifest = testStores.stores().manifests().readNewest();
    List<TableIntent> intents = new ArrayList<>();
    for (String name : kind.demand() == Demand.ABSENT ? TABLES : manifest.pins().keySet()) {
      TableId table = manifest.pin(name).map(Pin::table).orElse(new TableId(name));
      long pin = manifest.pin(name).map(Pin::version).orElse(Pin.ABSENT);
      intents.add(
          TableIntent.of(name, table, kind, testStores.stage(operation, kind, table, pin))
              .on(required));
    }
    return intents;
  }

  /** Runs until it ends or a failpoint ends it. */
  private void process(String who, Runnable body, Consumer<StoreException> failed) {
    Integer process = ++processes;
    running.push(process);
    try {
      body.run();
    } catch (Halt halt) {
      story.add(who + " " + halt.getMessage());
    } catch (StoreException failure) {
      story.add(who + " fails: " + failure.getMessage());
      failed.accept(failure);
    } catch (Unexpected bug) {
      story.add(who + " fails unexpectedly");
    } catch (Runaway runaway) {
      violate("EveryLiveWriterFinishes");
    } finally {
      running.remove(process);
    }
    check();
  }

  private void onStep(ProtocolEvent event) {
    listener.onStep(event);
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
    if (checksEveryStep) {
      check();
    }
  }

  private void check() {
    Invariant.violatedBy(evidenceRecorder.evidence())
        .forEach(invariant -> violate(invariant.name()));
  }

  private void violate(String property) {
    violations.add(new Violation(property, String.join("\n", story)));
  }

  @Override
  public void close() {
    testStores.close();
  }
}
