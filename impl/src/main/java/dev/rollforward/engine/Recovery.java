package dev.rollforward.engine;

import dev.rollforward.core.Abort;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Fence;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.Verdict;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finishes operations that their owners left behind, or may still be busy with: the sweep of {@code
 * spec/Rollforward.tla}. Each method named in {@link Action} is that action, and one store call.
 *
 * <p>Any number of recoveries may run beside each other and beside live writers, in any number of
 * processes, and each may die anywhere. Safe for use by several threads.
 */
public final class Recovery {
  private final Stores stores;
  private final ProtocolListener listener;

  /**
   * @param stores the group
   * @param listener hears of every step
   */
  public Recovery(Stores stores, ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** What to do about an operation that cannot be rolled forward. */
  public enum Mode {
    /** Roll it back, although its owner may still be alive. */
    FULL,
    /** Leave it for now. */
    ROLL_FORWARD_ONLY
  }

  /** How a recovery ended. */
  public sealed interface Outcome {
    /** The operation has no sidecar: somebody else, perhaps its owner, has finished it. */
    record Gone() implements Outcome {}

    /** It is decided, audited, and its sidecar deleted. */
    record Finished(Audit audit, String reason) implements Outcome {}

    /** It is incomplete and was left alone ({@link Mode#ROLL_FORWARD_ONLY}). */
    record Pending(String reason) implements Outcome {}
  }

  /** A manifest with a sidecar that stood after it was read, and what they mean together. */
  private sealed interface Finding {
    record Gone() implements Finding {}

    record Decided(Manifest manifest, Sidecar sidecar, Verdict verdict) implements Finding {}

    record Complete(Manifest next, Sidecar sidecar) implements Finding {}

    record Incomplete(Manifest manifest, Sidecar sidecar, String reason) implements Finding {}
  }

  /**
   * The operations that wait to be finished, and the sidecars that cannot be told. Some may be gone
   * by the time they are recovered.
   *
   * @throws StoreException if the sidecars cannot be listed
   */
  public SidecarStore.Listing pending() {
    return sweepListSidecars();
  }

  /**
   * Brings {@code operation} to its end.
   *
   * @throws StoreException.Unreadable if its sidecar or the manifest cannot be used
   * @throws StoreException if a store failed; whatever was done is durable, and anyone may go on
   */
  public Outcome recover(OperationId operation, Mode mode) {
    while (true) {
      Manifest manifest = sweepReadManifest(operation);
      Optional<Outcome> outcome = act(sweepClassify(operation, manifest), mode);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      // The manifest moved under us: read both again and classify anew (rule 2).
    }
  }

  private Optional<Outcome> act(Finding finding, Mode mode) {
    if (finding instanceof Finding.Decided decided) {
      return Optional.of(
          finish(decided.manifest(), decided.sidecar(), decided.verdict(), "it was decided"));
    }
    if (finding instanceof Finding.Complete complete) {
      return sweepRollForward(complete.next(), complete.sidecar())
          ? Optional.of(
              finish(
                  complete.next(), complete.sidecar(), Verdict.COMMITTED, "every table was there"))
          : Optional.empty();
    }
    if (finding instanceof Finding.Incomplete incomplete) {
      if (mode == Mode.ROLL_FORWARD_ONLY) {
        return Optional.of(new Outcome.Pending(incomplete.reason()));
      }
      return sweepRollBack(incomplete.manifest(), incomplete.sidecar(), incomplete.reason())
          .map(next -> finish(next, incomplete.sidecar(), Verdict.ABORTED, incomplete.reason()));
    }
    return Optional.of(new Outcome.Gone());
  }

  private Outcome finish(Manifest manifest, Sidecar sidecar, Verdict verdict, String reason) {
    if (verdict == Verdict.ABORTED) {
      sidecar.tables().forEach(plan -> sweepFenceTable(manifest, sidecar, plan));
    }
    Audit audit = sweepAudit(manifest, sidecar, verdict);
    sweepDeleteSidecar(sidecar);
    return new Outcome.Finished(audit, reason);
  }

  private SidecarStore.Listing sweepListSidecars() {
    Failpoints.hit(Failpoint.BeforeSweepListSidecars);
    SidecarStore.Listing listing = stores.sidecars().list();
    Failpoints.hit(Failpoint.AfterSweepListSidecars);
    listing.operations().forEach(operation -> emit(Action.SweepListSidecars, operation, ""));
    return listing;
  }

  private Manifest sweepReadManifest(OperationId operation) {
    Failpoints.hit(Failpoint.BeforeSweepReadManifest);
    Manifest manifest = stores.manifests().readNewest();
    Failpoints.hit(Failpoint.AfterSweepReadManifest);
    emit(Action.SweepReadManifest, operation, "manifest " + manifest.version());
    return manifest;
  }

  /** The sidecar is read after the manifest: see the spec's comment on SweepReadManifest. */
  private Finding sweepClassify(OperationId operation, Manifest manifest) {
    Failpoints.hit(Failpoint.BeforeSweepClassify);
    Optional<Sidecar> sidecar = stores.sidecars().read(operation);
    Finding finding = sidecar.isEmpty() ? new Finding.Gone() : classify(manifest, sidecar.get());
    Failpoints.hit(Failpoint.AfterSweepClassify);
    emit(Action.SweepClassify, operation, finding.getClass().getSimpleName());
    return finding;
  }

  private Finding classify(Manifest manifest, Sidecar sidecar) {
    Publish.Attempt attempt = Publish.attempt(manifest, sidecar);
    if (attempt instanceof Publish.AlreadyDecided decided) {
      return new Finding.Decided(manifest, sidecar, decided.decision().verdict());
    }
    if (attempt instanceof Publish.Moved moved) {
      return new Finding.Incomplete(manifest, sidecar, moved.mismatch().toString());
    }
    List<String> landed = Landing.landed(sidecar, stores.histories(sidecar));
    return landed.size() == sidecar.tables().size()
        ? new Finding.Complete(((Publish.Ready) attempt).next(), sidecar)
        : new Finding.Incomplete(
            manifest,
            sidecar,
            "%d of %d tables were there: %s"
                .formatted(landed.size(), sidecar.tables().size(), landed));
  }

  private boolean sweepRollForward(Manifest next, Sidecar sidecar) {
    Failpoints.hit(Failpoint.BeforeSweepRollForward);
    boolean won = stores.createTidied(next);
    Failpoints.hit(Failpoint.AfterSweepRollForward);
    emit(Action.SweepRollForward, sidecar.operation(), outcomeOf(won, next));
    return won;
  }

  private Optional<Manifest> sweepRollBack(Manifest manifest, Sidecar sidecar, String reason) {
    Manifest next = Abort.next(manifest, sidecar);
    Failpoints.hit(Failpoint.BeforeSweepRollBack);
    boolean won = stores.createTidied(next);
    Failpoints.hit(Failpoint.AfterSweepRollBack);
    emit(Action.SweepRollBack, sidecar.operation(), outcomeOf(won, next) + ", " + reason);
    return won ? Optional.of(next) : Optional.empty();
  }

  private static String outcomeOf(boolean won, Manifest next) {
    return (won ? "manifest " : "lost manifest ") + next.version();
  }

  private void sweepFenceTable(Manifest manifest, Sidecar sidecar, TablePlan plan) {
    boolean stands = Fence.stands(plan, stores.tables().history(plan.table(), plan.base()));
    Failpoints.hit(Failpoint.BeforeSweepFenceTable);
    if (!stands) {
      long pin =
          manifest
              .pin(plan.name())
              .filter(plan::concerns)
              .map(Pin::version)
              .orElse(plan.expected());
      stores.tables().restore(sidecar.operation(), plan.table(), pin);
    }
    Failpoints.hit(Failpoint.AfterSweepFenceTable);
    emit(
        Action.SweepFenceTable,
        sidecar.operation(),
        Optional.of(plan.name()),
        stands ? "fenced already" : "restored");
  }

  private Audit sweepAudit(Manifest manifest, Sidecar sidecar, Verdict verdict) {
    Audit audit = new Audit(sidecar.group(), sidecar.operation(), verdict, manifest.version());
    Failpoints.hit(Failpoint.BeforeSweepAudit);
    Created created = stores.audits().create(audit);
    Failpoints.hit(Failpoint.AfterSweepAudit);
    emit(Action.SweepAudit, sidecar.operation(), verdict + ", " + created);
    return audit;
  }

  private void sweepDeleteSidecar(Sidecar sidecar) {
    Failpoints.hit(Failpoint.BeforeSweepDeleteSidecar);
    stores.sidecars().delete(sidecar.operation());
    Failpoints.hit(Failpoint.AfterSweepDeleteSidecar);
    emit(Action.SweepDeleteSidecar, sidecar.operation(), "");
  }

  private void emit(Action action, OperationId operation, String detail) {
    emit(action, operation, Optional.empty(), detail);
  }

  private void emit(Action action, OperationId operation, Optional<String> table, String detail) {
    listener.onStep(new ProtocolEvent(action, operation, table, detail));
  }
}
