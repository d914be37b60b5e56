package dev.rollforward.runtime;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Lease;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Environment;
import dev.rollforward.port.HistoryStore;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease of one snapshot, if it has one. Safe for use by several threads. */
final class SnapshotLease {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotLease.class);
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final HistoryStore history;
  private final Environment environment;
  private final Manifest manifest;
  private Optional<Lease> held = Optional.empty();

  SnapshotLease(HistoryStore history, Environment environment, Manifest manifest) {
    this.history = history;
    this.environment = environment;
    this.manifest = manifest;
  }

  /** Spec: {@code Lease} and {@code Check}. The boundary is looked at when the lease is there. */
  synchronized void prolong(Duration time) {
    if (time.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("a lease of " + time + " is shorter than " + LEAST);
    }
    Lease next =
        new Lease(
            manifest.group(),
            environment.newUuid(),
            manifest.version(),
            environment.now().plus(time));
    history.lease(next);
    long least = history.boundary().map(Boundary::least).orElse(1L);
    if (manifest.version() < least) {
      history.release(next.id());
      throw new Unreadable(
          Unreadable.Reason.MISSING,
          "manifest " + manifest.version(),
          "a clean-up has begun to delete what is below manifest " + least,
          "Take a newer snapshot",
          null);
    }
    held.ifPresent(before -> history.release(before.id()));
    held = Optional.of(next);
  }

  /** One that stays is ended by its time. */
  synchronized void end() {
    try {
      held.ifPresent(lease -> history.release(lease.id()));
    } catch (StoreException stays) {
      LOG.warn("the lease of manifest {} stays until its time is over", manifest.version(), stays);
    }
    held = Optional.empty();
  }
}
