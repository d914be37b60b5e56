package dev.rollforward.testkit;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Wraps the stores of a schedule's processes and records everything that was ever written to them:
 * the witness variables of the spec. Not safe for use by several threads.
 */
public final class EvidenceRecorder {
  private final Evidence.Rows rows;
  private final Stores inner;
  private final Stores stores;
  private final List<Manifest> manifests = new ArrayList<>();
  private final Map<OperationId, Sidecar> armed = new TreeMap<>();
  private final Map<OperationId, List<Audit>> audits = new TreeMap<>();
  private final Map<OperationId, CommitResult> replies = new TreeMap<>();
  private final Set<TableId> touched = new TreeSet<>();

  /**
   * @param faulty the stores of {@code testStores}, possibly with a fault planted
   */
  public EvidenceRecorder(TestStores testStores, Stores faulty) {
    this(testStores::rows, faulty);
  }

  /**
   * @param rows which operations a version holds
   * @param faulty the stores, possibly with a fault planted
   */
  public EvidenceRecorder(Evidence.Rows rows, Stores faulty) {
    this.rows = rows;
    this.inner = faulty;
    this.manifests.add(inner.manifests().readNewest());
    this.stores =
        new Stores(
            new Manifests(), new Sidecars(), new Audits(), new Tables(), inner.environment());
  }

  /** The stores that processes should use. */
  public Stores stores() {
    return stores;
  }

  /** Records that the caller of an operation got {@code result}. */
  public void told(CommitResult result) {
    replies.put(result.operation(), result);
  }

  /** Every verdict on {@code operation} that any manifest contained. */
  public Set<Verdict> decided(OperationId operation) {
    return Evidence.decided(manifests, operation);
  }

  /** The operations whose sidecar was written and that were never decided. */
  public Set<OperationId> undecided() {
    Set<OperationId> undecided = new TreeSet<>(armed.keySet());
    undecided.removeIf(operation -> !decided(operation).isEmpty());
    return undecided;
  }

  /** Every manifest there ever was, oldest first. */
  public List<Manifest> manifests() {
    return List.copyOf(manifests);
  }

  /** Every sidecar there ever was. */
  public Map<OperationId, Sidecar> armed() {
    return Map.copyOf(armed);
  }

  /** Every audit record of {@code operation}, oldest first. */
  public List<Audit> audits(OperationId operation) {
    return List.copyOf(audits.getOrDefault(operation, List.of()));
  }

  /** The result that the caller of {@code operation} got; empty if it got none. */
  public Optional<CommitResult> reply(OperationId operation) {
    return Optional.ofNullable(replies.get(operation));
  }

  /** Everything recorded so far, and the current stores; reads every table. */
  public Evidence evidence() {
    Map<TableId, TableHistory> histories = new TreeMap<>();
    Stream.concat(
            armed.values().stream()
                .flatMap(sidecar -> sidecar.tables().stream())
                .map(TablePlan::table),
            touched.stream())
        .distinct()
        .forEach(table -> histories.put(table, inner.tables().history(table, 0)));
    return new Evidence(
        List.copyOf(manifests),
        Map.copyOf(armed),
        new TreeSet<>(inner.sidecars().list().operations()),
        Map.copyOf(audits),
        histories,
        rows,
        Map.copyOf(replies));
  }

  private final class Manifests extends Forwarding.Manifests {
    Manifests() {
      super(EvidenceRecorder.this.inner.manifests());
    }

    @Override
    public Created create(Manifest manifest) {
      Created created = inner.create(manifest);
      if (created == Created.CREATED) {
        // Reads it back: a faulty store may have written something else.
        manifests.add(inner.readNewest());
      }
      return created;
    }
  }

  private final class Sidecars extends Forwarding.Sidecars {
    Sidecars() {
      super(EvidenceRecorder.this.inner.sidecars());
    }

    @Override
    public Created create(Sidecar sidecar) {
      Created created = inner.create(sidecar);
      armed.put(sidecar.operation(), sidecar);
      return created;
    }
  }

  private final class Audits extends Forwarding.Audits {
    Audits() {
      super(EvidenceRecorder.this.inner.audits());
    }

    @Override
    public Created create(Audit audit) {
      Created created = inner.create(audit);
      if (created == Created.CREATED) {
        audits.computeIfAbsent(audit.operation(), o -> new ArrayList<>()).add(audit);
      }
      return created;
    }
  }

  /** Remembers tables that change without a sidecar, so that the violation is found. */
  private final class Tables extends Forwarding.Tables {
    Tables() {
      super(EvidenceRecorder.this.inner.tables());
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      touched.add(plan.table());
      return inner.commit(operation, plan, commit, change);
    }
  }
}
