package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.PrepareTable;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Demand;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.port.Created;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One attempt to change a set of tables at once: the writer of {@code spec/Rollforward.tla}. Each
 * method named in {@link Action} is that action. It may stop anywhere, for good or for an hour;
 * whatever it does afterwards is refused or harmless.
 *
 * <p>Used once, by one thread.
 */
public final class Writer {
  /** Where a writer stands, in the words of the spec's {@code wpc}. */
  public enum Phase {
    /** It is about to read the manifest. */
    START,
    /** It is about to look at a table. */
    PREPARE,
    /** It is about to restore the pin of a table. */
    REPAIR,
    /** It is about to put its sidecar. */
    ARM,
    /** Its sidecar may stand or not: spec {@code "armed?"}. */
    MAYBE_ARMED,
    /** It is about to commit to a table. */
    COMMIT,
    /** Its commit may have landed or not: spec {@code "landed?"}. */
    MAYBE_LANDED,
    /** It is about to publish. */
    PUBLISH,
    /** It is about to ask how its operation was decided. */
    CONVERGE,
    /** It is about to delete its sidecar. */
    CLEANUP,
    /** It has ended. */
    DONE
  }

  /** One commit to one table, with its data. */
  private record Commit(TablePlan plan, PlannedCommit planned, StagedChange change) {}

  private final Stores stores;
  private final OperationId operation;
  private final List<TableIntent> intents;
  private final List<TableIntent> writes;
  private final List<TableIntent> drops;
  private final Recovery recovery;
  private final Helper helper;
  private final Emitter emitter;

  private Phase phase = Phase.START;
  private Manifest manifest;
  private List<TablePlan> plans = new ArrayList<>();
  private List<Commit> commits = List.of();
  private Sidecar sidecar;
  private StoreException.OutcomeUnknown unknown;
  private int committed;
  private Optional<ExpectedVersionMismatch> mismatch = Optional.empty();
  private CommitResult.Reason why = CommitResult.Reason.ROLLED_BACK;
  private Optional<String> refusedBy = Optional.empty();
  private String reason = "another process has rolled it back";
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
    this.writes = this.intents.stream().filter(TableIntent::commitsAnything).toList();
    this.drops = this.intents.stream().filter(intent -> !intent.commitsAnything()).toList();
    this.helper = Objects.requireNonNull(helper, "helper");
    this.emitter = new Emitter(listener, operation);
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
    if (phase.compareTo(Phase.MAYBE_ARMED) <= 0) {
      stepBeforeArmed();
      return;
    }
    try {
      stepAfterArmed();
    } catch (StoreException failure) {
      // The sidecar stands, so any sweep may yet commit what has landed.
      end(new CommitResult.Unknown(operation, failure));
    }
  }

  /** How it ended; empty while it has not. */
  public Optional<CommitResult> result() {
    return Optional.ofNullable(result);
  }

  /** What it knows; lost when it dies, save for what its sidecar holds. */
  public State state() {
    int done =
        switch (phase) {
          case PREPARE, REPAIR -> plans.size();
          case COMMIT, MAYBE_LANDED -> committed;
          default -> 0;
        };
    return new State(phase, Optional.ofNullable(manifest), plans, done);
  }

  /**
   * What a writer knows. Spec: {@code wpc}, {@code wexp}, {@code wbase}, {@code wdone}.
   *
   * @param phase where it stands
   * @param manifest the manifest that it read last; empty before it has read one
   * @param plans the tables that it has prepared since
   * @param done the tables done in this phase
   */
  public record State(Phase phase, Optional<Manifest> manifest, List<TablePlan> plans, int done) {
    /** Copies the list. */
    public State {
      plans = List.copyOf(plans);
    }
  }

  private void stepBeforeArmed() {
    switch (phase) {
      case START -> readManifest();
      case PREPARE -> prepareTable();
      case REPAIR -> repairTable();
      case ARM -> armSidecar();
      case MAYBE_ARMED -> readBackSidecar();
      default -> throw new IllegalStateException(phase.name());
    }
  }

  private void stepAfterArmed() {
    switch (phase) {
      case COMMIT -> commitTable();
      case MAYBE_LANDED -> readBackTable();
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
    phase = writes.isEmpty() ? Phase.ARM : Phase.PREPARE;
    emitter.emit(Action.ReadManifest, this::manifestRead);
  }

  private Facts manifestRead() {
    Map<String, Object> pins = new TreeMap<>();
    Map<String, Object> datasets = new TreeMap<>();
    List<String> creates =
        intents.stream()
            .filter(intent -> intent.change().demand() == Demand.ABSENT)
            .map(TableIntent::name)
            .toList();
    intents.forEach(intent -> pins.put(intent.name(), pinOf(intent)));
    intents.forEach(intent -> datasets.put(intent.name(), intent.table().value()));
    return Facts.of("manifest", manifest.version())
        .and("pins", pins)
        .and("datasets", datasets)
        .and("creates", creates);
  }

  private void prepareTable() {
    TableIntent intent = writes.get(plans.size());
    long pin = pinOf(intent);
    if (isUnmet(intent)) {
      refuse(intent, intent.required(), pin);
      return;
    }
    Failpoints.hit(Failpoint.BeforePrepareTable);
    TableHistory history = stores.tables().history(intent.table(), pin);
    if (history.resolvedHead() == pin) {
      long base = history.head();
      intent.staged().forEach(s -> stores.tables().requireFits(intent.table(), base, s));
      Failpoints.hit(Failpoint.AfterPrepareTable);
      plans.add(plan(intent, history.head()));
      phase = plans.size() == writes.size() ? Phase.ARM : Phase.PREPARE;
      emitter.emit(Action.PrepareTable, intent.name(), () -> Facts.of("base", history.head()));
    } else {
      prepareRepair(intent, pin, history);
    }
  }

  private TablePlan plan(TableIntent intent, long base) {
    List<UUID> transactions = intent.staged().stream().map(staged -> UUID.randomUUID()).toList();
    return TablePlan.of(
        intent.name(),
        intent.table(),
        intent.change(),
        manifest.pin(intent.name()),
        base,
        transactions);
  }

  /** Sidecars are read after the table: an operation is armed before it moves a table. */
  private void prepareRepair(TableIntent intent, long pin, TableHistory history) {
    Set<OperationId> armed = stores.armed();
    Manifest newest = stores.manifests().readNewest();
    if (!newest.pin(intent.name()).equals(manifest.pin(intent.name()))) {
      restart(intent.name(), Collections.emptySortedSet(), history.head(), newest);
    } else if (PrepareTable.find(history, pin, newest, armed)
        instanceof PrepareTable.Blocked blocked) {
      restart(intent.name(), blocked.operations(), history.head(), newest);
    } else {
      Failpoints.hit(Failpoint.AfterPrepareTable);
      phase = Phase.REPAIR;
      emitter.emit(
          Action.PrepareTable,
          intent.name(),
          () ->
              Facts.of("repair", true)
                  .and("head", history.head())
                  .and("manifest", newest.version()));
    }
  }

  private long pinOf(TableIntent intent) {
    return manifest.pin(intent.name()).map(Pin::version).orElse(Pin.ABSENT);
  }

  private boolean isUnmet(TableIntent intent) {
    OptionalLong required = intent.required();
    return required.isPresent() && required.getAsLong() != pinOf(intent) || !isRegistered(intent);
  }

  /** A table to append to is still the dataset that the data was staged for. */
  private boolean isRegistered(TableIntent intent) {
    return intent.required().equals(OptionalLong.of(Pin.ABSENT))
        || manifest.pin(intent.name()).filter(p -> p.table().equals(intent.table())).isPresent();
  }

  private void refuse(TableIntent intent, OptionalLong required, long pin) {
    Failpoints.hit(Failpoint.BeforeRefuse);
    end(conflict(new ExpectedVersionMismatch(intent.name(), required.orElse(Pin.ABSENT), pin)));
    Failpoints.hit(Failpoint.AfterRefuse);
    emitter.emit(Action.Refuse, intent.name(), () -> refusal(required, pin));
  }

  private static Facts refusal(OptionalLong required, long pin) {
    Facts facts = Facts.of("pin", pin);
    return required.isPresent() ? facts.and("required", required.getAsLong()) : facts;
  }

  /** The helper sweeps on its own account, after this step and before the next. */
  private void restart(String table, SortedSet<OperationId> blockers, long head, Manifest newest) {
    Failpoints.hit(Failpoint.BeforeRestart);
    phase = Phase.START;
    Failpoints.hit(Failpoint.AfterRestart);
    emitter.emit(
        Action.Restart,
        table,
        () ->
            Facts.of("head", head)
                .and("manifest", newest.version())
                .and("blockers", blockers.stream().map(OperationId::value).toList()));
    if (!blockers.isEmpty()) {
      helper.help(blockers);
    }
  }

  private void repairTable() {
    TableIntent intent = writes.get(plans.size());
    long pin = pinOf(intent);
    Failpoints.hit(Failpoint.BeforeRepairTable);
    OptionalLong restored = stores.tables().restore(operation, intent.table(), pin);
    Failpoints.hit(Failpoint.AfterRepairTable);
    phase = Phase.START;
    emitter.emit(
        Action.RepairTable,
        intent.name(),
        () -> Facts.of("restored", pin).and("landed", restored.orElse(Pin.ABSENT)));
  }

  private void armSidecar() {
    Optional<TableIntent> unmet = drops.stream().filter(this::isUnmet).findFirst();
    if (unmet.isPresent()) {
      refuse(unmet.get(), unmet.get().required(), pinOf(unmet.get()));
      return;
    }
    sidecar = Sidecar.of(manifest.group(), operation, manifest.version(), withDrops());
    commits = commits();
    try {
      Failpoints.hit(Failpoint.BeforeArmSidecar);
      Created created = stores.sidecars().create(sidecar);
      Failpoints.hit(Failpoint.AfterArmSidecar);
      if (created == Created.EXISTS) {
        throw new IllegalStateException("operation id " + operation + " was used before");
      }
    } catch (StoreException.OutcomeUnknown noAnswer) {
      unknown = noAnswer;
      phase = Phase.MAYBE_ARMED;
      return;
    }
    phase = afterArming();
    emitter.emit(
        Action.ArmSidecar,
        () -> Facts.of("tables", sidecar.tables().stream().map(TablePlan::name).toList()));
  }

  private List<TablePlan> withDrops() {
    return Stream.concat(plans.stream(), drops.stream().map(drop -> plan(drop, pinOf(drop))))
        .toList();
  }

  private List<Commit> commits() {
    List<Commit> all = new ArrayList<>();
    for (int table = 0; table < plans.size(); table++) {
      TablePlan plan = plans.get(table);
      List<StagedChange> staged = writes.get(table).staged();
      for (int i = 0; i < staged.size(); i++) {
        all.add(new Commit(plan, plan.commits().get(i), staged.get(i)));
      }
    }
    return all;
  }

  private Phase afterArming() {
    return commits.isEmpty() ? Phase.PUBLISH : Phase.COMMIT;
  }

  /** Never put again (rule 9). If it isn't there, giving up is safe: no table has moved. */
  private void readBackSidecar() {
    Failpoints.hit(Failpoint.BeforeReadBackSidecar);
    boolean stands = stores.sidecars().read(operation).isPresent();
    Failpoints.hit(Failpoint.AfterReadBackSidecar);
    phase = stands ? afterArming() : Phase.DONE;
    emitter.emit(Action.ReadBackSidecar, () -> Facts.of("stands", stands));
    if (!stands && commits.isEmpty()) {
      // It may arrive yet, and needs no commit of ours to be complete.
      end(new CommitResult.Unknown(operation, unknown));
    } else if (!stands) {
      throw unknown;
    }
  }

  private void commitTable() {
    Commit commit = commits.get(committed);
    TablePlan plan = commit.plan();
    CommitOutcome outcome;
    try {
      Failpoints.hit(Failpoint.BeforeCommitTable);
      outcome = stores.tables().commit(operation, plan, commit.planned(), commit.change());
      Failpoints.hit(Failpoint.AfterCommitTable);
    } catch (StoreException.OutcomeUnknown noAnswer) {
      unknown = noAnswer;
      phase = Phase.MAYBE_LANDED;
      return;
    } catch (StoreException | IllegalArgumentException failure) {
      boolean schema = failure instanceof SchemaMismatchException;
      giveUp(
          plan,
          schema ? CommitResult.Reason.SCHEMA_CHANGED : CommitResult.Reason.REFUSED_BY_TABLE,
          "it failed: " + failure.getMessage());
      emitter.emit(
          Action.CommitTable, plan.name(), () -> Facts.of("failed", "" + failure.getMessage()));
      return;
    }
    goOn(commit, outcome);
    emitter.emit(Action.CommitTable, plan.name(), () -> facts(outcome));
  }

  private void goOn(Commit commit, CommitOutcome outcome) {
    TablePlan plan = commit.plan();
    if (outcome instanceof CommitOutcome.Landed landed) {
      if (landed.version() == commit.planned().landing()) {
        nextCommit();
      } else {
        long others = landed.version() - commit.planned().landing();
        giveUp(
            plan,
            CommitResult.Reason.REFUSED_BY_TABLE,
            "it landed over %s others".formatted(others));
      }
    } else {
      giveUp(
          plan,
          CommitResult.Reason.REFUSED_BY_TABLE,
          "it was refused, " + ((CommitOutcome.Refused) outcome).reason());
    }
  }

  private static Facts facts(CommitOutcome outcome) {
    return outcome instanceof CommitOutcome.Landed landed
        ? Facts.of("landed", landed.version())
        : Facts.of("refused", ((CommitOutcome.Refused) outcome).reason());
  }

  private void nextCommit() {
    committed++;
    phase = committed == commits.size() ? Phase.PUBLISH : Phase.COMMIT;
  }

  /** What has not landed yet may still do so; the fence of the roll-back will refuse it. */
  private void readBackTable() {
    TablePlan plan = commits.get(committed).plan();
    Failpoints.hit(Failpoint.BeforeReadBackTable);
    TableHistory history = stores.tables().history(plan.table(), plan.base());
    Failpoints.hit(Failpoint.AfterReadBackTable);
    boolean clean = Landing.isClean(commits.get(committed).planned(), history);
    if (clean) {
      nextCommit();
    } else {
      giveUp(plan, CommitResult.Reason.REFUSED_BY_TABLE, unknown.getMessage());
    }
    emitter.emit(
        Action.ReadBackTable,
        plan.name(),
        () -> Facts.of("clean", clean).and("head", history.head()));
  }

  private void publish() {
    Manifest newest = stores.manifests().readNewest();
    Publish.Attempt attempt = Publish.attempt(newest, sidecar);
    if (attempt instanceof Publish.Ready ready) {
      Failpoints.hit(Failpoint.BeforePublish);
      ManifestPut put = stores.createTidied(ready.next());
      if (put.won()) {
        Failpoints.hit(Failpoint.AfterPublish);
        succeed(put.manifest().version());
        emitter.emit(Action.Publish, put::facts);
      } else if (put.answer() == ManifestPut.Answer.UNKNOWN) {
        giveUp("the answer to publishing got lost");
        emitter.emit(Action.Publish, put::facts);
      }
      // Lost, it had no effect, and is tried again.
    } else {
      losePublish(attempt, newest);
    }
  }

  private void losePublish(Publish.Attempt attempt, Manifest newest) {
    Failpoints.hit(Failpoint.BeforeLosePublish);
    if (attempt instanceof Publish.Moved moved) {
      mismatch = Optional.of(moved.mismatch());
    }
    giveUp(mismatch.map(ExpectedVersionMismatch::toString).orElse(reason));
    Failpoints.hit(Failpoint.AfterLosePublish);
    emitter.emit(
        Action.LosePublish, () -> Facts.of("manifest", newest.version()).and("because", reason));
  }

  private void giveUp(TablePlan plan, CommitResult.Reason why, String detail) {
    refusedBy = Optional.of(plan.name());
    this.why = why;
    giveUp("table '" + plan.name() + "' took no clean commit: " + detail);
  }

  private void giveUp(String why) {
    reason = why;
    phase = Phase.CONVERGE;
  }

  /** An owner that gave up is a sweep over its own sidecar (rule 4). */
  private void converge() {
    Failpoints.hit(Failpoint.BeforeConverge);
    Optional<Verdict> known = stores.verdictOf(operation);
    if (known.isEmpty()) {
      recovery.recover(operation, Recovery.Mode.FULL);
      known = stores.verdictOf(operation);
    }
    Verdict verdict = known.orElseThrow(this::nothingTells);
    if (verdict == Verdict.COMMITTED) {
      succeed(stores.manifests().readNewest().version());
    } else {
      end(failure());
    }
    Failpoints.hit(Failpoint.AfterConverge);
    emitter.emit(Action.Converge, () -> Facts.of("verdict", verdict.name()));
    if (verdict == Verdict.ABORTED) {
      tidyUp();
    }
  }

  private StoreException nothingTells() {
    return new StoreException(
        "the sidecar of operation " + operation + " is gone, and nothing tells how it ended", null);
  }

  /** Fences what it moved itself, if nobody has yet. */
  private void tidyUp() {
    try {
      recovery.recover(operation, Recovery.Mode.FULL);
    } catch (StoreException leftForASweep) {
      reason += "; its sidecar is left for a sweep: " + leftForASweep.getMessage();
      end(failure());
    }
  }

  private CommitResult failure() {
    return mismatch.isPresent()
        ? conflict(mismatch.get())
        : new CommitResult.Rejected(operation, why, refusedBy, reason);
  }

  private CommitResult conflict(ExpectedVersionMismatch moved) {
    return new CommitResult.Rejected(
        operation, CommitResult.Reason.CONFLICT, Optional.of(moved.table()), moved.toString());
  }

  private void succeed(long manifestVersion) {
    result = new CommitResult.Committed(operation, manifestVersion);
    phase = Phase.CLEANUP;
  }

  private void deleteSidecar() {
    phase = Phase.DONE;
    try {
      Failpoints.hit(Failpoint.BeforeDeleteSidecar);
      stores.sidecars().delete(operation);
      Failpoints.hit(Failpoint.AfterDeleteSidecar);
      emitter.emit(Action.DeleteSidecar, Facts::none);
    } catch (StoreException leftForASweep) {
      emitter.emit(Action.DeleteSidecar, () -> Facts.of("failed", "" + leftForASweep.getMessage()));
    }
  }

  private void end(CommitResult how) {
    result = how;
    phase = Phase.DONE;
  }
}
