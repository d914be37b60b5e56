package dev.rollforward.conformance.chaos;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The network between processes and stores. Each call is a turn, and has a {@link Fate}: all that
 * the ports allow, and no more. A list of sidecars may be that of a moment ago.
 */
final class SimulatedStores {
  /** By {@link Fate}, of a thousand. */
  private static final int[] OF_WRITES = {905, 12, 13, 12, 18, 18, 12, 10};

  private static final int[] OF_READS = {985, 5, 0, 10};
  private static final int ARRIVE_PERCENT = 8;
  private static final int LAG_PERCENT = 10;
  private static final int LONGEST_LAG = 3;

  /** A call on its way. */
  private record Late(String what, Runnable effect) {}

  private final Stores inner;
  private final Choices choices;
  private final ChaosLog log;
  private final Runnable afterEffect;
  private final List<Late> late = new ArrayList<>();
  private final List<SidecarStore.Listing> listings = new ArrayList<>();

  /**
   * @param afterEffect is run after each call that may have changed something
   */
  SimulatedStores(Stores inner, Choices choices, ChaosLog log, Runnable afterEffect) {
    this.inner = inner;
    this.choices = choices;
    this.log = log;
    this.afterEffect = afterEffect;
  }

  /** The stores, as {@code process} sees them. */
  Stores of(SimulatedProcess process) {
    return new Stores(
        new Manifests(process),
        new Sidecars(process),
        new Audits(process),
        new Tables(process),
        process);
  }

  /** All that is on its way arrives. */
  void settle() {
    while (!late.isEmpty()) {
      arrive();
    }
  }

  private void arrive() {
    Late next = late.remove(choices.choose("arrivals", late.size()));
    log.add("network", next.what() + " arrives");
    try {
      next.effect().run();
    } catch (StoreException refused) {
      log.add("network", "it is refused: " + refused.getMessage());
    }
    afterEffect.run();
  }

  private void turn(SimulatedProcess process) {
    process.pass();
    if (!late.isEmpty() && choices.happens("arrivals", ARRIVE_PERCENT)) {
      arrive();
    }
  }

  private Fate fate(SimulatedProcess process, int[] weights) {
    return Fate.values()[choices.weigh(process.name() + ".fates", weights)];
  }

  private <T> T ask(SimulatedProcess process, String what, Supplier<T> call) {
    turn(process);
    Fate fate = fate(process, OF_READS);
    if (fate != Fate.ANSWERED) {
      log.add(process.name(), what + ": " + fate);
    }
    return switch (fate) {
      case ANSWERED -> call.get();
      case FAILED -> throw new StoreException(what + " failed", null);
      default -> throw process.kill();
    };
  }

  private <T> T change(SimulatedProcess process, String what, Supplier<T> call) {
    turn(process);
    Fate fate = fate(process, OF_WRITES);
    if (fate != Fate.ANSWERED) {
      log.add(process.name(), what + ": " + fate);
    }
    return switch (fate) {
      case ANSWERED -> effect(call);
      case KILLED_BEFORE -> throw process.kill();
      case KILLED_AFTER -> {
        effect(call);
        throw process.kill();
      }
      case FAILED -> throw new StoreException(what + " failed", null);
      case ANSWER_LOST -> {
        effect(call);
        throw unknown(what);
      }
      case LATE -> {
        late.add(new Late(what + " of " + process.name(), unheard(call)));
        throw unknown(what);
      }
      case LOST -> throw unknown(what);
      case REPEATED -> {
        T answer = effect(call);
        late.add(new Late(what + " of " + process.name() + " again", unheard(call)));
        yield answer;
      }
    };
  }

  /** Nobody waits for the answer any more. */
  private static <T> Runnable unheard(Supplier<T> call) {
    return () -> {
      T unused = call.get();
    };
  }

  private <T> T effect(Supplier<T> call) {
    T answer = call.get();
    afterEffect.run();
    return answer;
  }

  private static StoreException.OutcomeUnknown unknown(String what) {
    return new StoreException.OutcomeUnknown("the answer to " + what + " got lost", null);
  }

  /** A process knows of no newer manifest than it has read or made. */
  private final class Manifests implements ManifestStore {
    private final SimulatedProcess process;
    private Optional<Manifest> known = Optional.empty();

    Manifests(SimulatedProcess process) {
      this.process = process;
    }

    @Override
    public Manifest readNewest() {
      return know(ask(process, "reading the manifest", inner.manifests()::readNewest));
    }

    @Override
    public Manifest readKnown() {
      return known.orElseGet(this::readNewest);
    }

    private Manifest know(Manifest manifest) {
      if (known.isEmpty() || known.get().version() < manifest.version()) {
        known = Optional.of(manifest);
      }
      return manifest;
    }

    @Override
    public void makeDurable(long version) {
      ask(process, "syncing a manifest", () -> version);
    }

    @Override
    public Created create(Manifest manifest) {
      Created created =
          change(
              process, "manifest " + manifest.version(), () -> inner.manifests().create(manifest));
      if (created == Created.CREATED) {
        know(manifest);
      }
      return created;
    }
  }

  private final class Sidecars implements SidecarStore {
    private final SimulatedProcess process;

    Sidecars(SimulatedProcess process) {
      this.process = process;
    }

    @Override
    public Listing list() {
      return ask(process, "listing sidecars", this::lagging);
    }

    private Listing lagging() {
      listings.add(inner.sidecars().list());
      int lag = 0;
      if (choices.happens(process.name() + ".lists", LAG_PERCENT)) {
        lag = choices.choose(process.name() + ".lists", LONGEST_LAG + 1);
      }
      return listings.get(Math.max(0, listings.size() - 1 - lag));
    }

    @Override
    public Optional<Sidecar> read(OperationId operation) {
      return ask(
          process, "reading the sidecar of " + operation, () -> inner.sidecars().read(operation));
    }

    @Override
    public boolean exists(OperationId operation) {
      return ask(
          process,
          "looking for the sidecar of " + operation,
          () -> inner.sidecars().exists(operation));
    }

    @Override
    public void makeDurable(OperationId operation) {
      ask(process, "syncing a sidecar", () -> operation);
    }

    @Override
    public Created create(Sidecar sidecar) {
      return change(
          process, "sidecar of " + sidecar.operation(), () -> inner.sidecars().create(sidecar));
    }

    @Override
    public void delete(OperationId operation) {
      change(
          process,
          "deleting the sidecar of " + operation,
          () -> {
            inner.sidecars().delete(operation);
            return operation;
          });
    }
  }

  private final class Audits implements AuditStore {
    private final SimulatedProcess process;

    Audits(SimulatedProcess process) {
      this.process = process;
    }

    @Override
    public Optional<Audit> read(OperationId operation) {
      return ask(
          process, "reading the audit of " + operation, () -> inner.audits().read(operation));
    }

    @Override
    public Created create(Audit audit) {
      return change(process, "audit of " + audit.operation(), () -> inner.audits().create(audit));
    }

    @Override
    public List<OperationId> list() {
      return ask(process, "listing audits", inner.audits()::list);
    }

    @Override
    public void delete(OperationId operation) {
      change(
          process,
          "deleting the audit of " + operation,
          () -> {
            inner.audits().delete(operation);
            return operation;
          });
    }
  }

  private final class Tables implements TableStore {
    private final SimulatedProcess process;

    Tables(SimulatedProcess process) {
      this.process = process;
    }

    @Override
    public TableHistory history(TableId table, long from) {
      return ask(process, "reading table " + table, () -> inner.tables().history(table, from));
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      return change(
          process,
          "commit of " + operation + " to " + plan.name(),
          () -> inner.tables().commit(operation, plan, commit, change));
    }

    @Override
    public OptionalLong restore(OperationId operation, TableId table, long pin) {
      return change(
          process,
          "restore of version " + pin + " of " + table,
          () -> inner.tables().restore(operation, table, pin));
    }
  }
}
