package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network that loses the answer to one call of one operation: {@code LoseAnswer} of the spec. The
 * call takes effect at once, after a given number of later calls ({@code Arrive}), or never; and it
 * may do so once more ({@code Repeats}), as when a client has sent it twice. Used for one run; not
 * safe for use by several threads.
 */
public final class LosingStores implements Network {
  /** A delay after which a call never takes effect. */
  public static final int NEVER = Integer.MAX_VALUE;

  private final OperationId victim;
  private final Call lost;
  private final int delay;
  private int delayOfRepetition;
  private Runnable inFlight;
  private int callsUntilArrival;
  private boolean used;

  /** The call that gets no answer. */
  public enum Call {
    /** The creation of its sidecar. */
    ArmSidecar,
    /** Its first commit to a table. */
    CommitTable,
    /** The manifest that makes it visible. */
    Publish
  }

  /**
   * @param victim the operation that makes the call
   * @param lost the call
   * @param delay after how many later calls the lost one takes effect; 0 for at once, {@link
   *     #NEVER} for never
   */
  public LosingStores(OperationId victim, Call lost, int delay) {
    this(victim, lost, delay, NEVER);
  }

  /**
   * A call that takes effect twice.
   *
   * @param delay as above
   * @param delayOfRepetition after how many calls more it takes effect again
   */
  public LosingStores(OperationId victim, Call lost, int delay, int delayOfRepetition) {
    this.victim = victim;
    this.lost = lost;
    this.delay = delay;
    this.delayOfRepetition = delayOfRepetition;
  }

  @Override
  public Stores around(Stores stores) {
    return new Stores(
        new Manifests(stores.manifests()),
        new Sidecars(stores.sidecars()),
        stores.audits(),
        new Tables(stores.tables()),
        stores.environment());
  }

  @Override
  public void settle() {
    while (inFlight != null && delay < NEVER) {
      callsUntilArrival = 0;
      arriveIfDue();
    }
  }

  /** Whether the call was made, and its answer lost. */
  public boolean used() {
    return used;
  }

  private boolean loses(Call call, OperationId operation) {
    return !used && call == lost && operation.equals(victim);
  }

  private StoreException.OutcomeUnknown lose(Runnable effect) {
    used = true;
    inFlight = effect;
    callsUntilArrival = delay;
    arriveIfDue();
    return new StoreException.OutcomeUnknown("the answer to " + lost + " was lost", null);
  }

  private void tick() {
    if (inFlight != null) {
      callsUntilArrival--;
      arriveIfDue();
    }
  }

  private void arriveIfDue() {
    if (callsUntilArrival <= 0) {
      Runnable effect = inFlight;
      boolean again = delayOfRepetition < NEVER;
      inFlight = again ? effect : null;
      callsUntilArrival = delayOfRepetition;
      delayOfRepetition = NEVER;
      effect.run();
    }
  }

  private final class Manifests extends Forwarding.Manifests {
    Manifests(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Manifest readNewest() {
      tick();
      return inner.readNewest();
    }

    @Override
    public void makeDurable(long version) {
      tick();
      inner.makeDurable(version);
    }

    @Override
    public Created create(Manifest manifest) {
      tick();
      boolean commits =
          manifest.decisionOf(victim).filter(d -> d.verdict() == Verdict.COMMITTED).isPresent();
      if (commits && loses(Call.Publish, victim)) {
        throw lose(() -> inner.create(manifest));
      }
      return inner.create(manifest);
    }
  }

  private final class Sidecars extends Forwarding.Sidecars {
    Sidecars(SidecarStore inner) {
      super(inner);
    }

    @Override
    public Listing list() {
      tick();
      return inner.list();
    }

    @Override
    public Optional<Sidecar> read(OperationId operation) {
      tick();
      return inner.read(operation);
    }

    @Override
    public boolean exists(OperationId operation) {
      tick();
      return inner.exists(operation);
    }

    @Override
    public void makeDurable(OperationId operation) {
      tick();
      inner.makeDurable(operation);
    }

    @Override
    public Created create(Sidecar sidecar) {
      tick();
      if (loses(Call.ArmSidecar, sidecar.operation())) {
        throw lose(() -> inner.create(sidecar));
      }
      return inner.create(sidecar);
    }

    @Override
    public void delete(OperationId operation) {
      tick();
      inner.delete(operation);
    }
  }

  private final class Tables extends Forwarding.Tables {
    Tables(TableStore inner) {
      super(inner);
    }

    @Override
    public TableHistory history(TableId table, long from) {
      tick();
      return inner.history(table, from);
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      tick();
      if (loses(Call.CommitTable, operation)) {
        throw lose(() -> inner.commit(operation, plan, commit, change));
      }
      return inner.commit(operation, plan, commit, change);
    }

    @Override
    public OptionalLong restore(OperationId operation, TableId table, long pin) {
      tick();
      return inner.restore(operation, table, pin);
    }
  }
}
