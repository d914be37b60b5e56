package dev.rollforward.published.engine;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.published.core.Pins;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.core.Seen;
import dev.rollforward.published.core.SweepDecision;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.engine.SweepReport.Ending;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sweep of {@code spec/SidecarSweep.tla}. Each method named in {@link Action} is that action.
 * Used once, by one thread.
 */
public final class SidecarSweep {
  /** What an open may do. */
  public enum Mode {
    /** At a read-write open: everything. */
    Full,
    /** In a running process: it never restores. */
    RollForwardOnly
  }

  private final SweepStores stores;
  private final Mode mode;
  private final Setting setting;
  private final Set<OperationId> prePromoted = new HashSet<>();

  /** A sidecar, what was seen of its tables, and what is to be done. Spec: {@code known}. */
  private record Known(PublishedSidecar side, Seen seen, SweepDecision act) {
    OperationId operation() {
      return side.operation();
    }
  }

  /**
   * @param stores the root
   * @param mode what it may do
   * @param setting how to behave
   */
  public SidecarSweep(SweepStores stores, Mode mode, Setting setting) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.mode = Objects.requireNonNull(mode, "mode");
    this.setting = Objects.requireNonNull(setting, "setting");
  }

  /**
   * Looks at every sidecar there is.
   *
   * @throws SweepFailedException if it fails over one; the rest is not looked at
   * @throws Unreadable if it meets one that must not be used; the rest is not looked at
   * @throws dev.rollforward.StoreException if a store failed
   */
  public SweepReport run() {
    List<OperationId> todo = sweepList();
    if (setting.has(Fault.SchemaPromotedDataRolledBack)) {
      todo.forEach(this::sweepPrePass);
    }
    SortedMap<OperationId, Ending> endings = new TreeMap<>();
    for (OperationId operation : todo) {
      Optional<PublishedSidecar> side = read(operation);
      endings.put(operation, side.isPresent() ? sweep(side.get()) : sweepMissesSidecar(operation));
    }
    return new SweepReport(endings);
  }

  private List<OperationId> sweepList() {
    Listing listing = stores.sidecars().list();
    if (!listing.problems().isEmpty()) {
      throw sweepCannotRead(Optional.empty(), listing.problems().get(0));
    }
    listing.operations().forEach(operation -> setting.emit(Action.SweepList, operation, ""));
    return listing.operations();
  }

  private Optional<PublishedSidecar> read(OperationId operation) {
    try {
      return setting.has(Fault.ForeignSidecar)
          ? stores.sidecars().readOfAnyRoot(operation)
          : stores.sidecars().read(operation);
    } catch (Unreadable problem) {
      throw sweepCannotRead(Optional.of(operation), problem);
    }
  }

  private Unreadable sweepCannotRead(Optional<OperationId> operation, Unreadable problem) {
    setting
        .listener()
        .onStep(
            new SweepEvent(
                Action.SweepCannotRead,
                setting.actor(),
                operation,
                Optional.empty(),
                problem.getMessage()));
    return problem;
  }

  private Ending sweepMissesSidecar(OperationId operation) {
    setting.emit(Action.SweepMissesSidecar, operation, "");
    if (setting.has(Fault.ListedThenGone)) {
      throw new SweepFailedException(
          operation, Action.SweepMissesSidecar, "its sidecar was listed and is gone");
    }
    return Ending.Gone;
  }

  /** Fault only: what would roll forward, or has, gets its schema files before it is classified. */
  private void sweepPrePass(OperationId operation) {
    Optional<PublishedSidecar> side = read(operation);
    boolean promotable =
        side.isPresent()
            && isSchemaOp(operation)
            && !stores.schemas().promoted().contains(operation)
            && Set.of(SweepDecision.forward, SweepDecision.stale)
                .contains(SweepDecision.of(side.get(), see(side.get())));
    if (promotable) {
      stores.schemas().promote(operation);
      prePromoted.add(operation);
      setting.emit(Action.SweepPrePass, operation, "promoted");
    }
  }

  private boolean isSchemaOp(OperationId operation) {
    return stores.schemas().staged().contains(operation);
  }

  private Ending sweep(PublishedSidecar side) {
    Known known = sweepClassify(side);
    return switch (known.act()) {
      case abort -> abort(known);
      case forward -> rollForward(known);
      case stale -> finishForward(known.operation(), Ending.Stale);
      case back -> mode == Mode.Full ? rollBack(known) : Ending.Left;
    };
  }

  private Known sweepClassify(PublishedSidecar side) {
    Seen seen = see(side);
    Known known = new Known(side, seen, act(side, seen));
    setting.emit(
        Action.SweepClassify,
        side.operation(),
        known.act() + ", " + SweepDecision.classes(side, seen));
    return known;
  }

  /** The manifest first: a HEAD read before it could be below a pin that moved meanwhile. */
  private Seen see(PublishedSidecar side) {
    Manifest manifest = stores.manifest();
    SortedMap<String, Long> heads = new TreeMap<>();
    SortedMap<String, Long> pins = new TreeMap<>();
    side.pins()
        .forEach(
            (table, pin) -> {
              pins.put(table, Pins.of(manifest, table));
              heads.put(table, stores.head(pin.path()));
            });
    SortedSet<String> adds = new TreeSet<>(side.registrations().keySet());
    adds.removeIf(table -> Pins.of(manifest, table) != Pin.ABSENT);
    SortedMap<String, Long> drops = new TreeMap<>();
    side.tombstones().keySet().forEach(table -> drops.put(table, Pins.of(manifest, table)));
    drops.values().removeIf(pin -> pin == Pin.ABSENT);
    return new Seen(heads, pins, adds, drops);
  }

  /** With the pre-pass, only what it promoted in this pass may roll forward. */
  private SweepDecision act(PublishedSidecar side, Seen seen) {
    SweepDecision decision = SweepDecision.of(side, seen);
    boolean unpromoted =
        setting.has(Fault.SchemaPromotedDataRolledBack)
            && isSchemaOp(side.operation())
            && !prePromoted.contains(side.operation());
    return decision == SweepDecision.forward && unpromoted ? SweepDecision.back : decision;
  }

  private Ending abort(Known known) {
    if (mode == Mode.RollForwardOnly) {
      return Ending.Left;
    }
    throw new SweepFailedException(
        known.operation(),
        Action.SweepClassify,
        "InvariantViolation, HEADs " + known.seen().heads() + ", pins " + known.seen().pins());
  }

  private Ending rollForward(Known known) {
    Map<String, Pin> pins = newPins(known);
    ManifestSwap.Result result = sweepRollForward(known, pins);
    if (result.won()) {
      return finishForward(known.operation(), Ending.RolledForward);
    }
    sweepLoseRollForward(known, result.mismatch().get());
    if (!Pins.reflect(result.manifest(), known.side(), known.seen())) {
      return sweepDefer(known, result.manifest());
    }
    sweepConverge(known, result.manifest());
    boolean finish = setting.variant() != Variant.AS_MERGED || sweepCheckSidecar(known.operation());
    return finish ? finishForward(known.operation(), Ending.Converged) : Ending.Converged;
  }

  private Map<String, Pin> newPins(Known known) {
    Map<String, Pin> pins = new TreeMap<>();
    known
        .side()
        .pins()
        .forEach(
            (table, was) -> pins.put(table, new Pin(was.path(), known.seen().heads().get(table))));
    for (String table : known.seen().adds()) {
      TableId path = known.side().registrations().get(table);
      long head = stores.head(path);
      if (head == Pin.ABSENT) {
        throw sweepCannotRegister(known, table);
      }
      pins.put(table, new Pin(path, head));
    }
    return pins;
  }

  private SweepFailedException sweepCannotRegister(Known known, String table) {
    setting.emit(Action.SweepCannotRegister, known.operation(), Optional.of(table), "");
    return new SweepFailedException(
        known.operation(),
        Action.SweepCannotRegister,
        "table '" + table + "' is to be registered and was never created");
  }

  /** One publish at the sidecar's expected pins. */
  private ManifestSwap.Result sweepRollForward(Known known, Map<String, Pin> pins) {
    ManifestSwap.Result result =
        stores
            .swap()
            .publish(
                newest -> forwardConflict(known, newest),
                newest ->
                    Pins.published(
                        newest,
                        pins,
                        known.seen().drops().keySet(),
                        Optional.of(known.operation())));
    if (result.won()) {
      setting.emit(
          Action.SweepRollForward, known.operation(), "manifest " + result.manifest().version());
    }
    return result;
  }

  private static Optional<ExpectedVersionMismatch> forwardConflict(Known known, Manifest newest) {
    SortedMap<String, Long> expected = new TreeMap<>();
    known.side().pins().forEach((table, was) -> expected.put(table, was.expected()));
    known.seen().adds().forEach(table -> expected.put(table, Pin.ABSENT));
    return Pins.mismatch(newest, expected).or(() -> droppedMeanwhile(known, newest));
  }

  /** A table to be dropped must still be there, at whatever version. */
  private static Optional<ExpectedVersionMismatch> droppedMeanwhile(Known known, Manifest newest) {
    return known.seen().drops().entrySet().stream()
        .filter(drop -> Pins.of(newest, drop.getKey()) == Pin.ABSENT)
        .map(drop -> new ExpectedVersionMismatch(drop.getKey(), drop.getValue(), Pin.ABSENT))
        .findFirst();
  }

  private void sweepLoseRollForward(Known known, ExpectedVersionMismatch mismatch) {
    setting.emit(Action.SweepLoseRollForward, known.operation(), mismatch.toString());
    if (setting.variant() == Variant.BEFORE_FIX) {
      throw new SweepFailedException(known.operation(), Action.SweepLoseRollForward, mismatch);
    }
  }

  private void sweepConverge(Known known, Manifest met) {
    setting.emit(Action.SweepConverge, known.operation(), "manifest " + met.version());
  }

  private Ending sweepDefer(Known known, Manifest met) {
    setting.emit(Action.SweepDefer, known.operation(), "manifest " + met.version());
    return Ending.Deferred;
  }

  private boolean sweepCheckSidecar(OperationId operation) {
    boolean stands = stores.sidecars().list().operations().contains(operation);
    setting.emit(Action.SweepCheckSidecar, operation, stands ? "it stands" : "it is gone");
    return stands;
  }

  /** Spec: {@code AfterForward}. */
  private Ending finishForward(OperationId operation, Ending ending) {
    if (!setting.has(Fault.SchemaPromotedDataRolledBack) && isSchemaOp(operation)) {
      sweepPromoteSchema(operation);
    }
    sweepAudit(operation, AuditEntry.Verdict.RolledForward);
    sweepDeleteSidecar(operation);
    return ending;
  }

  private void sweepPromoteSchema(OperationId operation) {
    stores.schemas().promote(operation);
    setting.emit(Action.SweepPromoteSchema, operation, "");
  }

  private Ending rollBack(Known known) {
    SortedMap<String, Pin> restored = new TreeMap<>();
    for (String table : SweepDecision.movedTables(known.side(), known.seen())) {
      restored.put(table, sweepRestoreTable(known, table));
    }
    if (!restored.isEmpty()) {
      sweepRollBack(known, restored);
    }
    sweepAudit(known.operation(), AuditEntry.Verdict.RolledBack);
    sweepDeleteSidecar(known.operation());
    return Ending.RolledBack;
  }

  private Pin sweepRestoreTable(Known known, String table) {
    TableId path = known.side().pins().get(table).path();
    long pin = known.seen().pins().get(table);
    OptionalLong version = stores.tables().restore(known.operation(), path, pin);
    if (version.isEmpty()) {
      throw new SweepFailedException(
          known.operation(), Action.SweepRestoreTable, "table '" + table + "' has no pin");
    }
    setting.emit(
        Action.SweepRestoreTable,
        known.operation(),
        Optional.of(table),
        "restored " + pin + " as " + version.getAsLong());
    return new Pin(path, version.getAsLong());
  }

  /** One publish of the restored versions, at the pins that were restored. */
  private void sweepRollBack(Known known, SortedMap<String, Pin> restored) {
    SortedMap<String, Long> expected = new TreeMap<>(known.seen().pins());
    expected.keySet().retainAll(restored.keySet());
    ManifestSwap.Result result =
        stores
            .swap()
            .publish(
                newest -> Pins.mismatch(newest, expected),
                newest -> Pins.published(newest, restored, Set.of(), Optional.empty()));
    if (!result.won()) {
      throw sweepLoseRollBack(known, result.mismatch().get());
    }
    setting.emit(
        Action.SweepRollBack, known.operation(), "manifest " + result.manifest().version());
  }

  private SweepFailedException sweepLoseRollBack(Known known, ExpectedVersionMismatch mismatch) {
    setting.emit(Action.SweepLoseRollBack, known.operation(), mismatch.toString());
    return new SweepFailedException(known.operation(), Action.SweepLoseRollBack, mismatch);
  }

  private void sweepAudit(OperationId operation, AuditEntry.Verdict verdict) {
    AuditEntry entry = stores.audits().append(operation, verdict, setting.actor(), setting.now());
    setting.emit(Action.SweepAudit, operation, verdict + ", entry " + entry.sequence());
  }

  private void sweepDeleteSidecar(OperationId operation) {
    stores.sidecars().delete(operation);
    stores.schemas().unlock(operation);
    setting.emit(Action.SweepDeleteSidecar, operation, "");
  }
}
