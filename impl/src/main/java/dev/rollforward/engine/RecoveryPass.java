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
import dev.rollforward.core.Containment;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Seal;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The recovery of one operation: the sweep of {@code spec/Rollforward.tla}. Each method named in
 * {@link Action} is that action, and one store call inside the common step. It may stop anywhere,
 * for good or for an hour; whatever it does afterwards is refused or harmless.
 *
 * <p>Used once, by one thread.
 */
public final class RecoveryPass {
  /** Where a recovery is, in the words of the spec's {@code sweep.pc}. */
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
   * @param phase where it is
   * @param manifest the manifest that it read last; empty before it has read one
   * @param verdict the decision that it knows of
   * @param done the tables done in this phase
   */
  public record State(
      Phase phase, Optional<Manifest> manifest, Optional<Verdict> verdict, int done) {}

  /**
   * A sidecar as it was found, and what became of its operation.
   *
   * @param publish what its publish would mean for the manifest that was read
   * @param contained whether what that manifest shows contains it, if its pins have moved
   * @param landed the tables that it has committed to, if its pins have not moved
   */
  private record Seen(
      Sidecar sidecar, Publish.Attempt publish, boolean contained, List<String> landed) {}

  /**
   * A restore that was made, or was not needed.
   *
   * @param at where it has landed
   * @param undone the versions of external tools that it has taken away
   */
  private record Restored(OptionalLong at, List<Long> undone) {
    static final Restored NOTHING = new Restored(OptionalLong.empty(), List.of());
  }

  private final Stores stores;
  private final Decisions decisions;
  private final OperationId operation;
  private final Mode mode;
  private final Steps steps;
  private final Backoff backoff;
  private boolean unanswered;

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
    this.backoff = new Backoff(stores.environment());
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

  private <T> void act(Action action, Supplier<T> effect, Function<T, Facts> conclude) {
    steps.act(action, Optional.empty(), effect, conclude);
  }

  private void sweepReadManifest() {
    act(Action.SweepReadManifest, stores.manifests()::readNewest, this::manifestRead);
  }

  private Facts manifestRead(Manifest newest) {
    manifest = newest;
    phase = Phase.READ;
    return WriterFacts.read(newest);
  }

  /** The sidecar is read after the manifest: see the spec's comment on SweepReadManifest. */
  private void sweepClassify() {
    act(Action.SweepClassify, this::look, seen -> seen.map(this::classify).orElseGet(this::gone));
  }

  /** Tables are read after the sidecar, and only if the manifest has not decided. */
  private Optional<Seen> look() {
    Optional<Sidecar> found = stores.sidecars().read(operation);
    return found.map(this::look);
  }

  private Seen look(Sidecar found) {
    Publish.Attempt publish = Publish.attempt(manifest, found);
    if (publish instanceof Publish.AlreadyDecided) {
      return new Seen(found, publish, false, List.of());
    }
    Map<TableId, TableHistory> tables = decisions.histories(found);
    return publish instanceof Publish.Ready
        ? new Seen(found, publish, false, Landing.landed(found, tables))
        : new Seen(found, publish, isContained(found, tables), List.of());
  }

  /** An id that its caller used again may have been committed by other commits than these. */
  private boolean isContained(Sidecar found, Map<TableId, TableHistory> tables) {
    return Containment.holds(found, manifest, tables)
        || stores
            .audits()
            .read(operation)
            .filter(record -> record.verdict() == Verdict.COMMITTED)
            .isPresent();
  }

  private Facts gone() {
    end(new Outcome.Gone());
    return Facts.of("finding", "gone");
  }

  private Facts classify(Seen seen) {
    sidecar = seen.sidecar();
    if (seen.publish() instanceof Publish.AlreadyDecided decided) {
      return isDecided(decided.decision().verdict(), decided.decision().manifestVersion())
          .and("finding", "decided")
          .and("decidedIn", decided.decision().manifestVersion());
    }
    if (!(seen.publish() instanceof Publish.Ready)) {
      return seen.contained() ? isContained() : isIncomplete(why(seen.publish()));
    }
    int landed = seen.landed().size();
    int committing = sidecar.committing().size();
    return landed == committing
        ? isComplete()
        : isIncomplete(
                "%s of %s tables were there: %s".formatted(landed, committing, seen.landed()))
            .and("landed", seen.landed());
  }

  private static String why(Publish.Attempt attempt) {
    return attempt instanceof Publish.Moved moved
        ? moved.mismatch().toString()
        : attempt.toString();
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
    act(
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
    act(
        Action.SweepRollBack,
        () -> publish(now -> Abort.next(now, sidecar)),
        put -> decided(put, Verdict.ABORTED, afterAbort()).and("because", reason));
  }

  /**
   * Decides as long as its own pins, the sources, and that it is undecided, are what this sweep has
   * read; other operations may publish meanwhile (rule 2).
   */
  private ManifestPut publish(UnaryOperator<Manifest> next) {
    Expectation seen = sidecar.expected().in(manifest);
    if (unanswered) {
      pauseOrGiveUp("the store has not answered");
    }
    while (true) {
      ManifestPut put = decisions.publish(next.apply(manifest), operation);
      if (!put.lost()) {
        unanswered = !put.won();
        return put;
      }
      pauseOrGiveUp("others have published faster");
      Manifest newest = stores.manifests().readNewest();
      boolean asRead =
          seen.holdsIn(newest)
              && seen.in(newest).pins().equals(seen.pins())
              && newest.decisionOf(operation).isEmpty()
              && sourceDone(newest).equals(sourceDone(manifest))
              && newest.kept().stale().equals(manifest.kept().stale());
      if (!asRead) {
        return put.lostTo(newest);
      }
      manifest = newest;
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

  private Optional<Publish.SourceDone> sourceDone(Manifest at) {
    return Publish.sourceDone(at, sidecar.sources());
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
          Optional.of(fence.plan().name()),
          () -> fence.stands() ? Restored.NOTHING : restore(fence),
          restored -> tableFenced(fence, restored));
    } else {
      leaveTo(fence.plan().name(), external);
    }
  }

  /** To go on would take away what is not ours. A sweep that stops here is one that has died. */
  private void leaveTo(String table, List<Long> external) {
    end(
        new Outcome.HeldByExternal(
            "it is rolled back ("
                + reason
                + "), but table '"
                + table
                + "' has versions "
                + external
                + ", which an external tool has committed since, and which undoing it there would"
                + " take away. Commit a transaction on the table that says discardExternal, or"
                + " adoptExternal, and recover again"));
  }

  /** A dropped dataset may be gone: then nothing can land there, which is all a fence is for. */
  private Restored restore(TableFence fence) {
    try {
      OptionalLong at = stores.tables().restore(operation, fence.plan().table(), fence.target());
      return new Restored(at, fence.undone(at, decisions));
    } catch (Unreadable gone) {
      if (gone.reason() == Unreadable.Reason.MISSING && fence.registered().isEmpty()) {
        return Restored.NOTHING;
      }
      throw gone;
    }
  }

  private Facts tableFenced(TableFence fence, Restored restored) {
    stores.remembered().moved(fence.plan().table());
    sealed = sealed.or(() -> fence.seal(restored.at()));
    if (!restored.undone().isEmpty()) {
      reason +=
          "; this also undid what an external tool committed meanwhile to table '"
              + fence.plan().name()
              + "' as versions "
              + restored.undone()
              + ", which Lance keeps until they are cleaned up";
    }
    fenced++;
    phase = fenced == sidecar.committing().size() ? Phase.AUDIT : Phase.FENCE;
    return fence.facts(restored.at());
  }

  private void sweepAudit() {
    audit = Audit.of(sidecar, verdict, reason, decidedIn, sealed);
    act(Action.SweepAudit, this::audit, this::audited);
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
      throw new Unreadable(
          Unreadable.Reason.CONTRADICTORY,
          "the audit record of operation " + operation,
          "it says "
              + existing.map(record -> record.verdict().name()).orElse("nothing")
              + ", and manifest "
              + manifest.version()
              + " means "
              + audit.verdict()
              + ": "
              + reason,
          "One of them was restored from elsewhere, or a sidecar was. What is visible is what the"
              + " manifest says. The sidecar is kept; move it away once it is clear which one is"
              + " right",
          null);
    }
  }

  private Facts audited(Created created) {
    phase = Phase.DELETE;
    return Facts.of("verdict", audit.verdict().name()).and("created", created == Created.CREATED);
  }

  private void sweepDeleteSidecar() {
    act(Action.SweepDeleteSidecar, this::delete, deleted -> finished());
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
