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
import dev.rollforward.port.Created;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
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

  /** What a look at a table found, and the manifest that it was compared with. */
  private record Look(
      PrepareTable.Finding finding, long head, Manifest newest, List<StagedChange> fitted) {}

  private final Stores stores;
  private final Decisions decisions;
  private final OperationId operation;
  private final List<TableIntent> intents;
  private final List<TableIntent> writes;
  private final List<TableIntent> drops;
  private final Terms terms;
  private final Recovery recovery;
  private final ConflictResolver resolver;
  private final Steps steps;
  private final Backoff backoff = new Backoff();

  private Phase phase = Phase.START;
  private Manifest manifest;
  private List<TablePlan> plans = new ArrayList<>();
  private List<List<StagedChange>> fitted = new ArrayList<>();
  private final Set<OperationId> settled = new HashSet<>();
  private Sidecar sidecar;
  private List<Commit> commits = List.of();
  private RuntimeException unknown;
  private int committed;
  private boolean neverComplete;
  private Optional<ExpectedVersionMismatch> mismatch = Optional.empty();
  private CommitResult.Reason because = CommitResult.Reason.ROLLED_BACK;
  private Optional<String> refusedBy = Optional.empty();
  private String reason = "another process has rolled it back";
  private CommitResult result;
  private Optional<Runnable> then = Optional.empty();

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
   * @param listener is told of every step
   */
  public Writer(
      Stores stores,
      OperationId operation,
      List<TableIntent> intents,
      Terms terms,
      ConflictResolver resolver,
      ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.decisions = new Decisions(stores);
    this.operation = Objects.requireNonNull(operation, "operation");
    this.intents = List.copyOf(intents);
    this.writes = this.intents.stream().filter(TableIntent::commitsAnything).toList();
    this.drops = this.intents.stream().filter(intent -> !intent.commitsAnything()).toList();
    this.terms = Objects.requireNonNull(terms, "terms");
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.steps = new Steps(listener, operation);
    this.recovery = new Recovery(stores, listener);
  }

  /**
   * Runs to the end.
   *
   * @return how it ended, never null
   * @throws RuntimeException if it failed before the operation was armed, a {@link StoreException}
   *     if a store did; nothing of it will ever be visible
   */
  public CommitResult run() {
    while (phase != Phase.DONE) {
      step();
    }
    return result;
  }

  /** Takes the next step; does nothing once it has ended. See {@link #run}. */
  public void step() {
    try {
      take();
    } catch (RuntimeException failure) {
      fail(failure);
    } catch (Error error) {
      if (phase.compareTo(Phase.ARM) >= 0) {
        error.addSuppressed(new UnknownOutcome(operation));
      }
      throw error;
    } finally {
      steps.tell();
    }
    Optional<Runnable> next = then;
    then = Optional.empty();
    next.ifPresent(Runnable::run);
  }

  private void take() {
    switch (phase) {
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

  /** Whether a call that failed like this has had no effect. */
  private static boolean hadNoEffect(RuntimeException failure) {
    return failure instanceof StoreException && !(failure instanceof StoreException.OutcomeUnknown)
        || failure instanceof IllegalArgumentException;
  }

  /** What a failure means depends on what may stand by now. */
  private void fail(RuntimeException failure) {
    switch (phase) {
      case ARM -> {
        if (hadNoEffect(failure)) {
          throw failure;
        }
        unknown = failure;
        phase = Phase.MAYBE_ARMED;
      }
      case COMMIT -> {
        if (hadNoEffect(failure)) {
          commitFailed(failure);
        } else {
          unknown = failure;
          phase = Phase.MAYBE_LANDED;
        }
      }
      case MAYBE_ARMED, MAYBE_LANDED, PUBLISH, CONVERGE -> endInDoubt(failure);
      case CLEANUP -> leaveSidecar(failure);
      default -> throw failure;
    }
  }

  /** Its sidecar may stand, so any sweep may yet commit it, unless it can never be complete. */
  private void endInDoubt(RuntimeException failure) {
    boolean nothingLanded = phase == Phase.MAYBE_ARMED && !commits.isEmpty();
    if (nothingLanded || neverComplete) {
      reason += "; what is left of it waits for a recovery: " + failure.getMessage();
      end(failure());
    } else {
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
   * @param done the tables, or commits, done in this phase
   */
  public record State(Phase phase, Optional<Manifest> manifest, List<TablePlan> plans, int done) {
    /** Copies the list. */
    public State {
      plans = List.copyOf(plans);
    }
  }

  private <T> void act(Action action, Supplier<T> effect, Function<T, Facts> conclude) {
    steps.act(action, Optional.empty(), effect, conclude);
  }

  private <T> void act(
      Action action, String table, Supplier<T> effect, Function<T, Facts> conclude) {
    steps.act(action, Optional.of(table), effect, conclude);
  }

  private void readManifest() {
    act(Action.ReadManifest, stores.manifests()::readNewest, this::manifestRead);
  }

  private Facts manifestRead(Manifest newest) {
    manifest = newest;
    plans = new ArrayList<>();
    fitted = new ArrayList<>();
    phase = writes.isEmpty() ? Phase.ARM : Phase.PREPARE;
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
    if (isUnmet(intent)) {
      refuse(intent);
      return;
    }
    Look[] look = {null};
    act(
        Action.PrepareTable,
        intent.name(),
        () -> isWayFree(intent, look[0] = look(intent)) ? look[0] : null,
        found -> prepared(intent, found));
    if (look[0].finding() instanceof PrepareTable.Blocked blocked) {
      restart(intent, blocked.operations(), look[0]);
    } else if (!isWayFree(intent, look[0])) {
      refuse(intent, (PrepareTable.External) look[0].finding());
    }
  }

  /**
   * Only if HEAD is somebody else's, more is read: sidecars after the table, as an operation is
   * armed before it moves a table; the manifest after the sidecars, as it is decided before its
   * sidecar goes. Blocked by nobody is how moved pins are reported.
   */
  private Look look(TableIntent intent) {
    long pin = pinnedVersion(intent);
    TableHistory history = stores.tables().history(intent.table(), pin);
    if (history.resolvedHead() == pin) {
      long base = history.head();
      return new Look(new PrepareTable.Ready(base), base, manifest, fit(intent, base));
    }
    Set<OperationId> others = new TreeSet<>(PrepareTable.operationsIn(history));
    others.removeAll(settled);
    Set<OperationId> withSidecar = decisions.withSidecar(others);
    Manifest newest = stores.manifests().readNewest();
    PrepareTable.Finding finding =
        newest.pin(intent.name()).equals(manifest.pin(intent.name()))
            ? PrepareTable.find(history, pin, newest, withSidecar)
            : new PrepareTable.Blocked(Collections.emptySortedSet());
    List<StagedChange> fit =
        finding instanceof PrepareTable.External external && isAdopted(intent, external)
            ? fit(intent, external.head())
            : List.of();
    return new Look(finding, history.head(), newest, fit);
  }

  private List<StagedChange> fit(TableIntent intent, long base) {
    try {
      return intent.staged().stream()
          .map(staged -> stores.tables().fit(intent.table(), base, staged))
          .toList();
    } catch (SchemaMismatchException ofDataset) {
      throw ofDataset.named(intent.name());
    }
  }

  private static boolean isWayFree(TableIntent intent, Look look) {
    return !(look.finding() instanceof PrepareTable.Blocked)
        && !(look.finding() instanceof PrepareTable.External external
            && intent.onExternal() != OnExternal.DISCARD
            && !isAdopted(intent, external));
  }

  private static boolean isAdopted(TableIntent intent, PrepareTable.External external) {
    return intent.onExternal() == OnExternal.ADOPT && external.adoptable();
  }

  private Facts prepared(TableIntent intent, Look look) {
    if (look.finding() instanceof PrepareTable.Ready ready) {
      return basedOn(intent, ready.base(), look);
    }
    if (look.finding() instanceof PrepareTable.External external && isAdopted(intent, external)) {
      return basedOn(intent, external.head(), look).and("adopted", external.version());
    }
    phase = Phase.REPAIR;
    return Facts.of("repair", true)
        .and("head", look.head())
        .and("manifest", look.newest().version());
  }

  private Facts basedOn(TableIntent intent, long base, Look look) {
    plans.add(plan(intent, base));
    fitted.add(look.fitted());
    phase = plans.size() == writes.size() ? Phase.ARM : Phase.PREPARE;
    return Facts.of("base", base);
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

  private long pinOf(TableIntent intent) {
    return manifest.pin(intent.name()).map(Pin::version).orElse(Pin.ABSENT);
  }

  /** The version of its own dataset that is pinned: none, if it makes that first. */
  private long pinnedVersion(TableIntent intent) {
    return intent.change().makesDataset() ? Pin.ABSENT : pinOf(intent);
  }

  private boolean isUnmet(TableIntent intent) {
    OptionalLong required = intent.required();
    return required.isPresent() && required.getAsLong() != pinOf(intent) || !isRegistered(intent);
  }

  /** A table to change is still the dataset that the data was staged for. */
  private boolean isRegistered(TableIntent intent) {
    return intent.required().equals(OptionalLong.of(Pin.ABSENT))
        || manifest
            .pin(intent.name())
            .filter(p -> p.table().equals(intent.registered()))
            .isPresent();
  }

  private void refuse(TableIntent intent) {
    act(Action.Refuse, intent.name(), () -> pinOf(intent), pin -> refused(intent, pin));
  }

  private void refuse(ExpectedVersionMismatch stale) {
    act(Action.Refuse, stale.table(), () -> stale, this::refused);
  }

  private Facts refused(ExpectedVersionMismatch stale) {
    end(conflict(stale));
    return Facts.of("pin", stale.actual()).and("required", stale.expected());
  }

  private void refuse(TableIntent intent, PrepareTable.External external) {
    act(Action.Refuse, intent.name(), () -> external, found -> refused(intent, found));
  }

  private Facts refused(TableIntent intent, PrepareTable.External external) {
    end(
        new CommitResult.Rejected(
            operation,
            CommitResult.Reason.EXTERNAL_CHANGE,
            Optional.of(intent.name()),
            describe(intent, external)));
    return Facts.of("pin", pinOf(intent))
        .and("external", external.version())
        .and("head", external.head());
  }

  private Facts refused(TableIntent intent, long pin) {
    OptionalLong required = intent.required();
    end(conflict(new ExpectedVersionMismatch(intent.name(), required.orElse(Pin.ABSENT), pin)));
    Facts facts = Facts.of("pin", pin);
    return required.isPresent() ? facts.and("required", required.getAsLong()) : facts;
  }

  /** Operations in the way are recovered between this step and the next ReadManifest. */
  private void restart(TableIntent intent, SortedSet<OperationId> blockers, Look look) {
    act(Action.Restart, intent.name(), () -> look, found -> restarted(blockers, found));
    then = Optional.of(() -> makeWay(intent, blockers));
  }

  private Facts restarted(SortedSet<OperationId> blockers, Look look) {
    phase = Phase.START;
    return Facts.of("head", look.head())
        .and("manifest", look.newest().version())
        .and("blockers", blockers.stream().map(OperationId::value).toList());
  }

  private void makeWay(TableIntent intent, SortedSet<OperationId> blockers) {
    if (!blockers.isEmpty()) {
      settled.addAll(resolver.resolve(blockers));
    }
    if (!backoff.again()) {
      throw new StoreException(
          "operation "
              + operation
              + " could not be prepared: table '"
              + intent.name()
              + "' has been in the way for a minute"
              + (blockers.isEmpty() ? ", as its pin keeps moving" : " because of " + blockers)
              + ". Nothing of it is visible; try again when fewer writers change this table");
    }
  }

  private void repairTable() {
    TableIntent intent = writes.get(plans.size());
    act(
        Action.RepairTable,
        intent.name(),
        () -> stores.tables().restore(operation, intent.table(), pinnedVersion(intent)),
        restored -> repaired(intent, restored));
  }

  private Facts repaired(TableIntent intent, OptionalLong restored) {
    phase = Phase.START;
    return Facts.of("restored", pinOf(intent)).and("landed", restored.orElse(Pin.ABSENT));
  }

  private void armSidecar() {
    Optional<TableIntent> unmet = drops.stream().filter(this::isUnmet).findFirst();
    if (unmet.isPresent()) {
      refuse(unmet.get());
      return;
    }
    Optional<ExpectedVersionMismatch> stale = terms.reads().mismatchIn(manifest);
    if (stale.isPresent()) {
      refuse(stale.get());
      return;
    }
    sidecar =
        new Sidecar(
            manifest.group(),
            operation,
            withDrops(),
            readOnly(),
            manifest.version(),
            terms.patience(),
            terms.origin());
    commits = commits();
    act(Action.ArmSidecar, () -> stores.sidecars().create(sidecar), this::armed);
  }

  /** The pins of what is read and not changed; what is changed has an expectation of its own. */
  private SortedMap<String, Optional<Pin>> readOnly() {
    SortedMap<String, Optional<Pin>> pins = new TreeMap<>(terms.reads().pins());
    intents.forEach(intent -> pins.remove(intent.name()));
    return pins;
  }

  private List<TablePlan> withDrops() {
    return Stream.concat(plans.stream(), drops.stream().map(drop -> plan(drop, pinOf(drop))))
        .toList();
  }

  private List<Commit> commits() {
    List<Commit> all = new ArrayList<>();
    for (int table = 0; table < plans.size(); table++) {
      TablePlan plan = plans.get(table);
      List<StagedChange> staged = fitted.get(table);
      for (int i = 0; i < staged.size(); i++) {
        all.add(new Commit(plan, plan.commits().get(i), staged.get(i)));
      }
    }
    return all;
  }

  private Facts armed(Created created) {
    if (created == Created.EXISTS) {
      phase = Phase.DONE;
      throw new IllegalStateException("operation id " + operation + " was used before");
    }
    phase = afterArming();
    Facts facts = Facts.of("tables", sidecar.tables().stream().map(TablePlan::name).toList());
    return sidecar.reads().isEmpty()
        ? facts
        : facts.and("reads", List.copyOf(sidecar.reads().keySet()));
  }

  private Phase afterArming() {
    return commits.isEmpty() ? Phase.PUBLISH : Phase.COMMIT;
  }

  /** Never put again (rule 9). */
  private void readBackSidecar() {
    act(Action.ReadBackSidecar, this::isArmed, this::sidecarReadBack);
  }

  private boolean isArmed() {
    boolean stands = stores.sidecars().exists(operation);
    if (stands) {
      stores.sidecars().makeDurable(operation);
    }
    return stands;
  }

  /** If it isn't there, giving up is safe: no table has moved, and only a drop needs none to. */
  private Facts sidecarReadBack(boolean stands) {
    if (stands) {
      phase = afterArming();
    } else if (commits.isEmpty()) {
      end(new CommitResult.Unknown(operation, unknown));
    } else {
      reason = "its sidecar was not written: " + unknown.getMessage();
      end(failure());
    }
    return Facts.of("stands", stands);
  }

  private void commitTable() {
    Commit next = commits.get(committed);
    act(
        Action.CommitTable,
        next.plan().name(),
        () -> stores.tables().commit(operation, next.plan(), next.planned(), next.change()),
        outcome -> tableCommitted(next, outcome));
  }

  private Facts tableCommitted(Commit commit, CommitOutcome outcome) {
    if (outcome instanceof CommitOutcome.Refused refused) {
      giveUpForGood(commit.plan(), "it was refused, " + refused.reason());
      return Facts.of("refused", refused.reason());
    }
    long landed = ((CommitOutcome.Landed) outcome).version();
    long others = landed - commit.planned().landing();
    if (others == 0) {
      nextCommit();
    } else {
      giveUpForGood(commit.plan(), "it landed over " + others + " others");
    }
    return Facts.of("landed", landed);
  }

  private void commitFailed(RuntimeException raised) {
    TablePlan plan = commits.get(committed).plan();
    RuntimeException failure =
        raised instanceof SchemaMismatchException ofDataset ? ofDataset.named(plan.name()) : raised;
    giveUpForGood(plan, "it failed: " + failure.getMessage());
    if (failure instanceof SchemaMismatchException) {
      because = CommitResult.Reason.SCHEMA_CHANGED;
    }
    steps.failed(
        Action.CommitTable,
        Optional.of(plan.name()),
        Facts.of("failed", String.valueOf(failure.getMessage())));
  }

  private void nextCommit() {
    committed++;
    phase = committed == commits.size() ? Phase.PUBLISH : Phase.COMMIT;
  }

  private void readBackTable() {
    TablePlan plan = commits.get(committed).plan();
    act(
        Action.ReadBackTable,
        plan.name(),
        () -> stores.tables().history(plan.table(), plan.base()),
        this::tableReadBack);
  }

  /** What has not landed yet may still do so; the fence of the roll-back will refuse it. */
  private Facts tableReadBack(TableHistory history) {
    boolean clean = Landing.isClean(commits.get(committed).planned(), history);
    if (clean) {
      nextCommit();
    } else {
      giveUp(noCleanCommit(commits.get(committed).plan(), unknown.getMessage()));
    }
    return Facts.of("clean", clean).and("head", history.head());
  }

  private void publish() {
    Manifest newest = stores.manifests().readNewest();
    Publish.Attempt attempt = Publish.attempt(newest, sidecar);
    if (attempt instanceof Publish.Ready ready && backoff.again()) {
      act(Action.Publish, () -> put(ready.next()), this::published);
    } else {
      losePublish(attempt, newest);
    }
  }

  private void losePublish(Publish.Attempt attempt, Manifest newest) {
    act(Action.LosePublish, () -> newest, met -> publishLost(attempt, met));
  }

  /** A compare-and-set that is lost had no effect, and is tried again on what is there now. */
  private ManifestPut put(Manifest next) {
    ManifestPut put = decisions.publish(next, operation);
    return put.answer() == ManifestPut.Answer.LOST ? null : put;
  }

  private Facts published(ManifestPut put) {
    if (put.won()) {
      succeed(put.manifest().version());
    } else {
      giveUp("the answer to publishing got lost");
    }
    return put.facts();
  }

  private Facts publishLost(Publish.Attempt attempt, Manifest newest) {
    if (attempt instanceof Publish.Moved moved) {
      mismatch = Optional.of(moved.mismatch());
      giveUp(moved.mismatch().toString());
    } else if (attempt instanceof Publish.Ready) {
      giveUp("others have published faster for a minute");
    } else {
      giveUp(reason);
    }
    return Facts.of("manifest", newest.version()).and("because", reason);
  }

  private static String noCleanCommit(TablePlan plan, String why) {
    return "table '" + plan.name() + "' took no clean commit: " + why;
  }

  /** One commit will never be where it has to be, so nobody can ever publish this operation. */
  private void giveUpForGood(TablePlan plan, String why) {
    neverComplete = true;
    because = CommitResult.Reason.REFUSED_BY_TABLE;
    refusedBy = Optional.of(plan.name());
    giveUp(noCleanCommit(plan, why));
  }

  private void giveUp(String why) {
    reason = why;
    phase = Phase.CONVERGE;
  }

  private void converge() {
    act(Action.Converge, this::answer, this::converged);
  }

  /** An owner that gave up is a sweep over its own sidecar (rule 4). */
  private Decisions.Answer answer() {
    Optional<Decisions.Answer> known = decisions.of(operation);
    if (known.isEmpty()) {
      recovery.recover(operation, Recovery.Mode.FULL);
      known = decisions.of(operation);
    } else if (known.get().verdict() == Verdict.ABORTED) {
      // Others decided it: that a fence of theirs then refused a table is no reason of its own.
      because = CommitResult.Reason.ROLLED_BACK;
      refusedBy = Optional.empty();
    }
    return known.orElseThrow(this::nothingTells);
  }

  private StoreException nothingTells() {
    return new StoreException(
        "the sidecar of operation " + operation + " is gone, and nothing tells how it ended", null);
  }

  private Facts converged(Decisions.Answer answer) {
    if (answer.verdict() == Verdict.COMMITTED) {
      succeed(answer.manifestVersion());
    } else {
      end(failure());
      then = Optional.of(this::tidyUp);
    }
    return Facts.of("verdict", answer.verdict().name());
  }

  /** Fences what it moved itself, if nobody has yet. */
  private void tidyUp() {
    try {
      recovery.recover(operation, Recovery.Mode.FULL);
    } catch (RuntimeException leftForRecovery) {
      reason += "; its sidecar is left for a recovery: " + leftForRecovery.getMessage();
      end(failure());
    }
  }

  private CommitResult failure() {
    return mismatch.isPresent()
        ? conflict(mismatch.get())
        : new CommitResult.Rejected(operation, because, refusedBy, reason);
  }

  private CommitResult conflict(ExpectedVersionMismatch moved) {
    return new CommitResult.Rejected(
        operation, CommitResult.Reason.CONFLICT, Optional.of(moved.table()), moved.toString());
  }

  private static String describe(TableIntent intent, PrepareTable.External external) {
    return "table '"
        + intent.name()
        + "' has version "
        + external.version()
        + ", which an external tool has committed above the visible one. "
        + "Begin the transaction again, with "
        + (external.adoptable() ? "adoptExternal to keep it, or with " : "")
        + "discardExternal to undo it";
  }

  private void succeed(long manifestVersion) {
    result = new CommitResult.Committed(operation, manifestVersion);
    phase = Phase.CLEANUP;
  }

  private void deleteSidecar() {
    act(Action.DeleteSidecar, this::delete, deleted -> ended());
  }

  private boolean delete() {
    stores.sidecars().delete(operation);
    return true;
  }

  private Facts ended() {
    phase = Phase.DONE;
    return Facts.none();
  }

  private void leaveSidecar(RuntimeException leftForRecovery) {
    phase = Phase.DONE;
    steps.failed(
        Action.DeleteSidecar,
        Optional.empty(),
        Facts.of("failed", String.valueOf(leftForRecovery.getMessage())));
  }

  private void end(CommitResult how) {
    result = how;
    phase = Phase.DONE;
  }
}
