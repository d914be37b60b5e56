package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * A network that loses the answer to some calls of many threads: such a call takes effect at once,
 * with a later call of any thread, or never.
 */
public final class FlakyStores {
  private enum Fate {
    AT_ONCE,
    LATER,
    NEVER
  }

  private interface Call<T> {
    T make();
  }

  private final Random random;
  private final int percent;
  private final Deque<Runnable> late = new ArrayDeque<>();
  private int lost;

  /**
   * @param percent how many of the calls that change something get no answer
   */
  public FlakyStores(long seed, int percent) {
    this.random = new Random(seed);
    this.percent = percent;
  }

  /** {@code inner}, as seen through this network. */
  public Stores around(Stores inner) {
    return new Stores(
        new Manifests(inner.manifests()),
        new Sidecars(inner.sidecars()),
        inner.audits(),
        new Tables(inner.tables()),
        inner.environment());
  }

  /** How many answers were lost. */
  public synchronized int lost() {
    return lost;
  }

  private <T> T call(Call<T> effect) {
    Fate fate = fate();
    arrive();
    if (fate == null) {
      return effect.make();
    }
    if (fate == Fate.AT_ONCE) {
      effect.make();
    } else if (fate == Fate.LATER) {
      postpone(effect::make);
    }
    throw new StoreException.OutcomeUnknown("the answer was lost", null);
  }

  private synchronized Fate fate() {
    if (random.nextInt(100) >= percent) {
      return null;
    }
    lost++;
    return Fate.values()[random.nextInt(Fate.values().length)];
  }

  private synchronized void postpone(Runnable effect) {
    late.add(effect);
  }

  private void arrive() {
    Runnable effect;
    synchronized (this) {
      effect = random.nextInt(3) == 0 ? late.poll() : null;
    }
    if (effect != null) {
      effect.run();
    }
  }

  private final class Manifests extends Forwarding.Manifests {
    Manifests(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Created create(Manifest manifest) {
      return call(() -> inner.create(manifest));
    }
  }

  private final class Sidecars extends Forwarding.Sidecars {
    Sidecars(SidecarStore inner) {
      super(inner);
    }

    @Override
    public Created create(Sidecar sidecar) {
      return call(() -> inner.create(sidecar));
    }
  }

  private final class Tables extends Forwarding.Tables {
    Tables(TableStore inner) {
      super(inner);
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      return call(() -> inner.commit(operation, plan, commit, change));
    }
  }
}
