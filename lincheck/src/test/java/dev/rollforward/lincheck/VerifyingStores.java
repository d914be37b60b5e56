package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import dev.rollforward.testkit.Forwarding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stores that check what no caller observes: that an operation is decided once and audited once.
 * They can also lose the answer to a publish. One lock, so that a call is one step.
 */
final class VerifyingStores {
  private final Stores inner;
  private final Map<OperationId, Verdict> decided = new TreeMap<>();
  private final Set<OperationId> audited = new HashSet<>();
  private final Map<OperationId, Boolean> losing = new HashMap<>();
  private String violation = "";

  VerifyingStores(Stores inner) {
    this.inner = inner;
  }

  Stores stores() {
    return new Stores(new Manifests(), inner.sidecars(), new Audits(), inner.tables());
  }

  synchronized void loseAnswer(OperationId operation) {
    losing.put(operation, false);
  }

  synchronized boolean lostAnswer(OperationId operation) {
    return losing.getOrDefault(operation, false);
  }

  synchronized void check() {
    if (!violation.isEmpty()) {
      throw new IllegalStateException(violation);
    }
  }

  private synchronized Created put(Manifest manifest) {
    Created created = inner.manifests().create(manifest);
    if (created == Created.CREATED) {
      manifest.decisions().forEach((operation, decision) -> witness(operation, decision.verdict()));
      Optional<OperationId> owner = manifest.committedBy().filter(losing::containsKey);
      if (owner.isPresent() && !losing.put(owner.get(), true)) {
        throw new StoreException.OutcomeUnknown("the answer was lost", null);
      }
    }
    return created;
  }

  private void witness(OperationId operation, Verdict verdict) {
    Verdict before = decided.putIfAbsent(operation, verdict);
    if (before != null && before != verdict) {
      violation = "DecisionStable: " + operation + " was " + before + " and is " + verdict;
    }
  }

  private synchronized Created put(Audit audit) {
    Created created = inner.audits().create(audit);
    if (created == Created.CREATED && !audited.add(audit.operation())) {
      violation = "AuditAtMostOnce: " + audit.operation() + " was audited twice";
    }
    return created;
  }

  private final class Manifests extends Forwarding.Manifests {
    Manifests() {
      super(VerifyingStores.this.inner.manifests());
    }

    @Override
    public Created create(Manifest manifest) {
      return put(manifest);
    }
  }

  private final class Audits extends Forwarding.Audits {
    Audits() {
      super(VerifyingStores.this.inner.audits());
    }

    @Override
    public Created create(Audit audit) {
      return put(audit);
    }
  }
}
