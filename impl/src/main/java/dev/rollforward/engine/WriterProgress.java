package dev.rollforward.engine;

import dev.rollforward.CommitResult;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Planning.Commit;
import dev.rollforward.engine.WriterState.Phase;
import dev.rollforward.port.TableStore.CommitOutcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a {@link Writer} has come, and how it goes on: what it concludes from what its steps have
 * found. Spec: the variables that begin with {@code w}, and {@code reply}. Each conclusion returns
 * what the event of its step says. Calls no store. Used by one thread.
 */
final class WriterProgress {
  private final OperationId operation;
  private final boolean once;
  private final Remembered remembered;
  private final Commits commits;
  private final Backoff backoff;

  private Phase phase = Phase.START;
  private Planning planning;
  private Sidecar sidecar;
  private RuntimeException unanswered;
  private Rejection rejection = Rejection.ROLLED_BACK;
  private boolean repeat;
  private CommitResult result;
  private boolean leavesSidecar;

  /** It has not begun. */
  WriterProgress(Stores stores, OperationId operation, Terms terms, Commits commits) {
    this.operation = Objects.requireNonNull(operation, "operation");
    this.once = terms.once();
    this.remembered = stores.remembered();
    this.commits = Objects.requireNonNull(commits, "commits");
    this.backoff = new Backoff(stores.environment());
  }

  Phase phase() {
    return phase;
  }

  /** What it does to its tables, on the manifest that it has read last. */
  Planning planning() {
    return planning;
  }

  /** Whether it is known what it will log and commit. */
  boolean isPlanned() {
    return sidecar != null;
  }

  /** The intent that it logs, once that is planned. */
  Sidecar sidecar() {
    return sidecar;
  }

  /** How it ended; empty while it has not. */
  Optional<CommitResult> result() {
    return Optional.ofNullable(result);
  }

  /** The manifest that has published it, once that is known. */
  long committedIn() {
    return ((CommitResult.Committed) result).manifestVersion();
  }

  /** Whether it has ended, and its sidecar is for recovery to delete. */
  boolean leavesSidecar() {
    return leavesSidecar;
  }

  /** Whether the answer to a call was lost. */
  boolean isUnanswered() {
    return unanswered != null;
  }

  WriterState state() {
    List<TablePlan> plans = planning == null ? List.of() : planning.prepared();
    int done =
        switch (phase) {
          case PREPARE, REPAIR -> plans.size();
          case COMMIT, MAYBE_LANDED -> commits.done();
          default -> 0;
        };
    return new WriterState(
        phase, Optional.ofNullable(planning).map(Planning::manifest), plans, done);
  }

  Facts manifestRead(Planning read) {
    planning = read;
    phase = afterPreparing();
    return WriterFacts.manifestRead(planning);
  }

  private Phase afterPreparing() {
    return planning.isComplete() ? Phase.ARM : Phase.PREPARE;
  }

  Facts refused(Refusal refusal) {
    end(refusal.rejection());
    return refusal.facts();
  }

  Facts prepared(HeadCheck.Result found) {
    if (found.base().isPresent()) {
      planning.prepareNext(found.base().getAsLong(), found.fitted());
      phase = afterPreparing();
    } else {
      phase = Phase.REPAIR;
    }
    return WriterFacts.prepared(found);
  }

  Facts restarted(HeadCheck.Result blocked) {
    phase = Phase.START;
    return WriterFacts.restarted(blocked);
  }

  Facts repaired(OptionalLong landed) {
    remembered.moved(planning.next().table());
    phase = Phase.START;
    return WriterFacts.repaired(planning.pinnedVersion(planning.next()), landed);
  }

  /** Everything is prepared: this is what it will do, and log first. */
  void plan() {
    sidecar = planning.sidecar(operation);
    commits.plan(planning.commits());
  }

  /** An earlier attempt of the same id counts. */
  Facts knownBefore(Decisions.Answer answer) {
    if (answer.verdict() == Verdict.COMMITTED) {
      end(new CommitResult.Committed(operation, answer.manifestVersion(), true));
    } else {
      end(Rejection.ROLLED_BACK);
    }
    leavesSidecar = true;
    return answer.facts();
  }

  /** Whether there may be other tries of the same id. */
  boolean isOneOfSeveral() {
    return once;
  }

  Facts armed(StandingSidecar standing) {
    if (standing == StandingSidecar.OWN) {
      phase = afterArming();
      return WriterFacts.armed(sidecar);
    }
    return meetsAnother();
  }

  /** Its own commits would have no intent on record. Spec: {@code Attempts!IsOwnSidecar}. */
  private Facts meetsAnother() {
    if (!once) {
      phase = Phase.DONE;
      throw new IllegalStateException("operation id " + operation + " was used before");
    }
    giveUp(Rejection.rolledBack("an attempt of the same id was under way, and is rolled back"));
    repeat = true;
    return Facts.of("exists", true);
  }

  private Phase afterArming() {
    return commits.areNone() ? Phase.PUBLISH : Phase.COMMIT;
  }

  /**
   * If it isn't there, giving up is safe: no table has moved. Only an operation that commits to
   * none needs none to: for that one a put that arrives late is enough, so that it is put again.
   */
  Facts sidecarReadBack(StandingSidecar standing) {
    if (standing == StandingSidecar.OF_ANOTHER) {
      return meetsAnother().and("stands", true);
    }
    boolean stands = standing == StandingSidecar.OWN;
    if (stands) {
      phase = afterArming();
    } else if (commits.areNone() && backoff.again()) {
      phase = Phase.ARM;
    } else if (commits.areNone()) {
      end(new CommitResult.Unknown(operation, unanswered));
    } else {
      end(Rejection.rolledBack("its sidecar was not written: " + unanswered.getMessage()));
    }
    return Facts.of("stands", stands);
  }

  Facts tableCommitted(CommitOutcome outcome) {
    Commit commit = commits.next();
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

  private void nextCommit() {
    commits.goOn();
    phase = commits.areDone() ? Phase.PUBLISH : Phase.COMMIT;
  }

  /** The call had no effect. */
  Facts commitFailed(RuntimeException raised) {
    TablePlan plan = commits.next().plan();
    RuntimeException failure = HeadCheck.named(plan.name(), raised);
    giveUp(Rejection.commitFailed(plan, failure));
    return WriterFacts.failed(failure);
  }

  /** What has not landed yet may still do so; the fence of the roll-back will refuse it. */
  Facts tableReadBack(Commits.Found found) {
    if (found.clean()) {
      nextCommit();
    } else {
      giveUp(Rejection.notLanded(commits.next().plan(), unanswered.getMessage()));
    }
    return found.facts();
  }

  Facts published(ManifestPut put) {
    if (put.won()) {
      remembered.published(sidecar);
      succeed(put.manifest().version());
    } else {
      giveUp(Rejection.rolledBack("the answer to publishing got lost"));
    }
    return put.facts();
  }

  Facts publishLost(Publishing.Look look) {
    giveUp(Rejection.publishLost(look.attempt()));
    return WriterFacts.read(look.newest()).and("because", rejection.detail());
  }

  /** Spec: {@code GiveUp}. */
  private void giveUp(Rejection why) {
    remembered.cameTooLate(sidecar);
    rejection = why;
    phase = Phase.CONVERGE;
  }

  Facts converged(Settlement.Settled settled) {
    Decisions.Answer answer = settled.answer();
    if (answer.verdict() == Verdict.COMMITTED) {
      repeat |= once && rejection.isCertain();
      succeed(answer.manifestVersion());
    } else {
      end(settled.byOthers() ? rejection.decidedByOthers() : rejection);
      leavesSidecar = true;
    }
    return answer.facts();
  }

  /** One whose id is its caller's is recorded before its sidecar goes, which recovery does. */
  private void succeed(long manifestVersion) {
    result = new CommitResult.Committed(operation, manifestVersion, repeat);
    phase = once ? Phase.DONE : Phase.CLEANUP;
    leavesSidecar = once;
  }

  Facts sidecarDeleted() {
    phase = Phase.DONE;
    return Facts.none();
  }

  /** Recovery will delete it. */
  Facts deleteFailed(RuntimeException failure) {
    phase = Phase.DONE;
    return WriterFacts.failed(failure);
  }

  /** Recovery could not finish what is left of it. That changes nothing of what is visible. */
  void sidecarLeft(String why) {
    if (result instanceof CommitResult.Rejected) {
      end(rejection.leavingToRecovery("its sidecar is left for", why));
    }
  }

  /** The answer to a call was lost, which may have had its effect. Spec: {@code LoseAnswer}. */
  void unanswered(RuntimeException failure, Phase readBack) {
    unanswered = failure;
    phase = readBack;
  }

  /** Its sidecar may exist, so any recovery may commit it, unless it can never be complete. */
  void endInDoubt(RuntimeException failure) {
    boolean nothingLanded = phase == Phase.MAYBE_ARMED && !commits.areNone();
    if (nothingLanded || rejection.isCertain()) {
      end(rejection.leavingToRecovery("what is left of it waits for", failure.getMessage()));
    } else {
      end(new CommitResult.Unknown(operation, failure));
    }
  }

  private void end(Rejection why) {
    rejection = why;
    end(why.of(operation));
  }

  private void end(CommitResult how) {
    result = how;
    phase = Phase.DONE;
  }
}
