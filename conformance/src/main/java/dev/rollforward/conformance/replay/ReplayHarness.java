package dev.rollforward.conformance.replay;

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
import dev.rollforward.core.change.Drop;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.RecoveryPass;
import dev.rollforward.engine.RecoveryState;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.testkit.EvidenceRecorder;
import dev.rollforward.testkit.TestStores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Real writers, and one real recovery at a time, over one set of stores; each takes one step per
 * call of {@link #make}. Not safe for use by several threads.
 */
final class ReplayHarness implements AutoCloseable {
  private static final OperationId SETUP = new OperationId("setup");

  /** Sets the rows of an operation's second commit to a table apart from those of its first. */
  private static final String COMMIT = "-commit-";

  /** Spec: {@code More}. */
  static final int MORE = 1000;

  /** Ends a process at its current step; nothing in the library may catch it. */
  private static final class Exit extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final ModelParameters parameters;
  private final TestStores testStores;
  private final EventRecorder eventRecorder;
  private final EvidenceRecorder evidenceRecorder;
  private final ControlledStores controlledStores;
  private final Map<Integer, Writer> writers = new TreeMap<>();
  private final Map<Integer, Map<String, Long>> bases = new TreeMap<>();
  private final Set<Integer> dead = new HashSet<>();
  private final List<ProtocolEvent> events = new ArrayList<>();
  private int listed;
  private RecoveryPass pass;
  private int swept;
  private int crashes;
  private int sweeps;

  /**
   * @param testStores empty stores; closed with this
   * @param fault plants a fault into its stores; the identity for none
   * @param eventRecorder records the events of the code
   */
  ReplayHarness(
      ModelParameters parameters,
      TestStores testStores,
      UnaryOperator<Stores> fault,
      EventRecorder eventRecorder) {
    this.parameters = parameters;
    this.testStores = testStores;
    this.eventRecorder = eventRecorder;
    setUp();
    this.evidenceRecorder = new EvidenceRecorder(testStores, fault.apply(testStores.stores()));
    this.controlledStores = new ControlledStores(evidenceRecorder.stores());
    parameters.operations().forEach(o -> writers.put(o, writer(o)));
  }

  private void setUp() {
    List<TableIntent> intents =
        parameters.tables().stream()
            .filter(table -> !parameters.isCreated(table))
            .map(table -> intent(SETUP, table, new Create()))
            .toList();
    new Writer(testStores.stores(), SETUP, intents, blockers -> Set.of(), ProtocolListener.NONE)
        .run();
  }

  private Writer writer(int operation) {
    Stream<TableIntent> changes =
        parameters.datasetsOf(operation).stream().map(table -> change(operation, table));
    Stream<TableIntent> drops =
        parameters.dropsOf(operation).stream()
            .map(name -> TableIntent.of(name, new TableId(name), new Drop()));
    List<TableIntent> intents = Stream.concat(changes, drops).toList();
    return new Writer(
        controlledStores.stores(), id(operation), intents, blockers -> Set.of(), this::hear);
  }

  private TableIntent change(int operation, int table) {
    TableIntent intent =
        intent(
            id(operation),
            table,
            parameters.isCreated(table) ? new Create() : parameters.changeOf(operation, table));
    for (int ordinal = 2; ordinal <= parameters.commitsOf(operation, table); ordinal++) {
      OperationId maker = new OperationId(id(operation) + COMMIT + ordinal);
      intent = intent.then(testStores.stage(maker, new Append(), dataset(table), 1));
    }
    return intent;
  }

  private TableIntent intent(OperationId operation, int table, Change kind) {
    String name = parameters.nameOf(table);
    long pin = kind instanceof Create ? Pin.ABSENT : 1;
    return TableIntent.of(
        name, dataset(table), kind, testStores.stage(operation, kind, dataset(table), pin));
  }

  private void hear(ProtocolEvent event) {
    events.add(event);
    boolean isSweep = event.action().name().startsWith("Sweep");
    eventRecorder.event(isSweep ? "sweep-" + sweeps : event.operation().value(), event);
    // An aborted writer then recovers its own operation; here the recovery of the model does that.
    if (event.action().name().equals("Converge")
        && event.facts().values().get("verdict").equals("ABORTED")) {
      throw new Exit();
    }
  }

  static OperationId id(int operation) {
    return new OperationId("op-" + operation);
  }

  /** The number of an operation of the model; 0 for the one that made the tables. */
  static int number(OperationId operation) {
    return operation.equals(SETUP) ? 0 : Integer.parseInt(operation.value().substring(3));
  }

  /** The number of the commit that wrote a row. Spec: {@code CommitId}. */
  private static int commit(OperationId maker) {
    int ordinal = maker.value().indexOf(COMMIT);
    return ordinal < 0
        ? number(maker)
        : number(new OperationId(maker.value().substring(0, ordinal)))
            + MORE * (Integer.parseInt(maker.value().substring(ordinal + COMMIT.length())) - 1);
  }

  TableId dataset(int table) {
    return new TableId(
        parameters.isCreated(table)
            ? parameters.nameOf(table) + "-" + id(parameters.creatorOf(table))
            : parameters.nameOf(table));
  }

  /**
   * Takes {@code move}.
   *
   * @return the events that the code emitted
   */
  List<ProtocolEvent> make(ReplayStep move) {
    events.clear();
    switch (move.action()) {
      case "LoseAnswer" -> write(move.operation(), ControlledStores.Mode.IN_FLIGHT);
      case "ArriveSidecar", "ArriveCommit", "ArrivePublish" ->
          controlledStores.arrive(id(move.operation()));
      case "CrashWriter" -> {
        dead.add(move.operation());
        crashes++;
      }
      case "CrashSweep" -> {
        pass = null;
        listed = 0;
        crashes++;
      }
      case "SweepListSidecars" -> list(move.operation());
      case "SweepReadManifest" -> begin(move.operation());
      default -> {
        if (move.action().startsWith("Sweep")) {
          sweep(mode(move));
        } else {
          write(move.operation(), mode(move));
        }
      }
    }
    return List.copyOf(events);
  }

  private static ControlledStores.Mode mode(ReplayStep move) {
    return switch (move.turn()) {
      case PLAIN -> ControlledStores.Mode.SOUND;
      case UNANSWERED -> ControlledStores.Mode.UNANSWERED;
      case STALE -> ControlledStores.Mode.STALE;
    };
  }

  private void write(int operation, ControlledStores.Mode mode) {
    Writer writer = writers.get(operation);
    try {
      controlledStores.during(mode, id(operation), writer.state().done(), writer::step);
    } catch (Exit exit) {
      // Its last event was recorded.
    } catch (StoreException notArmed) {
      // This guarantees that nothing of the operation becomes visible.
      evidenceRecorder.told(
          new CommitResult.Rejected(
              id(operation), CommitResult.Reason.BLOCKED, Optional.empty(), notArmed.getMessage()));
    }
    writer.result().ifPresent(evidenceRecorder::told);
    writer
        .state()
        .plans()
        .forEach(
            plan ->
                bases
                    .computeIfAbsent(operation, o -> new TreeMap<>())
                    .put(plan.name(), plan.base()));
  }

  private void list(int operation) {
    sweeps++;
    Recovery recovery = new Recovery(controlledStores.stores(), this::hear);
    if (!recovery.pending().operations().contains(id(operation))) {
      throw new IllegalStateException("the sidecar of " + id(operation) + " is not listed");
    }
    pass = null;
    listed = operation;
    events.removeIf(event -> number(event.operation()) != operation);
  }

  /** A recovery that lost its compare-and-set starts again by itself. */
  private void begin(int operation) {
    boolean again =
        pass != null && swept == operation && pass.state().phase() == RecoveryState.Phase.START;
    if (!again) {
      sweeps += listed == 0 ? 1 : 0;
      pass =
          new RecoveryPass(
              controlledStores.stores(), id(operation), Recovery.Mode.FULL, this::hear);
      swept = operation;
    }
    listed = 0;
    sweep(ControlledStores.Mode.SOUND);
  }

  private void sweep(ControlledStores.Mode mode) {
    controlledStores.during(mode, id(swept), 0, pass::step);
  }

  ModelParameters parameters() {
    return parameters;
  }

  EvidenceRecorder evidenceRecorder() {
    return evidenceRecorder;
  }

  List<ControlledStores.Call> flight() {
    return controlledStores.flight();
  }

  Manifest newest() {
    return testStores.stores().manifests().readNewest();
  }

  Stores stores() {
    return testStores.stores();
  }

  List<Integer> rows(int table, long version) {
    return testStores.rows(dataset(table), version).stream()
        .map(ReplayHarness::commit)
        .filter(maker -> maker != 0)
        .toList();
  }

  WriterState writerState(int operation) {
    return writers.get(operation).state();
  }

  boolean isDead(int operation) {
    return dead.contains(operation);
  }

  /** The HEAD that {@code operation}'s writer last prepared against on a table; 0 for none. */
  long base(int operation, int table) {
    return bases.getOrDefault(operation, Map.of()).getOrDefault(parameters.nameOf(table), 0L);
  }

  /** The operation that the recovery has listed and not begun; 0 for none. */
  int listed() {
    return listed;
  }

  /** The operation that the recovery works on. */
  int swept() {
    return swept;
  }

  Optional<RecoveryState> sweepState() {
    return Optional.ofNullable(pass).map(RecoveryPass::state);
  }

  int crashes() {
    return crashes;
  }

  @Override
  public void close() {
    testStores.close();
  }
}
