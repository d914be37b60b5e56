package dev.rollforward.runtime;

import dev.rollforward.OperationId;
import dev.rollforward.RecoveryReport;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Sidecar;
import dev.rollforward.engine.ConflictResolver;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.port.Environment;
import dev.rollforward.port.SidecarStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovers every operation, or some, after giving their owners a chance to finish. */
final class PatientRecovery implements ConflictResolver {
  private static final Logger LOG = LoggerFactory.getLogger(PatientRecovery.class);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final Recovery recovery;
  private final Duration patience;
  private final Set<OperationId> running;
  private final Environment environment;

  /** When this handle first met what is unfinished, by {@link Environment#nanoTime()}. */
  private final Map<OperationId, Long> met = new ConcurrentHashMap<>();

  /**
   * A recovery.
   *
   * @param patience how long to wait for the owners of unfinished operations, from when this handle
   *     first met each; longer for one that asks for more
   * @param running operations that this handle is committing right now, which are left to it
   * @param environment by whose clock it waits
   */
  PatientRecovery(
      Recovery recovery, Duration patience, Set<OperationId> running, Environment environment) {
    this.recovery = recovery;
    this.patience = patience;
    this.running = running;
    this.environment = environment;
  }

  /** Rolls forward what is complete, waits for nobody, and leaves the rest to others. */
  RecoveryReport rollForward() {
    return recoverAll(operation -> recovery.recover(operation, Mode.ROLL_FORWARD_ONLY));
  }

  /** Brings everything to its end, but for what this handle is committing. */
  RecoveryReport recoverAll() {
    return recoverAll(operation -> recoverPatiently(operation, Timer.ENDLESS));
  }

  /** Brings {@code operation} to its end without waiting; empty if it has no sidecar. */
  Optional<Verdict> settle(OperationId operation) {
    return recovery.recover(operation, Mode.FULL) instanceof Outcome.Finished done
        ? Optional.of(done.audit().verdict())
        : Optional.empty();
  }

  private interface One {
    Outcome recover(OperationId operation);
  }

  private RecoveryReport recoverAll(One how) {
    SidecarStore.Listing listing = recovery.pending();
    List<RecoveryReport.Finished> finished = new ArrayList<>();
    List<RecoveryReport.Pending> pending = new ArrayList<>();
    List<StoreException> problems = new ArrayList<>(listing.problems());
    met.keySet().retainAll(listing.operations());
    listing.operations().forEach(this::meet);
    for (OperationId operation : listing.operations()) {
      if (running.contains(operation)) {
        continue;
      }
      try {
        Outcome outcome = how.recover(operation);
        if (outcome instanceof Outcome.Finished done) {
          finished.add(new Reports.Finished(operation, done.audit().verdict(), done.reason()));
          LOG.info("operation {}: {}, {}", operation, done.audit().verdict(), done.reason());
        } else if (outcome instanceof Outcome.Pending left) {
          pending.add(new Reports.Pending(operation, left.reason()));
        } else if (outcome instanceof Outcome.HeldByExternal held) {
          pending.add(new Reports.Pending(operation, held.reason()));
          LOG.warn("operation {}: {}", operation, held.reason());
        }
      } catch (InterruptedBeforeStart interrupted) {
        throw interrupted;
      } catch (StoreException problem) {
        problems.add(problem);
      } catch (RuntimeException failure) {
        problems.add(
            new StoreException("operation " + operation + " cannot be recovered now", failure));
      }
    }
    problems.forEach(problem -> LOG.warn("not recovered: {}", problem.getMessage()));
    return new Reports.Report(finished, pending, problems);
  }

  @Override
  public Set<OperationId> resolve(SortedSet<OperationId> operations) {
    return resolve(operations, Timer.ENDLESS);
  }

  /**
   * As {@link #resolve(SortedSet)}, for a commit that has a deadline.
   *
   * @throws DeadlinePassed if it is over before they are resolved
   */
  Set<OperationId> resolve(SortedSet<OperationId> operations, Timer deadline) {
    if (operations.isEmpty() && deadline.isOver()) {
      throw new DeadlinePassed("tables that other writers keep changing");
    }
    operations.forEach(this::meet);
    for (OperationId operation : operations) {
      try {
        recoverPatiently(operation, deadline);
      } catch (StoreException problem) {
        throw new BlockedException(operation, problem);
      }
    }
    return operations;
  }

  private long meet(OperationId operation) {
    return met.computeIfAbsent(operation, first -> environment.nanoTime());
  }

  private Outcome recoverPatiently(OperationId operation, Timer deadline) {
    Sparing sparing = new Sparing(meet(operation));
    long pause = FIRST_PAUSE;
    while (true) {
      Outcome outcome = recovery.recover(operation, sparing);
      if (!(outcome instanceof Outcome.Pending)) {
        met.remove(operation);
        return outcome;
      }
      if (deadline.isOver()) {
        throw new DeadlinePassed("the owner of operation " + operation);
      }
      pause(Math.min(pause, Math.min(sparing.leftNanos(), deadline.leftNanos())), operation);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /**
   * Whether {@code operations} are out of the way, for a commit that gives way to them: what is
   * complete is rolled forward, and nothing is rolled back.
   */
  boolean areOver(SortedSet<OperationId> operations) {
    return operations.stream()
        .noneMatch(o -> recovery.recover(o, Mode.ROLL_FORWARD_ONLY) instanceof Outcome.Pending);
  }

  /**
   * Rolls nothing back that this handle, or its owner, wants spared for longer; a derived change is
   * spared by nobody.
   */
  private final class Sparing implements Mode {
    private final long start;
    private long left;

    Sparing(long start) {
      this.start = start;
    }

    @Override
    public boolean rollsBack(Sidecar incomplete) {
      if (incomplete.isDerived()) {
        return true;
      }
      boolean ownerWantsMore = incomplete.patience().compareTo(patience) > 0;
      Timer timer =
          new Timer(
              environment::nanoTime, start, ownerWantsMore ? incomplete.patience() : patience);
      left = timer.leftNanos();
      return timer.isOver();
    }

    long leftNanos() {
      return left;
    }
  }

  private void pause(long nanos, OperationId operation) {
    environment.pause(nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedBeforeStart("the owner of operation " + operation);
    }
  }
}
