package dev.rollforward.engine;

import dev.rollforward.core.CommitResult;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PrepareTable;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.Verdict;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.port.Created;
import dev.rollforward.port.StoreException;
import dev.rollforward.port.TableStore.CommitOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One attempt to change a set of tables at once: the writer of {@code spec/Rollforward.tla}. Each
 * method named in {@link Action} is that action. It may stop anywhere, for good or for an hour;
 * whatever it does afterwards is refused or harmless.
 *
 * <p>Used once, by one thread.
 */
public final class Writer {
  private enum Phase {
    START,
    PREPARE,
    BLOCKED,
    ARM,
    COMMIT,
    PUBLISH,
    CONVERGE,
    CLEANUP,
    DONE
  }

  private final Stores stores;
  private final OperationId operation;
  private final List<TableIntent> intents;
  private final Recovery recovery;
  private final Helper helper;
  private final ProtocolListener listener;

  private Phase phase = Phase.START;
  private Manifest manifest;
  private List<TablePlan> plans = new ArrayList<>();
  private SortedSet<OperationId> blockers = new TreeSet<>();
  private Sidecar sidecar;
  private int committed;
  private Optional<ExpectedVersionMismatch> mismatch = Optional.empty();
  private String reason = "it was aborted by a sweep";
  private CommitResult result;

  /**
   * @param stores the group
   * @param operation a new id
   * @param intents what to do to which tables, in commit order; at least one
   * @param helper what to do about others that stand in the way
   * @param listener hears of every step
   */
  public Writer(
      Stores stores,
      OperationId operation,
      List<TableIntent> intents,
      Helper helper,
      ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.operation = Objects.requireNonNull(operation, "operation");
    this.intents = List.copyOf(intents);
    this.helper = Objects.requireNonNull(helper, "helper");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.recovery = new Recovery(stores, listener);
  }

  /**
   * Runs to the end.
   *
   * @return how it ended, never null
   * @throws StoreException if a store failed before the operation was armed; nothing of it will
   *     ever be visible
   */
  public CommitResult run() {
    while (phase != Phase.DONE) {
      step();
    }
    return result;
  }

  /** Takes the next step; does nothing once it has ended. See {@link #run}. */
  public void step() {
    if (phase == Phase.DONE) {
      return;
    }
    if (phase.compareTo(Phase.ARM) <= 0) {
      stepBeforeArmed();
      return;
    }
    try {
      stepAfterArmed();
    } catch (StoreException failure) {
      // The sidecar stands, so any sweep may yet commit what has landed.
      end(new CommitResult.Indeterminate(operation, failure));
    }
  }

  /** How it ended; empty while it has not. */
  public Optional<CommitResult> result() {
    return Optional.ofNullable(result);
  }

  private void stepBeforeArmed() {
    switch (phase) {
      case START -> readManifest();
      case PREPARE -> prepareTable();
      case BLOCKED -> restart();
      case ARM -> armSidecar();
      default -> throw new IllegalStateException(phase.name());
    }
  }

  private void stepAfterArmed() {
    switch (phase) {
      case COMMIT -> commitTable();
      case PUBLISH -> publish();
      case CONVERGE -> converge();
      case CLEANUP -> deleteSidecar();
      default -> throw new IllegalStateException(phase.name());
    }
  }

  private void readManifest() {
    Failpoints.hit(Failpoint.BeforeReadManifest);
    manifest = stores.manifests().readNewest();
    Failpoints.hit(Failpoint.AfterReadManifest);
    plans = new ArrayList<>();
    phase = Phase.PREPARE;
    emit(Action.ReadManifest, Optional.empty(), "manifest " + manifest.version());
  }

  private void prepareTable() {
    TableIntent intent = intents.get(plans.size());
    long pin = pinOf(intent);
    OptionalLong required = intent.required();
    if (required.isPresent() && required.getAsLong() != pin || !isRegistered(intent)) {
      refuse(intent, required, pin);
      return;
    }
    Failpoints.hit(Failpoint.BeforePrepareTable);
    TableHistory history = stores.tables().history(intent.table(), pin);
    PrepareTable.Finding finding = find(history, pin);
    if (finding instanceof PrepareTable.Ready ready) {
      Failpoints.hit(Failpoint.AfterPrepareTable);
      plans.add(new TablePlan(intent.name(), intent.table(), intent.kind(), pin, ready.base()));
      phase = plans.size() == intents.size() ? Phase.ARM : Phase.PREPARE;
      emit(Action.PrepareTable, Optional.of(intent.name()), "base " + ready.base());
    } else if (finding instanceof PrepareTable.Blocked blocked) {
      blockers = blocked.operations();
      phase = Phase.BLOCKED;
    } else {
      repairTable(intent, pin);
    }
  }

  private long pinOf(TableIntent intent) {
    return manifest.pin(intent.name()).map(Pin::version).orElse(Pin.ABSENT);
  }

  /** A table to append to is still the dataset that the data was staged for. */
  private boolean isRegistered(TableIntent intent) {
    return intent.required().equals(OptionalLong.of(Pin.ABSENT))
        || manifest.pin(intent.name()).filter(p -> p.table().equals(intent.table())).isPresent();
  }

  private PrepareTable.Finding find(TableHistory history, long pin) {
    boolean clean = history.resolvedHead() == pin;
    // Sidecars are read after the table: an operation is armed before it moves a table.
    Set<OperationId> armed = clean ? Set.of() : stores.armed();
    return PrepareTable.find(history, pin, manifest, armed);
  }

  private void refuse(TableIntent intent, OptionalLong required, long pin) {
    Failpoints.hit(Failpoint.BeforeRefuse);
    end(
        new CommitResult.Conflict(
            operation,
            new ExpectedVersionMismatch(intent.name(), required.orElse(Pin.ABSENT), pin)));
    Failpoints.hit(Failpoint.AfterRefuse);
    emit(Action.Refuse, Optional.of(intent.name()), "pin " + pin);
  }

  private void restart() {
    Failpoints.hit(Failpoint.BeforeRestart);
    helper.help(blockers);
    startOver(Optional.empty(), "was blocked by " + blockers);
  }

  private void startOver(Optional<String> table, String why) {
    phase = Phase.START;
    Failpoints.hit(Failpoint.AfterRestart);
    emit(Action.Restart, table, why);
  }

  private void repairTable(TableIntent intent, long pin) {
    Manifest newest = stores.manifests().readNewest();
    if (newest.version() != manifest.version()) {
      Failpoints.hit(Failpoint.BeforeRestart);
      startOver(Optional.of(intent.name()), "manifest " + newest.version());
      return;
    }
    Failpoints.hit(Failpoint.BeforeRepairTable);
    stores.tables().restore(operation, intent.table(), pin);
    Failpoints.hit(Failpoint.AfterRepairTable);
    phase = Phase.START;
    emit(Action.RepairTable, Optional.of(intent.name()), "restored " + pin);
  }

  private void armSidecar() {
    sidecar = new Sidecar(manifest.group(), operation, plans);
    if (createSidecar() == Created.EXISTS) {
      throw new IllegalStateException("operation id " + operation + " was used before");
    }
    phase = Phase.COMMIT;
    emit(Action.ArmSidecar, Optional.empty(), plans.size() + " tables");
  }

  private Created createSidecar() {
    try {
      Failpoints.hit(Failpoint.BeforeArmSidecar);
      Created created = stores.sidecars().create(sidecar);
      Failpoints.hit(Failpoint.AfterArmSidecar);
      return created;
    } catch (StoreException.OutcomeUnknown unknown) {
      return readBackSidecar(unknown);
    }
  }

  /** Never put again (rule 9). If it isn't there, giving up is safe: no table has moved. */
  private Created readBackSidecar(StoreException.OutcomeUnknown unknown) {
    Failpoints.hit(Failpoint.BeforeReadBackSidecar);
    boolean stands = stores.sidecars().read(operation).isPresent();
    Failpoints.hit(Failpoint.AfterReadBackSidecar);
    emit(Action.ReadBackSidecar, Optional.empty(), stands ? "it stands" : "it does not stand");
    if (!stands) {
      throw unknown;
    }
    return Created.CREATED;
  }

  private void commitTable() {
    TablePlan plan = plans.get(committed);
    CommitOutcome outcome = commit(plan);
    boolean clean =
        outcome instanceof CommitOutcome.Landed landed && landed.version() == plan.landing();
    if (clean) {
      committed++;
      phase = committed == plans.size() ? Phase.PUBLISH : Phase.COMMIT;
    } else {
      giveUp("table '" + plan.name() + "' took no clean commit: " + describe(outcome, plan));
    }
    emit(Action.CommitTable, Optional.of(plan.name()), describe(outcome, plan));
  }

  private CommitOutcome commit(TablePlan plan) {
    try {
      Failpoints.hit(Failpoint.BeforeCommitTable);
      CommitOutcome outcome =
          stores.tables().commit(operation, plan, intents.get(committed).change());
      Failpoints.hit(Failpoint.AfterCommitTable);
      return outcome;
    } catch (StoreException.OutcomeUnknown unknown) {
      return readBackTable(plan, unknown);
    } catch (StoreException | IllegalArgumentException failure) {
      return new CommitOutcome.Refused(failure.getMessage());
    }
  }

  /** What has not landed yet may still do so; the fence of the roll-back will refuse it. */
  private CommitOutcome readBackTable(TablePlan plan, StoreException.OutcomeUnknown unknown) {
    Failpoints.hit(Failpoint.BeforeReadBackTable);
    TableHistory history = stores.tables().history(plan.table(), plan.base());
    Failpoints.hit(Failpoint.AfterReadBackTable);
    CommitOutcome outcome =
        Landing.isClean(operation, plan, history)
            ? new CommitOutcome.Landed(plan.landing())
            : new CommitOutcome.Refused(unknown.getMessage());
    emit(Action.ReadBackTable, Optional.of(plan.name()), describe(outcome, plan));
    return outcome;
  }

  private static String describe(CommitOutcome outcome, TablePlan plan) {
    if (outcome instanceof CommitOutcome.Landed landed) {
      return landed.version() == plan.landing()
          ? "landed at " + landed.version()
          : "landed at %d, over %d other commits"
              .formatted(landed.version(), landed.version() - plan.landing());
    }
    return "refused, " + ((CommitOutcome.Refused) outcome).reason();
  }

  private void publish() {
    Manifest newest = stores.manifests().readNewest();
    Publish.Attempt attempt = Publish.attempt(newest, sidecar);
    if (attempt instanceof Publish.Ready ready) {
      Failpoints.hit(Failpoint.BeforePublish);
      if (stores.createTidied(ready.next())) {
        Failpoints.hit(Failpoint.AfterPublish);
        succeed(ready.next().version(), false);
        emit(Action.Publish, Optional.empty(), "manifest " + ready.next().version());
      }
    } else {
      losePublish(attempt);
    }
  }

  private void losePublish(Publish.Attempt attempt) {
    Failpoints.hit(Failpoint.BeforeLosePublish);
    if (attempt instanceof Publish.Moved moved) {
      mismatch = Optional.of(moved.mismatch());
    }
    giveUp(mismatch.map(ExpectedVersionMismatch::toString).orElse(reason));
    Failpoints.hit(Failpoint.AfterLosePublish);
    emit(Action.LosePublish, Optional.empty(), reason);
  }

  private void giveUp(String why) {
    reason = why;
    phase = Phase.CONVERGE;
  }

  private void converge() {
    Failpoints.hit(Failpoint.BeforeConverge);
    Optional<Verdict> verdict = verdict();
    if (verdict.isEmpty()) {
      throw new StoreException(
          "the sidecar of operation " + operation + " is gone, and nothing tells how it ended",
          null);
    }
    if (verdict.get() == Verdict.COMMITTED) {
      succeed(stores.manifests().readNewest().version(), true);
    } else {
      end(failure());
    }
    Failpoints.hit(Failpoint.AfterConverge);
    emit(Action.Converge, Optional.empty(), verdict.get().toString());
  }

  /** An owner that gave up is a sweep over its own sidecar (rule 4). */
  private Optional<Verdict> verdict() {
    Optional<Verdict> verdict = stores.verdictOf(operation);
    if (verdict.filter(v -> v == Verdict.COMMITTED).isPresent()) {
      return verdict;
    }
    recovery.recover(operation, Recovery.Mode.FULL);
    return stores.verdictOf(operation);
  }

  private CommitResult failure() {
    return mismatch.isPresent()
        ? new CommitResult.Conflict(operation, mismatch.get())
        : new CommitResult.Aborted(operation, reason);
  }

  private void succeed(long manifestVersion, boolean converged) {
    result = new CommitResult.Committed(operation, manifestVersion, converged);
    phase = Phase.CLEANUP;
  }

  private void deleteSidecar() {
    phase = Phase.DONE;
    try {
      Failpoints.hit(Failpoint.BeforeDeleteSidecar);
      stores.sidecars().delete(operation);
      Failpoints.hit(Failpoint.AfterDeleteSidecar);
      emit(Action.DeleteSidecar, Optional.empty(), "");
    } catch (StoreException leftForASweep) {
      emit(Action.DeleteSidecar, Optional.empty(), "failed: " + leftForASweep.getMessage());
    }
  }

  private void end(CommitResult how) {
    result = how;
    phase = Phase.DONE;
  }

  private void emit(Action action, Optional<String> table, String detail) {
    listener.onStep(new ProtocolEvent(action, operation, table, detail));
  }
}
