package dev.rollforward.conformance.replay;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import dev.rollforward.testkit.Forwarding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Stores whose answers a replay controls: it can lose an answer, delay a call, or return an old
 * state of a table.
 */
final class ControlledStores {
  /** What happens to the next call. */
  enum Mode {
    /** It takes effect and is answered. */
    SOUND,
    /** It takes effect, and the caller gets no answer. */
    UNANSWERED,
    /** It is in flight, and the caller gets no answer. */
    IN_FLIGHT,
    /** Reads of a table do not return its last restores. */
    STALE
  }

  /**
   * A call in flight. Spec: a member of {@code flight}.
   *
   * @param operation the operation whose writer made it
   * @param kind its kind, in the words of the spec
   * @param done how many of its tables its writer had done
   * @param put the manifest it would create; empty if it is none
   * @param arrival makes it take effect
   */
  record Call(
      OperationId operation, String kind, int done, Optional<Manifest> put, Runnable arrival) {}

  private final Stores inner;
  private final Stores stores;
  private final List<Call> flight = new ArrayList<>();
  private Mode mode = Mode.SOUND;
  private OperationId caller;
  private int done;

  ControlledStores(Stores inner) {
    this.inner = inner;
    this.stores =
        new Stores(
            new Manifests(), new Sidecars(), inner.audits(), new Tables(), inner.environment());
  }

  Stores stores() {
    return stores;
  }

  /** The calls that may still take effect; the put of a manifest that exists cannot. */
  List<Call> flight() {
    long newest = inner.manifests().readNewest().version();
    flight.removeIf(call -> call.put().filter(m -> m.version() <= newest).isPresent());
    return List.copyOf(flight);
  }

  /** Runs a step for {@code operation} in {@code chosen} mode. */
  void during(Mode chosen, OperationId operation, int tablesDone, Runnable step) {
    mode = chosen;
    caller = operation;
    done = tablesDone;
    try {
      step.run();
    } finally {
      mode = Mode.SOUND;
    }
  }

  /** Lets the call of {@code operation} take effect; there is just one that can. */
  void arrive(OperationId operation) {
    Call call =
        flight().stream()
            .filter(c -> c.operation().equals(operation))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("no call of " + operation + " is in flight"));
    flight.remove(call);
    call.arrival().run();
  }

  private <T> T send(String kind, Optional<Manifest> put, Supplier<T> call) {
    return switch (mode) {
      case SOUND, STALE -> call.get();
      case UNANSWERED -> {
        var unheard = call.get();
        throw noAnswer(kind);
      }
      case IN_FLIGHT -> {
        flight.add(
            new Call(
                caller,
                kind,
                done,
                put,
                () -> {
                  var unheard = call.get();
                }));
        throw noAnswer(kind);
      }
    };
  }

  private static StoreException noAnswer(String kind) {
    return new StoreException.OutcomeUnknown("the answer to '" + kind + "' got lost", null);
  }

  private final class Manifests extends Forwarding.Manifests {
    Manifests() {
      super(ControlledStores.this.inner.manifests());
    }

    @Override
    public Created create(Manifest manifest) {
      return send("publish", Optional.of(manifest), () -> inner.create(manifest));
    }
  }

  private final class Sidecars extends Forwarding.Sidecars {
    Sidecars() {
      super(ControlledStores.this.inner.sidecars());
    }

    @Override
    public Created create(Sidecar sidecar) {
      return send("arm", Optional.empty(), () -> inner.create(sidecar));
    }
  }

  private final class Tables extends Forwarding.Tables {
    Tables() {
      super(ControlledStores.this.inner.tables());
    }

    @Override
    public TableHistory history(TableId table, long from) {
      TableHistory now = inner.history(table, from);
      return mode == Mode.STALE ? beforeRestores(now) : now;
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      return send("commit", Optional.empty(), () -> inner.commit(operation, plan, commit, change));
    }
  }

  private static TableHistory beforeRestores(TableHistory now) {
    TreeMap<Long, TableVersion> then = new TreeMap<>(now.versions());
    now.versions().values().stream()
        .filter(version -> version.content() instanceof TableVersion.Restore)
        .findFirst()
        .ifPresent(restore -> then.tailMap(restore.version(), true).clear());
    return TableHistory.of(now.table(), now.from(), then);
  }
}
