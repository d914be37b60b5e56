package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Planning.Commit;
import dev.rollforward.engine.Recovery.Outcome.HeldByExternal;
import dev.rollforward.port.Created;
import dev.rollforward.port.TableStore.CommitOutcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One attempt to change a set of tables at once: the writer of {@code spec/Rollforward.tla}. Each
 * method named in {@link Action} is that action. It may stop anywhere, for good or for an hour;
 * whatever it does afterwards is refused or harmless.
 *
 * <p>Used once, by one thread.
 */
public final class Writer {
  /** Where a writer is, in the words of the spec's {@code wpc}. */
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

  /** What was read back of a commit that got no answer. */
  private record Found(boolean clean, long head) {}

  private final Stores stores;
  private final Decisions decisions;
  private final OperationId operation;
  private final List<TableIntent> intents;
  private final Terms terms;
  private final HeadCheck heads;
  private final Recovery recovery;
  private final Steps steps;
  private final Backoff backoff;
  private final Ahead<TableIntent, HeadCheck.Result> looked;
  private final Ahead<Commit, CommitOutcome> sent;

  private Phase phase = Phase.START;
  private Planning planning;
  private boolean looks;
  private Sidecar sidecar;
  private List<Commit> commits = List.of();
  private int committed;
  private boolean durable;
  private boolean putBefore;
  private RuntimeException unanswered;
  private Rejection rejection = Rejection.ROLLED_BACK;
  private boolean repeat;
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
    this.decisions = new Decisions(stores);
    this.backoff = new Backoff(stores.environment());
    this.looked = new Ahead<>(stores.environment());
    this.sent = new Ahead<>(stores.environment());
    this.operation = Objects.requireNonNull(operation, "operation");
    this.intents = List.copyOf(intents);
    this.terms = Objects.requireNonNull(terms, "terms");
    this.heads = new HeadCheck(stores, operation, resolver);
    this.steps = new Steps(listener, operation);
    this.recovery = new Recovery(stores, listener);
    this.looks =
        terms.once()
            || !terms.reads().pins().isEmpty()
            || !intents.stream().allMatch(TableIntent::changesInPlace);
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
    return failure instanceof IllegalArgumentException
        || (failure instanceof StoreException
            && !(failure instanceof StoreException.OutcomeUnknown));
  }

  /** What a failure means depends on what may have had its effect by now. Spec: LoseAnswer. */
  private void fail(RuntimeException failure) {
    switch (phase) {
      case ARM -> {
        if (!hadNoEffect(failure)) {
          unanswered(failure, Phase.MAYBE_ARMED);
        } else if (unanswered != null) {
          endInDoubt(failure);
        } else {
          throw failure;
        }
      }
      case COMMIT -> {
        if (hadNoEffect(failure)) {
          commitFailed(failure);
        } else {
          unanswered(failure, Phase.MAYBE_LANDED);
        }
      }
      case MAYBE_ARMED, MAYBE_LANDED, PUBLISH, CONVERGE -> endInDoubt(failure);
      case CLEANUP -> leaveSidecar(failure);
      default -> throw failure;
    }
  }

  private void unanswered(RuntimeException failure, Phase readBack) {
    unanswered = failure;
    phase = readBack;
  }

  /** Its sidecar may exist, so any recovery may commit it, unless it can never be complete. */
  private void endInDoubt(RuntimeException failure) {
    boolean nothingLanded = phase == Phase.MAYBE_ARMED && !commits.isEmpty();
    if (nothingLanded || rejection.isCertain()) {
      end(rejection.leavingToRecovery("what is left of it waits for", failure.getMessage()));
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
    List<TablePlan> plans = planning == null ? List.of() : planning.prepared();
    int done =
        switch (phase) {
          case PREPARE, REPAIR -> plans.size();
          case COMMIT, MAYBE_LANDED -> committed;
          default -> 0;
        };
    return new State(phase, Optional.ofNullable(planning).map(Planning::manifest), plans, done);
  }

  /**
   * What a writer knows, as the variables of the spec that begin with {@code w} do.
   *
   * @param phase where it is
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
    act(Action.ReadManifest, this::manifestToPlanOn, this::manifestRead);
  }

  /**
   * What is known will do the first time: who plans on an old manifest is one that has stalled
   * since it was read. Nothing is refused because of an old one.
   */
  private Planning manifestToPlanOn() {
    if (!looks) {
      Planning known = planOn(stores.manifests().readKnown());
      if (known.unmetAny().isEmpty()) {
        return known;
      }
    }
    return planOn(stores.manifests().readNewest());
  }

  private Planning planOn(Manifest manifest) {
    return new Planning(manifest, intents, terms, stores.environment()::newUuid);
  }

  private Facts manifestRead(Planning read) {
    planning = read;
    phase = afterPreparing();
    return WriterFacts.manifestRead(planning);
  }

  private Phase afterPreparing() {
    return planning.isComplete() ? Phase.ARM : Phase.PREPARE;
  }

  private void prepareTable() {
    TableIntent intent = planning.next();
    Optional<Refusal> unmet = planning.unmetNext();
    if (unmet.isPresent()) {
      refuse(unmet.get());
      return;
    }
    if (planning.prepared().isEmpty()) {
      looked.make(planning.writes(), table -> heads.of(table, planning, looks));
    }
    HeadCheck.Result found =
        steps.actIf(
            Action.PrepareTable,
            Optional.of(intent.name()),
            () -> looked.take(intent, () -> heads.of(intent, planning, looks)),
            HeadCheck.Result::isFree,
            this::prepared);
    if (found.isBlocked()) {
      restart(intent, found);
    } else if (found.isRefused()) {
      refuse(Refusal.external(intent, planning.pinOf(intent), found.external()));
    }
  }

  private Facts prepared(HeadCheck.Result found) {
    if (found.base().isPresent()) {
      planning.prepareNext(found.base().getAsLong(), found.fitted());
      phase = afterPreparing();
    } else {
      phase = Phase.REPAIR;
    }
    return WriterFacts.prepared(found);
  }

  private void refuse(Refusal refusal) {
    act(Action.Refuse, refusal.table(), () -> refusal, this::refused);
  }

  private Facts refused(Refusal refusal) {
    end(refusal.rejection());
    return refusal.facts();
  }

  /** Operations in the way are recovered between this step and the next ReadManifest. */
  private void restart(TableIntent intent, HeadCheck.Result blocked) {
    act(Action.Restart, intent.name(), () -> blocked, this::restarted);
    SortedSet<OperationId> blockers = blocked.blockers();
    then = Optional.of(() -> heads.makeWay(intent, blockers));
  }

  private Facts restarted(HeadCheck.Result blocked) {
    looks = true;
    phase = Phase.START;
    return WriterFacts.restarted(blocked);
  }

  private void repairTable() {
    TableIntent intent = planning.next();
    long pin = planning.pinnedVersion(intent);
    act(
        Action.RepairTable,
        intent.name(),
        () -> stores.tables().restore(operation, intent.table(), pin),
        landed -> repaired(pin, landed));
  }

  private Facts repaired(long pin, OptionalLong landed) {
    stores.remembered().moved(planning.next().table());
    looks = true;
    phase = Phase.START;
    return WriterFacts.repaired(pin, landed);
  }

  private void armSidecar() {
    if (sidecar != null) {
      act(Action.ArmSidecar, () -> stores.sidecars().create(sidecar), created -> armed());
      return;
    }
    Optional<Refusal> unmet =
        planning.unmetRest().or(() -> planning.unmetStaged(stores.tables()::isStagedSince));
    if (unmet.isPresent()) {
      refuse(unmet.get());
      return;
    }
    if (terms.once() && isKnown()) {
      return;
    }
    sidecar = planning.sidecar(operation);
    commits = planning.commits();
    act(Action.ArmSidecar, () -> stores.sidecars().create(sidecar), this::armed);
  }

  /**
   * Whether an earlier attempt of the same id has ended. Asked after the manifest was read: one
   * that is published later moves the pins that this attempt expects.
   */
  private boolean isKnown() {
    Optional<Decisions.Answer> known = decisions.of(operation);
    known.ifPresent(answer -> act(Action.Converge, () -> answer, this::knownBefore));
    return known.isPresent();
  }

  private Facts knownBefore(Decisions.Answer answer) {
    end(
        answer.verdict() == Verdict.COMMITTED
            ? new CommitResult.Committed(operation, answer.manifestVersion(), true)
            : Rejection.ROLLED_BACK.of(operation));
    then = Optional.of(this::audit);
    return Facts.of("verdict", answer.verdict().name());
  }

  private Facts armed(Created created) {
    if (created == Created.EXISTS && terms.once()) {
      giveUp(Rejection.rolledBack("an attempt of the same id was under way, and is rolled back"));
      repeat = true;
      return Facts.of("exists", true);
    }
    if (created == Created.EXISTS) {
      phase = Phase.DONE;
      throw new IllegalStateException("operation id " + operation + " was used before");
    }
    return armed();
  }

  /** One that was there when it was put again is what an earlier put has made. */
  private Facts armed() {
    phase = afterArming();
    return WriterFacts.armed(sidecar);
  }

  private Phase afterArming() {
    return commits.isEmpty() ? Phase.PUBLISH : Phase.COMMIT;
  }

  private void readBackSidecar() {
    act(Action.ReadBackSidecar, this::isArmed, this::sidecarReadBack);
  }

  private boolean isArmed() {
    boolean exists = stores.sidecars().exists(operation);
    if (exists) {
      stores.sidecars().makeDurable(operation);
    }
    return exists;
  }

  /**
   * If it isn't there, giving up is safe: no table has moved. Only an operation that commits to
   * none needs none to: for that one a put that arrives late is enough, so that it is put again.
   */
  private Facts sidecarReadBack(boolean exists) {
    if (exists) {
      phase = afterArming();
    } else if (commits.isEmpty() && backoff.again()) {
      phase = Phase.ARM;
    } else if (commits.isEmpty()) {
      end(new CommitResult.Unknown(operation, unanswered));
    } else {
      end(Rejection.rolledBack("its sidecar was not written: " + unanswered.getMessage()));
    }
    return Facts.of("stands", exists);
  }

  private void commitTable() {
    Commit next = commits.get(committed);
    if (committed == 0) {
      sent.make(commits.stream().filter(Commit::isFirst).toList(), this::commit);
    }
    act(
        Action.CommitTable,
        next.plan().name(),
        () -> sent.take(next, () -> commit(next)),
        outcome -> tableCommitted(next, outcome));
  }

  private CommitOutcome commit(Commit next) {
    return stores.tables().commit(operation, next.plan(), next.planned(), next.change());
  }

  private Facts tableCommitted(Commit commit, CommitOutcome outcome) {
    if (outcome instanceof CommitOutcome.Refused refused) {
      giveUp(Rejection.refusedByTable(commit.plan(), "it was refused, " + refused.reason()));
      return Facts.of("refused", refused.reason());
    }
    long landed = ((CommitOutcome.Landed) outcome).version();
    long others = landed - commit.planned().landing();
    if (others == 0) {
      nextCommit();
    } else {
      giveUp(Rejection.refusedByTable(commit.plan(), "it landed over " + others + " others"));
    }
    return Facts.of("landed", landed);
  }

  private void commitFailed(RuntimeException raised) {
    TablePlan plan = commits.get(committed).plan();
    RuntimeException failure = HeadCheck.named(plan.name(), raised);
    giveUp(Rejection.commitFailed(plan, failure));
    steps.failed(Action.CommitTable, Optional.of(plan.name()), WriterFacts.failed(failure));
  }

  private void nextCommit() {
    committed++;
    phase = committed == commits.size() ? Phase.PUBLISH : Phase.COMMIT;
  }

  private void readBackTable() {
    Commit sent = commits.get(committed);
    act(
        Action.ReadBackTable,
        sent.plan().name(),
        () -> whereItIs(sent),
        found -> tableReadBack(sent, found));
  }

  private Found whereItIs(Commit sent) {
    TableHistory history = stores.tables().history(sent.plan().table(), sent.plan().base());
    return new Found(Landing.isClean(sent.planned(), history), history.head());
  }

  /** What has not landed yet may still do so; the fence of the roll-back will refuse it. */
  private Facts tableReadBack(Commit sent, Found found) {
    if (found.clean()) {
      nextCommit();
    } else {
      giveUp(Rejection.notLanded(sent.plan(), unanswered.getMessage()));
    }
    return Facts.of("clean", found.clean()).and("head", found.head());
  }

  /**
   * A compare-and-set that is lost had no effect, and is tried again on what is there now. The
   * first time it is tried on what is known: only who loses need read. That is done after the
   * pause: what was read before it would be old again in a group that is written to all the time.
   */
  private void publish() {
    boolean goesOn = backoff.again();
    Manifest newest = putBefore ? stores.manifests().readNewest() : stores.manifests().readKnown();
    Publish.Attempt attempt = Publish.attempt(newest, sidecar);
    if (!(attempt instanceof Publish.Ready) && !putBefore) {
      newest = stores.manifests().readNewest();
      attempt = Publish.attempt(newest, sidecar);
    }
    putBefore = true;
    if (attempt instanceof Publish.Ready ready && goesOn) {
      steps.actIf(
          Action.Publish,
          Optional.empty(),
          () -> publish(ready.next()),
          put -> !put.lost(),
          this::published);
    } else {
      losePublish(attempt, newest);
    }
  }

  /** What the manifest is going to name must not be lost while the manifest is not. */
  private ManifestPut publish(Manifest next) {
    if (!durable) {
      stores.tables().makeDurable(sidecar.committing());
      durable = true;
    }
    return decisions.publish(next, operation);
  }

  private Facts published(ManifestPut put) {
    if (put.won()) {
      stores.remembered().published(sidecar);
      succeed(put.manifest().version());
    } else {
      giveUp(Rejection.rolledBack("the answer to publishing got lost"));
    }
    return put.facts();
  }

  private void losePublish(Publish.Attempt attempt, Manifest newest) {
    act(Action.LosePublish, () -> newest, met -> publishLost(attempt, met));
  }

  private Facts publishLost(Publish.Attempt attempt, Manifest newest) {
    giveUp(Rejection.publishLost(attempt));
    return WriterFacts.read(newest).and("because", rejection.detail());
  }

  private void giveUp(Rejection why) {
    stores.remembered().cameTooLate(sidecar);
    rejection = why;
    phase = Phase.CONVERGE;
  }

  private void converge() {
    act(Action.Converge, this::answer, this::converged);
  }

  /** An owner that gave up recovers its own operation (rule 4). */
  private Decisions.Answer answer() {
    Optional<Decisions.Answer> known = decisions.of(operation);
    if (known.isEmpty()) {
      recovery.recover(operation, Recovery.Mode.FULL);
      known = decisions.of(operation);
    } else if (known.get().verdict() == Verdict.ABORTED) {
      rejection = rejection.decidedByOthers();
    }
    return known.orElseThrow(this::noVerdict);
  }

  private StoreException noVerdict() {
    return new StoreException(
        "the sidecar of operation " + operation + " is gone, and nothing says how it ended", null);
  }

  private Facts converged(Decisions.Answer answer) {
    if (answer.verdict() == Verdict.COMMITTED) {
      repeat |= terms.once() && rejection.isCertain();
      succeed(answer.manifestVersion());
    } else {
      end(rejection);
      then = Optional.of(this::tidyUp);
    }
    return Facts.of("verdict", answer.verdict().name());
  }

  /** Fences what it moved itself, if nobody has yet. */
  private void tidyUp() {
    try {
      if (recovery.recover(operation, Recovery.Mode.FULL) instanceof HeldByExternal held) {
        end(rejection.leavingToRecovery("its sidecar is left for", held.reason()));
      }
    } catch (RuntimeException leftForRecovery) {
      end(rejection.leavingToRecovery("its sidecar is left for", leftForRecovery.getMessage()));
    }
  }

  private void succeed(long manifestVersion) {
    result = new CommitResult.Committed(operation, manifestVersion, repeat);
    if (terms.once()) {
      phase = Phase.DONE;
      then = Optional.of(this::audit);
    } else {
      phase = Phase.CLEANUP;
    }
  }

  /** Recovery deletes the sidecar after it has recorded how the operation ended. */
  private void audit() {
    try {
      recovery.recover(operation, Recovery.Mode.FULL);
    } catch (RuntimeException leftForRecovery) {
      steps.failed(Action.DeleteSidecar, Optional.empty(), WriterFacts.failed(leftForRecovery));
    }
  }

  private void deleteSidecar() {
    act(Action.DeleteSidecar, this::delete, deleted -> ended());
  }

  private boolean delete() {
    stores.sidecars().delete(operation);
    stores.remembered().tidied(operation, ((CommitResult.Committed) result).manifestVersion());
    return true;
  }

  private Facts ended() {
    phase = Phase.DONE;
    return Facts.none();
  }

  private void leaveSidecar(RuntimeException leftForRecovery) {
    phase = Phase.DONE;
    steps.failed(Action.DeleteSidecar, Optional.empty(), WriterFacts.failed(leftForRecovery));
  }

  private void end(Rejection why) {
    end(why.of(operation));
  }

  private void end(CommitResult how) {
    result = how;
    phase = Phase.DONE;
  }
}
