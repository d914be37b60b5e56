package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A recovery's attempts to decide one operation. Used by one thread. */
final class SweepDecision {
  private final Stores stores;
  private final Decisions decisions;
  private final OperationId operation;
  private final Backoff backoff;
  private boolean unanswered;

  /** None was made yet. */
  SweepDecision(Stores stores, OperationId operation) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.decisions = new Decisions(stores);
    this.operation = Objects.requireNonNull(operation, "operation");
    this.backoff = new Backoff(stores.environment());
  }

  /**
   * Decides as long as its own pins, the sources, and that it is undecided, are what was read;
   * other operations may publish meanwhile (rule 2).
   *
   * @param read the manifest by which the operation was classified
   * @param next what to put, given the newest manifest
   * @throws StoreException if others were faster, or there was no answer, for a minute
   */
  ManifestPut publish(Sidecar sidecar, Manifest read, UnaryOperator<Manifest> next) {
    Expectation seen = sidecar.expected().in(read);
    Optional<Publish.SourceDone> source = Publish.sourceDone(read, sidecar.sources());
    if (unanswered) {
      pauseOrGiveUp("the store has not answered");
    }
    Manifest newest = read;
    while (true) {
      ManifestPut put = decisions.publish(next.apply(newest), operation);
      if (!put.lost()) {
        unanswered = !put.won();
        return put;
      }
      pauseOrGiveUp("others have published faster");
      newest = stores.manifests().readNewest();
      boolean asRead =
          seen.holdsIn(newest)
              && seen.in(newest).pins().equals(seen.pins())
              && newest.decisionOf(operation).isEmpty()
              && Publish.sourceDone(newest, sidecar.sources()).equals(source)
              && newest.kept().stale().equals(read.kept().stale());
      if (!asRead) {
        return put.lostTo(newest);
      }
    }
  }

  private void pauseOrGiveUp(String why) {
    if (!backoff.again()) {
      throw new StoreException(
          "operation "
              + operation
              + " could not be decided: "
              + why
              + " for a minute. Recover it when fewer writers commit to this group, and its store"
              + " answers");
    }
  }
}
