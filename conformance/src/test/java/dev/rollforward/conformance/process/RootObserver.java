package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.conformance.process.WorkerMessage.Kind;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.json.SidecarCodec;
import dev.rollforward.testkit.Evidence;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.LanceTestStores;
import dev.rollforward.testkit.OperationRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Observes a root of our protocol from outside of all its processes: the contents of its files, and
 * what the processes report. Reads the files whenever a message arrives.
 */
final class RootObserver implements AutoCloseable {
  private final Path root;
  private final LanceTestStores testStores;
  private final Stores stores;
  private final Map<OperationId, Sidecar> armed = new TreeMap<>();
  private final Map<OperationId, CommitResult> replies = new TreeMap<>();
  // By file: whoever writes a record again leaves another one.
  private final Map<OperationId, Map<String, Audit>> audits = new TreeMap<>();

  /** Makes a group at {@code root} with {@code tables}. */
  RootObserver(Path root, String... tables) {
    this.root = root;
    List<WorkerMessage> setup = new ArrayList<>();
    new ShippedTasks(root, setup::add).through(deeds -> deeds.create(List.of(tables)));
    this.testStores = LanceTestStores.at(root);
    this.stores = testStores.stores();
    setup.forEach(this::hear);
  }

  Path root() {
    return root;
  }

  /** Somebody in this JVM does {@code deed}; what happens at {@code stop} may end it. */
  WorkerMessage performHere(StopPoint stop, Effect effect, WorkerTask deed, String... rest) {
    List<WorkerMessage> lines = new ArrayList<>();
    try {
      new ShippedTasks(root, lines::add)
          .upTo(stop, effect, deeds -> deeds.perform(deed, List.of(rest)));
    } finally {
      lines.forEach(this::hear);
    }
    return lines.get(lines.size() - 1);
  }

  /** The same, to its end. */
  WorkerMessage performHere(WorkerTask deed, String... rest) {
    return performHere(StopPoint.NOWHERE, Effect.halt(), deed, rest);
  }

  /** A writer in this JVM that halts where it is to stop, for good; it must be armed by then. */
  OperationId haltedWriter(Failpoint failpoint, int nth, String... tables) {
    try {
      WorkerMessage told =
          performHere(StopPoint.at(failpoint, nth), Effect.halt(), WorkerTask.Append, tables);
      throw new AssertionError("it did not halt: " + told);
    } catch (Halt expected) {
      return sidecars().get(0);
    }
  }

  /** Somebody says {@code said}. */
  void hear(WorkerMessage said) {
    if (said.kind() == Kind.ARMED) {
      byte[] file = Base64.getDecoder().decode(said.parts().get(1));
      saw(new SidecarCodec().decode(file, "what a process said", said.parts().get(0)));
    } else if (said.kind() == Kind.TOLD) {
      replies.put(said.told().operation(), said.told());
    }
    look();
  }

  private void saw(Sidecar sidecar) {
    armed.put(sidecar.operation(), sidecar);
  }

  private void look() {
    for (OperationId operation : stores.sidecars().list().operations()) {
      stores.sidecars().read(operation).ifPresent(this::saw);
    }
    for (OperationId operation : stores.audits().list()) {
      String file = fileOf(root.resolve("__audit").resolve(operation + ".json"));
      Audit audit = stores.audits().read(operation).orElseThrow();
      audits.computeIfAbsent(operation, o -> new LinkedHashMap<>()).put(file, audit);
    }
  }

  private static String fileOf(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.fileKey() + " of " + file.lastModifiedTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The invariants that do not hold now. */
  List<Invariant> violated() {
    look();
    return Invariant.violatedBy(evidence());
  }

  private Evidence evidence() {
    Map<TableId, TableHistory> histories = new TreeMap<>();
    armed.values().stream()
        .flatMap(sidecar -> sidecar.tables().stream())
        .map(TablePlan::table)
        .distinct()
        .forEach(table -> histories.put(table, stores.tables().history(table, 0)));
    Map<OperationId, List<Audit>> records = new TreeMap<>();
    audits.forEach((operation, files) -> records.put(operation, List.copyOf(files.values())));
    return new Evidence(
        manifests(),
        Map.copyOf(armed),
        new TreeSet<>(sidecars()),
        records,
        histories,
        testStores::rows,
        Map.copyOf(replies));
  }

  /** None is ever deleted. */
  private List<Manifest> manifests() {
    List<Manifest> manifests = new ArrayList<>();
    ManifestCodec codec = new ManifestCodec();
    long newest = stores.manifests().readNewest().version();
    for (long version = 1; version <= newest; version++) {
      String name = ManifestCodec.name(version);
      Path file = root.resolve("__manifest").resolve(name + ".json");
      try {
        manifests.add(codec.decode(Files.readAllBytes(file), file.toString(), name).manifest());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return manifests;
  }

  /** The operations whose sidecar stands. */
  List<OperationId> sidecars() {
    return stores.sidecars().list().operations();
  }

  /** The audit records that were seen, of whichever operation. */
  List<Audit> audits() {
    return audits.values().stream().flatMap(files -> files.values().stream()).toList();
  }

  /** What users read in {@code table}: the operations that added its rows, but for the first. */
  List<OperationId> visible(String table) {
    try (TableGroup group = TableGroup.open(root, OpenOptions.readOnly());
        TableReader version = group.snapshot().read(table)) {
      List<OperationId> rows = OperationRows.in(version);
      return rows.subList(1, rows.size());
    }
  }

  /**
   * What must be true when everyone has finished: every invariant holds, after one more sweep no
   * sidecar is left, another writer succeeds, and every invariant still holds.
   *
   * @param other sweeps and writes
   */
  void assertSound(WorkerProcess other) {
    assertSound((deed, rest) -> other.perform(this, deed, rest));
  }

  /** The same, if nobody else is there to do it. */
  void assertSound() {
    assertSound(this::performHere);
  }

  private interface Player {
    WorkerMessage perform(WorkerTask deed, String... rest);
  }

  private void assertSound(Player other) {
    assertThat(violated()).isEmpty();
    assertThat(other.perform(WorkerTask.Open).kind()).isEqualTo(Kind.DONE);
    assertThat(sidecars()).isEmpty();
    CommitResult probe = other.perform(WorkerTask.Append, "a", "b").told();
    assertThat(probe).isInstanceOf(CommitResult.Committed.class);
    assertThat(visible("a")).endsWith(probe.operation());
    assertThat(visible("b")).endsWith(probe.operation());
    assertThat(violated()).isEmpty();
  }

  @Override
  public void close() {
    testStores.close();
  }
}
