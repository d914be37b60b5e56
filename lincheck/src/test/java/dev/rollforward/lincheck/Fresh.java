package dev.rollforward.lincheck;

import dev.rollforward.core.ChangeKind;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.store.memory.MemoryAuditStore;
import dev.rollforward.store.memory.MemoryChange;
import dev.rollforward.store.memory.MemoryManifestStore;
import dev.rollforward.store.memory.MemorySidecarStore;
import dev.rollforward.store.memory.MemoryTableStore;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Groups as they are before anybody touches them. */
final class Fresh {
  private static final OperationId SETUP = new OperationId("setup");

  private Fresh() {}

  /** Stores with the empty tables a and b. */
  static Stores group(MemoryTableStore tables) {
    SortedMap<String, Pin> pins = new TreeMap<>();
    for (String name : List.of("a", "b")) {
      TableId table = new TableId(name);
      tables.commit(
          SETUP,
          new TablePlan(name, table, ChangeKind.CREATE, Pin.ABSENT, Pin.ABSENT),
          new MemoryChange(List.of()));
      pins.put(name, new Pin(table, 1));
    }
    MemoryManifestStore manifests = new MemoryManifestStore();
    manifests.create(
        new Manifest(new GroupId("lincheck"), 1, pins, new TreeMap<>(), Optional.empty()));
    return new Stores(manifests, new MemorySidecarStore(), new MemoryAuditStore(), tables);
  }
}
