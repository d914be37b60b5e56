package dev.rollforward.lincheck;

import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.Forwarding;

/** Puts that take their time, so that others come between under stress too. */
@SuppressWarnings("ThreadPriorityCheck")
final class SlowPuts {
  private SlowPuts() {}

  /** Stores that let others go first, and then do what {@code stores} do. */
  static Stores before(Stores stores) {
    return Forwarding.with(
        Forwarding.with(stores, new Manifests(stores.manifests())), new Audits(stores.audits()));
  }

  private static final class Manifests extends Forwarding.Manifests {
    Manifests(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Created create(Manifest manifest) {
      Thread.yield();
      return inner.create(manifest);
    }
  }

  private static final class Audits extends Forwarding.Audits {
    Audits(AuditStore inner) {
      super(inner);
    }

    @Override
    public Created create(Audit audit) {
      Thread.yield();
      return inner.create(audit);
    }
  }
}
