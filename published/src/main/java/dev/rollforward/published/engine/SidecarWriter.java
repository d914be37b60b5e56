package dev.rollforward.published.engine;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import dev.rollforward.published.core.Pins;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.SidecarPin;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.core.WriterKind.Match;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The writer of {@code spec/SidecarSweep.tla}. Each method named in {@link Action} is that action.
 * Used once, by one thread.
 */
public final class SidecarWriter {
  private final SweepStores stores;
  private final WriteIntent intent;
  private final Setting setting;

  private final SortedMap<String, Long> expected = new TreeMap<>();
  private final SortedMap<String, Long> base = new TreeMap<>();
  private final SortedMap<String, Long> landed = new TreeMap<>();
  private PublishedSidecar sidecar;

  /**
   * @param stores the root
   * @param intent what to do
   * @param setting how to behave
   */
  public SidecarWriter(SweepStores stores, WriteIntent intent, Setting setting) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.intent = Objects.requireNonNull(intent, "intent");
    this.setting = Objects.requireNonNull(setting, "setting");
  }

  /**
   * Heals, then runs the four phases.
   *
   * @throws RefusedException if sidecars stay pending, or a table is not as the intent needs it;
   *     nothing was written
   * @throws SweepFailedException if healing fails; nothing was written
   * @throws StoreException if a store failed; the sidecar stays if it was put
   */
  public Reply run() {
    heal();
    enter();
    if (intent.schema().isPresent()) {
      stores.schemas().stage(operation(), intent.schema().get());
      if (setting.has(Fault.StaleSchemaLock)) {
        lockSchema();
      }
    }
    armSidecar();
    for (TableChange change : intent.changes()) {
      Optional<Reply> refused = commitTable(change);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    if (intent.kind().match() == Match.Confirmed) {
      confirmSidecar();
    }
    return publish();
  }

  private OperationId operation() {
    return intent.operation();
  }

  /** Heal-first; an optimize heals nothing, it refuses. */
  private void heal() {
    if (!setting.has(Fault.NotHealFirst) && intent.kind() != WriterKind.Optimize) {
      new SidecarSweep(stores, SidecarSweep.Mode.RollForwardOnly, setting).run();
    }
  }

  private void enter() {
    if (!setting.has(Fault.NotHealFirst)) {
      refuseUnrecovered(stores.sidecars().list());
    }
    Manifest manifest = stores.manifest();
    intent.adds().keySet().forEach(table -> expect(manifest, table, false));
    intent.updates().keySet().forEach(table -> expect(manifest, table, true));
    intent.drops().keySet().forEach(table -> expect(manifest, table, true));
    intent.adds().forEach((table, path) -> base.put(table, stores.head(path)));
    intent.updates().forEach(this::baseOf);
    setting.emit(Action.Enter, operation(), "expects " + expected + ", found HEADs " + base);
  }

  private void refuseUnrecovered(Listing pending) {
    if (!pending.operations().isEmpty() || !pending.problems().isEmpty()) {
      throw new RefusedException(
          "%s refused: the root has unrecovered operations %s. Open it anew, which recovers them"
              .formatted(intent.kind(), pending.operations()));
    }
  }

  private void expect(Manifest manifest, String table, boolean pinned) {
    long pin = Pins.of(manifest, table);
    if (pinned != (pin != Pin.ABSENT)) {
      throw new RefusedException(
          "table '%s' %s in manifest %s"
              .formatted(table, pinned ? "is missing" : "exists", manifest.version()));
    }
    expected.put(table, pin);
  }

  private void baseOf(String table, TableId path) {
    long head = stores.head(path);
    long pin = expected.get(table);
    if (head < pin || setting.has(Fault.RefusesDrift) && head != pin) {
      throw new RefusedException("table '%s': HEAD is %s, pin is %s".formatted(table, head, pin));
    }
    base.put(table, head);
  }

  /** Fault only: the schema lock is a second store, taken before phase A. */
  private void lockSchema() {
    if (!stores.schemas().lock(operation())) {
      throw new RefusedException(
          "the schema is locked by operation " + stores.schemas().lockHolder().orElse(null));
    }
    setting.emit(Action.LockSchema, operation(), "");
  }

  private void armSidecar() {
    SortedMap<String, SidecarPin> pins = new TreeMap<>();
    intent.updates().forEach((t, path) -> pins.put(t, SidecarPin.armed(path, expected.get(t))));
    sidecar =
        new PublishedSidecar(
            stores.manifest().group(),
            operation(),
            setting.now(),
            setting.actor(),
            intent.kind(),
            pins,
            intent.adds(),
            intent.drops());
    if (stores.sidecars().create(sidecar) == Created.EXISTS) {
      throw new IllegalStateException("operation id " + operation() + " was used before");
    }
    setting.emit(Action.ArmSidecar, operation(), intent.kind() + ", " + pins.size() + " tables");
  }

  private Optional<Reply> commitTable(TableChange change) {
    String table = change.table();
    TablePlan plan = change.plan(expected.get(table), base.get(table));
    CommitOutcome outcome =
        stores.tables().commit(operation(), plan, plan.commits().get(0), change.data());
    if (outcome instanceof Refused refused) {
      return Optional.of(commitRefused(table, refused.reason()));
    }
    landed.put(table, ((Landed) outcome).version());
    setting.emit(
        Action.CommitTable, operation(), Optional.of(table), "landed at " + landed.get(table));
    return Optional.empty();
  }

  private Reply commitRefused(String table, String reason) {
    setting.emit(Action.CommitRefused, operation(), Optional.of(table), reason);
    return new Reply.Failed(
        operation(), "table '" + table + "' refused: " + reason, Optional.empty());
  }

  /** Put, not created: it brings a sidecar back that a sweep has deleted. */
  private void confirmSidecar() {
    SortedMap<String, SidecarPin> pins = new TreeMap<>();
    sidecar.pins().forEach((table, pin) -> pins.put(table, pin.confirmedAt(landed.get(table))));
    sidecar = sidecar.withPins(pins);
    stores.sidecars().put(sidecar);
    setting.emit(Action.ConfirmSidecar, operation(), "at " + landed);
  }

  private Reply publish() {
    boolean unconditional = setting.has(Fault.PublishWithoutExpected);
    ManifestSwap.Result result =
        stores
            .swap()
            .publish(
                newest -> unconditional ? Optional.empty() : Pins.mismatch(newest, expected),
                newest ->
                    Pins.published(
                        newest,
                        ownVersions(newest, unconditional),
                        intent.drops().keySet(),
                        Optional.of(operation())));
    if (!result.won()) {
      return losePublish(result.mismatch().get());
    }
    setting.emit(Action.Publish, operation(), "manifest " + result.manifest().version());
    tidy();
    return new Reply.Ok(operation(), result.manifest().version());
  }

  private Map<String, Pin> ownVersions(Manifest newest, boolean highestWins) {
    Map<String, Pin> versions = new TreeMap<>();
    for (TableChange change : intent.changes()) {
      long version = landed.get(change.table());
      long own = highestWins ? Math.max(version, Pins.of(newest, change.table())) : version;
      versions.put(change.table(), new Pin(change.path(), own));
    }
    return versions;
  }

  private Reply losePublish(ExpectedVersionMismatch mismatch) {
    setting.emit(Action.LosePublish, operation(), mismatch.toString());
    return new Reply.Failed(
        operation(), "ExpectedVersionMismatch, " + mismatch, Optional.of(mismatch));
  }

  /** The operation is visible by now, so what fails here is left to a sweep. */
  private void tidy() {
    try {
      if (intent.schema().isPresent()) {
        promoteSchema();
      }
      deleteSidecar();
    } catch (StoreException leftForASweep) {
      setting.emit(Action.DeleteSidecar, operation(), "failed: " + leftForASweep.getMessage());
    }
  }

  private void promoteSchema() {
    stores.schemas().promote(operation());
    setting.emit(Action.PromoteSchema, operation(), "");
  }

  private void deleteSidecar() {
    stores.sidecars().delete(operation());
    stores.schemas().unlock(operation());
    setting.emit(Action.DeleteSidecar, operation(), "");
  }
}
