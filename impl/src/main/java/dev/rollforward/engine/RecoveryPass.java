package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Abort;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Fence;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One sweep over one operation: the sweep of {@code spec/Rollforward.tla}. Each method named in
 * {@link Action} is that action, and one store call. It may stop anywhere, for good or for an hour;
 * whatever it does afterwards is refused or harmless.
 *
 * <p>Used once, by one thread.
 */
public final class RecoveryPass {
  /** Where a sweep stands, in the words of the spec's {@code sweep.pc}. */
  public enum Phase {
    /** It is about to read the manifest: spec {@code "idle"} or {@code "listed"}. */
    START,
    /** It is about to read sidecar and tables. */
    READ,
    /** It is about to make the operation visible. */
    ROLLFORWARD,
    /** It is about to decide that it never will be. */
    ROLLBACK,
    /** It is about to restore the pin of a table. */
    FENCE,
    /** It is about to write the audit record. */
    AUDIT,
    /** It is about to delete the sidecar. */
    DELETE,
    /** It has ended. */
    DONE
  }

  /**
   * What a sweep knows; lost when it dies. Spec: {@code sweep}.
   *
   * @param phase where it stands
   * @param manifest the manifest that it read last; empty before it has read one
   * @param verdict the decision that it knows of
   * @param done the tables done in this phase
   */
  public record State(
      Phase phase, Optional<Manifest> manifest, Optional<Verdict> verdict, int done) {}

  private final Stores stores;
  private final OperationId operation;
  private final Mode mode;
  private final Emitter emitter;

  private Phase phase = Phase.START;
  private Manifest manifest;
  private Sidecar sidecar;
  private Manifest next;
  private Verdict verdict;
  private String reason = "it was decided";
  private int fenced;
  private Audit audit;
  private Outcome outcome;

  /**
   * @param stores the group
   * @param operation the operation to finish
   * @param mode what to do if it is incomplete
   * @param listener hears of every step
   */
  public RecoveryPass(Stores stores, OperationId operation, Mode mode, ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.operation = Objects.requireNonNull(operation, "operation");
    this.mode = Objects.requireNonNull(mode, "mode");
    this.emitter = new Emitter(listener, operation);
  }

  /** How it ended; empty while it has not. */
  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** What it knows. */
  public State state() {
    return new State(
        phase,
        Optional.ofNullable(manifest),
        Optional.ofNullable(verdict),
        phase == Phase.FENCE ? fenced : 0);
  }

  /**
   * Takes the next step; does nothing once it has ended.
   *
   * @throws StoreException.Unreadable if sidecar or manifest cannot be used
   * @throws StoreException if a store failed; whatever was done is durable, and anyone may go on
   */
  public void step() {
    switch (phase) {
      case START -> sweepReadManifest();
      case READ -> sweepClassify();
      case ROLLFORWARD -> sweepRollForward();
      case ROLLBACK -> sweepRollBack();
      case FENCE -> sweepFenceTable(sidecar.committing().get(fenced));
      case AUDIT -> sweepAudit();
      case DELETE -> sweepDeleteSidecar();
      case DONE -> {}
    }
  }

  private void sweepReadManifest() {
    Failpoints.hit(Failpoint.BeforeSweepReadManifest);
    manifest = stores.manifests().readNewest();
    Failpoints.hit(Failpoint.AfterSweepReadManifest);
    phase = Phase.READ;
    emitter.emit(Action.SweepReadManifest, () -> Facts.of("manifest", manifest.version()));
  }

  /** The sidecar is read after the manifest: see the spec's comment on SweepReadManifest. */
  private void sweepClassify() {
    Failpoints.hit(Failpoint.BeforeSweepClassify);
    Optional<Sidecar> found = stores.sidecars().read(operation);
    Facts facts = found.isEmpty() ? gone() : classify(found.get());
    Failpoints.hit(Failpoint.AfterSweepClassify);
    emitter.emit(Action.SweepClassify, () -> facts);
  }

  private Facts gone() {
    end(new Outcome.Gone());
    return Facts.of("finding", "gone");
  }

  private Facts classify(Sidecar found) {
    sidecar = found;
    Publish.Attempt attempt = Publish.attempt(manifest, sidecar);
    if (attempt instanceof Publish.AlreadyDecided decided) {
      return isDecided(decided.decision().verdict());
    }
    if (attempt instanceof Publish.Moved moved) {
      return isIncomplete(moved.mismatch().toString());
    }
    List<String> landed = Landing.landed(sidecar, stores.histories(sidecar));
    int committing = sidecar.committing().size();
    if (landed.size() == committing) {
      next = ((Publish.Ready) attempt).next();
      reason = "every table was there";
      phase = Phase.ROLLFORWARD;
      return Facts.of("finding", "complete");
    }
    return isIncomplete(
            "%s of %s tables were there: %s".formatted(landed.size(), committing, landed))
        .and("landed", landed);
  }

  private Facts isDecided(Verdict known) {
    verdict = known;
    phase = known == Verdict.COMMITTED ? Phase.AUDIT : afterAbort();
    return Facts.of("finding", "decided").and("verdict", known.name());
  }

  private Facts isIncomplete(String why) {
    reason = why;
    phase = Phase.ROLLBACK;
    if (mode == Mode.ROLL_FORWARD_ONLY) {
      end(new Outcome.Pending(why));
    }
    return Facts.of("finding", "incomplete");
  }

  private void sweepRollForward() {
    Failpoints.hit(Failpoint.BeforeSweepRollForward);
    ManifestPut put = stores.createTidied(next);
    Failpoints.hit(Failpoint.AfterSweepRollForward);
    decide(put, Verdict.COMMITTED, Phase.AUDIT);
    emitter.emit(Action.SweepRollForward, put::facts);
  }

  private void sweepRollBack() {
    Manifest aborted = Abort.next(manifest, sidecar);
    Failpoints.hit(Failpoint.BeforeSweepRollBack);
    ManifestPut put = stores.createTidied(aborted);
    Failpoints.hit(Failpoint.AfterSweepRollBack);
    decide(put, Verdict.ABORTED, afterAbort());
    emitter.emit(Action.SweepRollBack, () -> put.facts().and("because", reason));
  }

  private Phase afterAbort() {
    return sidecar.committing().isEmpty() ? Phase.AUDIT : Phase.FENCE;
  }

  /** If the manifest moved under us, both are read again and classified anew (rule 2). */
  private void decide(ManifestPut put, Verdict how, Phase then) {
    if (put.won()) {
      manifest = put.manifest();
      verdict = how;
      phase = then;
    } else {
      phase = Phase.START;
    }
  }

  private void sweepFenceTable(TablePlan plan) {
    TableHistory history = stores.tables().history(plan.table(), plan.base());
    boolean stands = Fence.stands(plan, history);
    long pin = pinOf(plan);
    Failpoints.hit(Failpoint.BeforeSweepFenceTable);
    OptionalLong restored =
        stands ? OptionalLong.empty() : stores.tables().restore(operation, plan.table(), pin);
    Failpoints.hit(Failpoint.AfterSweepFenceTable);
    fenced++;
    phase = fenced == sidecar.committing().size() ? Phase.AUDIT : Phase.FENCE;
    emitter.emit(
        Action.SweepFenceTable,
        plan.name(),
        () ->
            stands
                ? Facts.of("fenced", true).and("head", history.head())
                : Facts.of("restored", pin).and("landed", restored.orElse(Pin.ABSENT)));
  }

  /** A dropped dataset gets its old pin: a fence is all that is asked of it. */
  private long pinOf(TablePlan plan) {
    return manifest
        .pin(plan.name())
        .filter(plan::concerns)
        .or(plan::expected)
        .map(Pin::version)
        .orElse(Pin.ABSENT);
  }

  private void sweepAudit() {
    audit = Audit.of(sidecar, verdict, reason, manifest.version(), Optional.empty());
    Failpoints.hit(Failpoint.BeforeSweepAudit);
    Created created = stores.audits().create(audit);
    Failpoints.hit(Failpoint.AfterSweepAudit);
    phase = Phase.DELETE;
    emitter.emit(
        Action.SweepAudit,
        () -> Facts.of("verdict", verdict.name()).and("created", created == Created.CREATED));
  }

  private void sweepDeleteSidecar() {
    Failpoints.hit(Failpoint.BeforeSweepDeleteSidecar);
    stores.sidecars().delete(operation);
    Failpoints.hit(Failpoint.AfterSweepDeleteSidecar);
    end(new Outcome.Finished(audit, reason));
    emitter.emit(Action.SweepDeleteSidecar, Facts::none);
  }

  private void end(Outcome how) {
    outcome = how;
    phase = Phase.DONE;
  }
}
