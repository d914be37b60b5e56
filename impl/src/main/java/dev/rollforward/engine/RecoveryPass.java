package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.Verdict;
import dev.rollforward.core.Abort;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Seal;
import dev.rollforward.core.Sidecar;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.engine.RecoveryState.Phase;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The recovery of one operation: the sweep of {@code spec/Rollforward.tla}, to be read beside it.
 * Each method named in {@link Action} is that action: one effect inside the common step, and what
 * the recovery concludes from it, where it goes on, and what the event says. It may stop anywhere,
 * for good or for an hour; whatever it does afterwards is refused or harmless.
 *
 * <p>Used once, by one thread.
 */
public final class RecoveryPass {
  private final Stores stores;
  private final Decisions decisions;
  private final OperationId operation;
  private final Mode mode;
  private final Steps steps;
  private final SweepDecision decision;

  private Phase phase = Phase.START;
  private Manifest manifest;
  private Sidecar sidecar;
  private Verdict verdict;
  private long decidedIn;
  private String reason = "it was decided";
  private int fenced;
  private Optional<Seal> sealed = Optional.empty();
  private Audit audit;
  private Outcome outcome;

  /**
   * @param stores the group
   * @param operation the operation to finish
   * @param mode what to do if it is incomplete
   * @param listener is notified of every step
   */
  public RecoveryPass(Stores stores, OperationId operation, Mode mode, ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.decisions = new Decisions(stores);
    this.operation = Objects.requireNonNull(operation, "operation");
    this.mode = Objects.requireNonNull(mode, "mode");
    this.steps = new Steps(listener, operation);
    this.decision = new SweepDecision(stores, operation);
  }

  /** How it ended; empty while it has not. */
  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Why it is to do what {@link #state()} says, in words. */
  String reason() {
    return reason;
  }

  /** What it knows. */
  public RecoveryState state() {
    return new RecoveryState(
        phase,
        Optional.ofNullable(manifest),
        Optional.ofNullable(verdict),
        phase == Phase.FENCE ? fenced : 0);
  }

  /**
   * Takes the next step; does nothing once it has ended.
   *
   * @throws Unreadable if sidecar, manifest or audit record cannot be used, or contradict each
   *     other
   * @throws StoreException if a store failed; whatever was done is durable, and anyone may go on
   */
  public void step() {
    try {
      switch (phase) {
        case START -> sweepReadManifest();
        case READ -> sweepClassify();
        case ROLLFORWARD -> sweepRollForward();
        case ROLLBACK -> sweepRollBack();
        case FENCE -> sweepFenceTable();
        case AUDIT -> sweepAudit();
        case DELETE -> sweepDeleteSidecar();
        case DONE -> {}
      }
    } finally {
      steps.tell();
    }
  }

  private void sweepReadManifest() {
    steps.act(Action.SweepReadManifest, stores.manifests()::readNewest, this::manifestRead);
  }

  private Facts manifestRead(Manifest newest) {
    manifest = newest;
    phase = Phase.READ;
    return WriterFacts.read(newest);
  }

  /** The sidecar is read after the manifest: see the spec's comment on SweepReadManifest. */
  private void sweepClassify() {
    steps.act(
        Action.SweepClassify, this::look, seen -> seen.map(this::classify).orElseGet(this::gone));
  }

  /** Tables are read after the sidecar, and only if the manifest has not decided. */
  private Optional<FoundSidecar> look() {
    Optional<Sidecar> found = stores.sidecars().read(operation);
    return found.map(sidecar -> FoundSidecar.of(sidecar, manifest, stores));
  }

  private Facts gone() {
    end(new Outcome.Gone());
    return Facts.of("finding", "gone");
  }

  private Facts classify(FoundSidecar seen) {
    sidecar = seen.sidecar();
    if (seen.publish() instanceof Publish.AlreadyDecided decided) {
      return isDecided(decided.decision().verdict(), decided.decision().manifestVersion())
          .and("finding", "decided")
          .and("decidedIn", decided.decision().manifestVersion());
    }
    if (!(seen.publish() instanceof Publish.Ready)) {
      return seen.contained() ? isContained() : isIncomplete(seen.why());
    }
    int landed = seen.landed().size();
    int committing = sidecar.committing().size();
    return landed == committing
        ? isComplete()
        : isIncomplete(
                "%s of %s tables were there: %s".formatted(landed, committing, seen.landed()))
            .and("landed", seen.landed());
  }

  private Facts isDecided(Verdict known, long manifestVersion) {
    verdict = known;
    decidedIn = manifestVersion;
    phase = known == Verdict.COMMITTED ? Phase.AUDIT : afterAbort();
    return Facts.of("verdict", known.name());
  }

  /** Decided and forgotten before this sidecar came, a second time or from a backup. */
  private Facts isContained() {
    reason = "it is part of what is visible";
    return isDecided(Verdict.COMMITTED, manifest.version()).and("finding", "contained");
  }

  private Facts isComplete() {
    reason = "every table was there";
    phase = Phase.ROLLFORWARD;
    return Facts.of("finding", "complete");
  }

  private Facts isIncomplete(String why) {
    reason = why;
    phase = Phase.ROLLBACK;
    if (!mode.rollsBack(sidecar)) {
      end(new Outcome.Pending(why));
    }
    return Facts.of("finding", "incomplete");
  }

  private void sweepRollForward() {
    steps.act(
        Action.SweepRollForward,
        this::rollForward,
        put -> decided(put, Verdict.COMMITTED, Phase.AUDIT));
  }

  /** Its owner may have died before it made durable what it had committed. */
  private ManifestPut rollForward() {
    stores.tables().makeDurable(sidecar.committing());
    return publish(now -> ((Publish.Ready) Publish.attempt(now, sidecar)).next());
  }

  private void sweepRollBack() {
    steps.act(
        Action.SweepRollBack,
        () -> publish(now -> Abort.next(now, sidecar)),
        put -> decided(put, Verdict.ABORTED, afterAbort()).and("because", reason));
  }

  private ManifestPut publish(UnaryOperator<Manifest> next) {
    return decision.publish(sidecar, manifest, next);
  }

  /** If its own pins moved under us, or it was decided, all is read again and classified anew. */
  private Facts decided(ManifestPut put, Verdict how, Phase then) {
    if (put.won()) {
      manifest = put.manifest();
      verdict = how;
      decidedIn = manifest.version();
      phase = then;
    } else {
      phase = Phase.START;
    }
    return put.facts();
  }

  private Phase afterAbort() {
    return sidecar.committing().isEmpty() ? Phase.AUDIT : Phase.FENCE;
  }

  private void sweepFenceTable() {
    TableFence fence = TableFence.of(sidecar.committing().get(fenced), manifest, decisions);
    List<Long> external = fence.inTheWay();
    if (external.isEmpty()) {
      steps.act(
          Action.SweepFenceTable,
          fence.plan().name(),
          () -> fence.restore(operation, stores, decisions),
          restored -> tableFenced(fence, restored));
    } else {
      leaveTo(fence.plan().name(), external);
    }
  }

  /** To go on would take away what is not ours. A sweep that stops here is one that has died. */
  private void leaveTo(String table, List<Long> external) {
    end(Outcome.HeldByExternal.by(table, external, reason));
  }

  private Facts tableFenced(TableFence fence, TableFence.Restored restored) {
    stores.remembered().moved(fence.plan().table());
    sealed = sealed.or(() -> fence.seal(restored.at()));
    reason += restored.note(fence.plan().name());
    fenced++;
    phase = fenced == sidecar.committing().size() ? Phase.AUDIT : Phase.FENCE;
    return fence.facts(restored.at());
  }

  private void sweepAudit() {
    audit = Audit.of(sidecar, verdict, reason, decidedIn, sealed);
    steps.act(Action.SweepAudit, this::audit, this::audited);
  }

  /** A record that is there already has to agree, or nothing more is done to the operation. */
  private Created audit() {
    stores.manifests().makeDurable(manifest.version());
    Created created = stores.audits().create(audit);
    if (created == Created.EXISTS) {
      requireAgreement(stores.audits().read(operation));
    }
    return created;
  }

  private void requireAgreement(Optional<Audit> existing) {
    if (existing.filter(record -> record.verdict() == audit.verdict()).isEmpty()) {
      throw new Contradiction(audit, existing, manifest.version()).asUnreadable();
    }
  }

  private Facts audited(Created created) {
    phase = Phase.DELETE;
    return Facts.of("verdict", audit.verdict().name()).and("created", created == Created.CREATED);
  }

  private void sweepDeleteSidecar() {
    steps.act(Action.SweepDeleteSidecar, this::delete, deleted -> finished());
  }

  private boolean delete() {
    stores.sidecars().delete(operation);
    stores.remembered().tidied(operation, decidedIn);
    return true;
  }

  private Facts finished() {
    end(new Outcome.Finished(audit, reason));
    return Facts.none();
  }

  private void end(Outcome how) {
    outcome = how;
    phase = Phase.DONE;
  }
}
