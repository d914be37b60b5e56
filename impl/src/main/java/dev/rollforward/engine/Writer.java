package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.WriterState.Phase;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One attempt to change a set of tables at once: the writer of {@code spec/Rollforward.tla}, to be
 * read beside it. Each method named in {@link Action} is that action: one effect inside the common
 * step. What the writer concludes from it, and where it goes on, is the method of {@link
 * WriterProgress} that is handed over with the effect. It may stop anywhere, for good or for an
 * hour; whatever it does afterwards is refused or harmless.
 *
 * <p>Used once, by one thread.
 */
public final class Writer {
  private final Stores stores;
  private final OperationId operation;
  private final Steps steps;
  private final Preparation preparation;
  private final Commits commits;
  private final Publishing publishing;
  private final Settlement settlement;
  private final WriterProgress progress;

  /** A writer of an operation of which its caller says nothing else. */
  public Writer(
      Stores stores,
      OperationId operation,
      List<TableIntent> intents,
      ConflictResolver resolver,
      ProtocolListener listener) {
    this(stores, operation, intents, Terms.NONE, resolver, listener);
  }

  /**
   * @param stores the group
   * @param operation a new id
   * @param intents what to do to which tables, in commit order; at least one
   * @param terms what is said of the operation as a whole
   * @param resolver what to do about others that stand in the way
   * @param listener is notified of every step
   */
  public Writer(
      Stores stores,
      OperationId operation,
      List<TableIntent> intents,
      Terms terms,
      ConflictResolver resolver,
      ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.operation = Objects.requireNonNull(operation, "operation");
    this.steps = new Steps(listener, operation);
    this.preparation =
        new Preparation(stores, intents, terms, new HeadCheck(stores, operation, resolver));
    this.commits = new Commits(stores, operation);
    this.publishing = new Publishing(stores, operation);
    this.settlement = new Settlement(stores, operation, terms, listener);
    this.progress = new WriterProgress(stores, operation, terms, commits);
  }

  /**
   * Runs to the end.
   *
   * @return how it ended, never null
   * @throws RuntimeException if it failed before the operation was armed, a {@link StoreException}
   *     if a store did; nothing of it will ever be visible
   */
  public CommitResult run() {
    while (progress.phase() != Phase.DONE) {
      step();
    }
    return progress.result().orElseThrow();
  }

  /** How it ended; empty while it has not. */
  public Optional<CommitResult> result() {
    return progress.result();
  }

  /** What it knows; lost when it dies, save for what its sidecar holds. */
  public WriterState state() {
    return progress.state();
  }

  /** Takes the next step; does nothing once it has ended. See {@link #run}. */
  public void step() {
    try {
      take();
    } catch (RuntimeException failure) {
      fail(failure);
    } catch (Error error) {
      if (progress.phase().compareTo(Phase.ARM) >= 0) {
        error.addSuppressed(new UnknownOutcome(operation));
      }
      throw error;
    } finally {
      steps.tell();
    }
    steps.goOn();
  }

  private void take() {
    switch (progress.phase()) {
      case START -> readManifest();
      case PREPARE -> prepareTable();
      case REPAIR -> repairTable();
      case ARM -> armSidecar();
      case MAYBE_ARMED -> readBackSidecar();
      case COMMIT -> commitTable();
      case MAYBE_LANDED -> readBackTable();
      case PUBLISH -> publish();
      case CONVERGE -> converge();
      case CLEANUP -> deleteSidecar();
      case DONE -> {}
    }
  }

  private void readManifest() {
    steps.act(Action.ReadManifest, preparation::plan, progress::manifestRead);
  }

  /** What is refused may be what an earlier try of the same id has done. */
  private void refuse(Refusal refusal) {
    if (isKnown()) {
      return;
    }
    steps.act(Action.Refuse, refusal.table(), () -> refusal, progress::refused);
  }

  private void prepareTable() {
    Planning planning = progress.planning();
    TableIntent intent = planning.next();
    Optional<Refusal> unmet = planning.unmetNext();
    if (unmet.isPresent()) {
      refuse(unmet.get());
      return;
    }
    HeadCheck.Result found =
        steps.actIf(
            Action.PrepareTable,
            Optional.of(intent.name()),
            () -> preparation.lookAtNext(planning),
            HeadCheck.Result::isFree,
            progress::prepared);
    if (found.isBlocked()) {
      restart(intent, found);
    } else if (found.isRefused()) {
      refuse(Refusal.external(intent, planning.pinOf(intent), found.external()));
    }
  }

  /** Operations in the way are recovered between this step and the next ReadManifest. */
  private void restart(TableIntent intent, HeadCheck.Result blocked) {
    preparation.lookAgain();
    steps.act(Action.Restart, intent.name(), () -> blocked, progress::restarted);
    steps.then(() -> preparation.makeWay(intent, blocked.blockers()));
  }

  private void repairTable() {
    preparation.lookAgain();
    String table = progress.planning().next().name();
    steps.act(Action.RepairTable, table, this::restorePin, progress::repaired);
  }

  private OptionalLong restorePin() {
    Planning planning = progress.planning();
    TableIntent intent = planning.next();
    return stores.tables().restore(operation, intent.table(), planning.pinnedVersion(intent));
  }

  /** Put again, it is the same one: it was planned before. */
  private void armSidecar() {
    if (progress.isPlanned() || mayArm()) {
      steps.act(Action.ArmSidecar, this::arm, progress::armed);
    }
  }

  /**
   * One that is there when it is put again is what an earlier put has made, unless another try of
   * the same id has put one. Whose it was cannot be seen once it is gone again.
   */
  private StandingSidecar arm() {
    if (stores.sidecars().create(progress.sidecar()) == Created.CREATED) {
      return StandingSidecar.OWN;
    }
    boolean own =
        progress.isUnanswered()
            && (!progress.isOneOfSeveral() || standing() == StandingSidecar.OWN);
    return own ? StandingSidecar.OWN : StandingSidecar.OF_ANOTHER;
  }

  private boolean mayArm() {
    Planning planning = progress.planning();
    Optional<Refusal> unmet =
        planning.unmetRest().or(() -> planning.unmetStaged(stores.tables()::isStagedSince));
    unmet.ifPresent(this::refuse);
    if (unmet.isPresent() || isKnown()) {
      return false;
    }
    progress.plan();
    return true;
  }

  /**
   * Whether an earlier attempt of the same id has ended. Asked after the manifest was read: one
   * that is published later moves the pins that this attempt expects.
   */
  private boolean isKnown() {
    Optional<Decisions.Answer> known = settlement.known();
    known.ifPresent(answer -> converge(() -> answer, progress::knownBefore));
    return known.isPresent();
  }

  private void readBackSidecar() {
    StandingSidecar found =
        steps.actIf(
            Action.ReadBackSidecar,
            Optional.empty(),
            this::standing,
            standing -> standing != StandingSidecar.NONE || !progress.isOneOfSeveral(),
            progress::sidecarReadBack);
    if (progress.phase() == Phase.MAYBE_ARMED && !isKnown()) {
      steps.act(Action.ReadBackSidecar, () -> found, progress::sidecarReadBack);
    }
  }

  /** Several tries of an id that is its caller's share the name of their sidecars. */
  private StandingSidecar standing() {
    Optional<Sidecar> found = stores.sidecars().read(operation);
    if (found.isEmpty()) {
      return StandingSidecar.NONE;
    }
    if (!found.get().isOfTheSameTry(progress.sidecar())) {
      return StandingSidecar.OF_ANOTHER;
    }
    stores.sidecars().makeDurable(operation);
    return StandingSidecar.OWN;
  }

  private void commitTable() {
    String table = commits.next().plan().name();
    steps.act(Action.CommitTable, table, commits::commit, progress::tableCommitted);
  }

  private void readBackTable() {
    String table = commits.next().plan().name();
    steps.act(Action.ReadBackTable, table, commits::readBack, progress::tableReadBack);
  }

  /** A compare-and-set that is lost had no effect, and is tried again on what is there now. */
  private void publish() {
    Publishing.Look look = publishing.look(progress.sidecar());
    if (look.next().isPresent()) {
      steps.actIf(
          Action.Publish,
          Optional.empty(),
          () -> publishing.publish(look.next().get(), progress.sidecar()),
          put -> !put.lost(),
          progress::published);
      steps.then(this::clearAway);
    } else {
      losePublish(look);
    }
  }

  private void losePublish(Publishing.Look look) {
    steps.act(Action.LosePublish, () -> look, progress::publishLost);
  }

  private void converge() {
    converge(settlement::settle, progress::converged);
  }

  private <T> void converge(Supplier<T> ask, Function<T, Facts> conclude) {
    steps.act(Action.Converge, ask, conclude);
    steps.then(this::clearAway);
  }

  private void deleteSidecar() {
    steps.act(Action.DeleteSidecar, this::delete, deleted -> progress.sidecarDeleted());
  }

  private boolean delete() {
    stores.sidecars().delete(operation);
    stores.remembered().tidied(operation, progress.committedIn());
    return true;
  }

  /**
   * Recovery fences what a rejected operation has moved, if nobody has yet, and records how one
   * whose id is its caller's has ended; then it deletes the sidecar.
   */
  private void clearAway() {
    if (progress.leavesSidecar()) {
      settlement.clearAway().ifPresent(progress::sidecarLeft);
    }
  }

  private static boolean hadNoEffect(RuntimeException failure) {
    return failure instanceof IllegalArgumentException
        || (failure instanceof StoreException
            && !(failure instanceof StoreException.OutcomeUnknown));
  }

  /** What a failure means depends on what may have had its effect by now. Spec: LoseAnswer. */
  private void fail(RuntimeException failure) {
    boolean hadNoEffect = hadNoEffect(failure);
    switch (progress.phase()) {
      case ARM -> {
        if (!hadNoEffect) {
          progress.unanswered(failure, Phase.MAYBE_ARMED);
        } else if (progress.isUnanswered()) {
          progress.endInDoubt(failure);
        } else {
          throw failure;
        }
      }
      case COMMIT -> {
        if (!hadNoEffect) {
          progress.unanswered(failure, Phase.MAYBE_LANDED);
        } else {
          TablePlan plan = commits.next().plan();
          steps.failed(
              Action.CommitTable, Optional.of(plan.name()), progress.commitFailed(failure));
        }
      }
      case MAYBE_ARMED, MAYBE_LANDED, PUBLISH, CONVERGE -> progress.endInDoubt(failure);
      case CLEANUP ->
          steps.failed(Action.DeleteSidecar, Optional.empty(), progress.deleteFailed(failure));
      default -> throw failure;
    }
  }
}
