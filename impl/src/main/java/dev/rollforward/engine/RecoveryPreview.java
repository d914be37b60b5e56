package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPlan;
import dev.rollforward.RecoveryPlan.Decision;
import dev.rollforward.RecoveryPlan.Planned;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.RecoveryState.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a recovery would do: it takes the steps of one as far as they only read. Writes nothing.
 * Safe for use by several threads.
 */
public final class RecoveryPreview {
  private record Plan(List<Planned> operations, List<StoreException> problems)
      implements RecoveryPlan {}

  private record Operation(
      OperationId operation, Decision decision, String reason, List<RecoveryPlan.Table> tables)
      implements Planned {}

  private record Table(String name, String kind, RecoveryPlan.State found)
      implements RecoveryPlan.Table {}

  private static final ProtocolListener NOBODY = event -> {};
  private static final Set<Phase> READING = EnumSet.of(Phase.START, Phase.READ);

  private final Stores stores;
  private final Decisions decisions;

  /** Of the unfinished operations in {@code stores}. */
  public RecoveryPreview(Stores stores) {
    this.stores = stores;
    this.decisions = new Decisions(stores);
  }

  /**
   * Looks at all of them.
   *
   * @throws StoreException if the sidecars cannot be listed
   */
  public RecoveryPlan plan() {
    var listing = stores.sidecars().list();
    List<Planned> planned = new ArrayList<>();
    List<StoreException> problems = new ArrayList<>(listing.problems());
    for (OperationId operation : listing.operations()) {
      try {
        Optional<Sidecar> sidecar = stores.sidecars().read(operation);
        sidecar.flatMap(this::plan).ifPresent(planned::add);
      } catch (StoreException problem) {
        problems.add(problem);
      }
    }
    return new Plan(List.copyOf(planned), List.copyOf(problems));
  }

  /** Empty if it is finished by now. */
  private Optional<Planned> plan(Sidecar sidecar) {
    RecoveryPass pass = new RecoveryPass(stores, sidecar.operation(), Mode.FULL, NOBODY);
    while (READING.contains(pass.state().phase())) {
      pass.step();
    }
    if (pass.outcome().isPresent()) {
      return Optional.empty();
    }
    Manifest manifest = pass.state().manifest().orElseThrow();
    List<TableFence> fences =
        sidecar.committing().stream()
            .map(plan -> TableFence.of(plan, manifest, decisions))
            .toList();
    List<String> landed = decisions.landed(sidecar);
    return Optional.of(
        new Operation(
            sidecar.operation(),
            decision(pass.state(), fences),
            pass.reason(),
            sidecar.tables().stream().map(plan -> table(plan, landed, fences)).toList()));
  }

  private static Decision decision(RecoveryState state, List<TableFence> fences) {
    boolean forward =
        state.phase() == Phase.ROLLFORWARD
            || state.verdict().filter(verdict -> verdict == Verdict.COMMITTED).isPresent();
    if (forward) {
      return Decision.ROLL_FORWARD;
    }
    boolean held = fences.stream().anyMatch(fence -> !fence.inTheWay().isEmpty());
    return held ? Decision.HELD : Decision.ROLL_BACK;
  }

  private static RecoveryPlan.Table table(
      TablePlan plan, List<String> landed, List<TableFence> fences) {
    return new Table(plan.name(), plan.change().kind(), state(plan, landed, fences));
  }

  private static RecoveryPlan.State state(
      TablePlan plan, List<String> landed, List<TableFence> fences) {
    if (!plan.commitsAnything()) {
      return RecoveryPlan.State.NOTHING_TO_LAND;
    }
    if (landed.contains(plan.name())) {
      return RecoveryPlan.State.LANDED;
    }
    boolean fenced = fences.stream().anyMatch(fence -> fence.plan() == plan && fence.stands());
    return fenced ? RecoveryPlan.State.FENCED : RecoveryPlan.State.MISSING;
  }
}
