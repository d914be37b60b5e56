package dev.rollforward.runtime;

import dev.rollforward.OperationId;
import dev.rollforward.RecoveryReport;
import dev.rollforward.StoreException;
import dev.rollforward.engine.ConflictResolver;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.port.SidecarStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovers every operation, or some, after giving their owners a chance to finish. */
final class Sweep implements ConflictResolver {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final Recovery recovery;
  private final Duration patience;

  Sweep(Recovery recovery, Duration patience) {
    this.recovery = recovery;
    this.patience = patience;
  }

  RecoveryReport recoverAll() {
    SidecarStore.Listing listing = recovery.pending();
    List<RecoveryReport.Finished> finished = new ArrayList<>();
    List<StoreException> problems = new ArrayList<>(listing.problems());
    long deadline = deadline();
    for (OperationId operation : listing.operations()) {
      try {
        if (recoverPatiently(operation, deadline) instanceof Outcome.Finished done) {
          finished.add(new RecoveryReport.Finished(operation, done.audit(), done.reason()));
          LOG.info("operation {}: {}, {}", operation, done.audit().verdict(), done.reason());
        }
      } catch (StoreException problem) {
        problems.add(problem);
      } catch (RuntimeException unforeseen) {
        problems.add(
            new StoreException("operation " + operation + ": recovery failed", unforeseen));
      }
    }
    problems.forEach(problem -> LOG.warn("not recovered: {}", problem.getMessage()));
    return new RecoveryReport(finished, problems);
  }

  @Override
  public Set<OperationId> resolve(SortedSet<OperationId> operations) {
    long deadline = deadline();
    operations.forEach(operation -> recoverPatiently(operation, deadline));
    return operations;
  }

  private long deadline() {
    return System.nanoTime() + patience.toNanos();
  }

  private Outcome recoverPatiently(OperationId operation, long deadline) {
    long pause = FIRST_PAUSE;
    while (System.nanoTime() < deadline) {
      Outcome outcome = recovery.recover(operation, Mode.ROLL_FORWARD_ONLY);
      if (!(outcome instanceof Outcome.Pending)) {
        return outcome;
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
    return recovery.recover(operation, Mode.FULL);
  }

  private static void pause(long nanos) {
    LockSupport.parkNanos(nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreException("interrupted while waiting for another writer");
    }
  }
}
