package dev.rollforward.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.Durability;
import dev.rollforward.GroupView;
import dev.rollforward.IndexOptions;
import dev.rollforward.NumberRows;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Resolution;
import dev.rollforward.Scan;
import dev.rollforward.Snapshot;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import dev.rollforward.core.Protocol;
import dev.rollforward.engine.Stores;
import dev.rollforward.lance.FileSync;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobRoot;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.store.local.PowerCut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lance.Dataset;
import org.lance.ReadOptions;
import org.lance.WriteParams.WriteMode;

/** What is left of real Lance tables when nothing outlives a power failure but what was synced. */
class PowerLossTest {
  private static final OpenOptions OPTIONS =
      OpenOptions.builder().patience(Duration.ZERO).recovery(RecoveryPolicy.NONE).build();
  private static final OpenOptions RECOVERING =
      OPTIONS.toBuilder().recovery(RecoveryPolicy.FULL).build();
  private static final Map<String, List<Long>> FIRST =
      Map.of("a", List.of(1L, 2L, 3L), "b", List.of(4L, 5L), "c", List.of(6L));
  private static final Map<String, List<Long>> SECOND =
      Map.of("a", List.of(1L, 2L, 3L, 7L), "b", List.of(5L), "c", List.of(8L, 9L));

  @TempDir private Path folder;
  private final BufferAllocator callers = new RootAllocator();
  private PowerCut disk;
  private int cuts;

  @BeforeEach
  void newDisk() {
    disk = new PowerCut(folder.resolve("group"));
  }

  @AfterEach
  void close() {
    callers.close();
  }

  @Test
  void whatIsAcknowledgedIsThere() throws IOException {
    try (TableGroup group = open(Durability.POWER)) {
      commit(first(group));
      assertThat(afterPowerCut()).isEqualTo(FIRST);
      commit(second(group));
      assertThat(afterPowerCut()).isEqualTo(SECOND);
      assertThat(disk.unsynced()).allMatch(PowerLossTest::isHint);
      commit(group.begin().renameTable("a", "d").drop("b"));
      assertThat(afterPowerCut()).isEqualTo(Map.of("d", SECOND.get("a"), "c", SECOND.get("c")));
    }
  }

  /** The red side of the test above. */
  @Test
  void withoutSyncsAnAcknowledgedTableIsLost() {
    try (TableGroup group = open(Durability.PROCESS)) {
      commit(first(group));

      assertThatThrownBy(this::afterPowerCut).isInstanceOf(Unreadable.class);
    }
  }

  /** After each call that makes anything durable: all of the transaction is there, or nothing. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCutAtAnyPointLeavesTheOldTablesOrTheNewOnes(boolean hintsAreAhead) {
    if (hintsAreAhead) {
      disk.keepBytes();
    }
    List<Map<String, List<Long>>> left = new ArrayList<>();
    try (TableGroup group = open(Durability.POWER)) {
      commit(first(group));
      Transaction second = second(group);
      disk.afterEach(() -> left.add(afterPowerCut()));
      commit(second);
      disk.afterEach(() -> {});
    }
    int firstNew = left.indexOf(SECOND);
    assertThat(firstNew).isGreaterThan(20);
    assertThat(left.subList(0, firstNew)).allMatch(FIRST::equals);
    assertThat(left.subList(firstNew, left.size())).allMatch(SECOND::equals);
  }

  @Test
  void recoverySyncsWhatADeadWriterDidNot() throws IOException {
    Dying dying = new Dying();
    try (TableGroup group = open(Durability.POWER, dying)) {
      commit(first(group));
      Transaction second = second(group);
      dying.commits = 4;
      assertThatThrownBy(second::commit).isInstanceOf(Death.class);
      assertThat(afterPowerCut()).isEqualTo(FIRST);

      assertThat(group.resolve(second.id())).isEqualTo(Resolution.COMMITTED);
      assertThat(afterPowerCut()).isEqualTo(SECOND);
    }
  }

  @Test
  void whatCannotBeSyncedIsNotPublished() throws IOException {
    try (TableGroup group = open(Durability.POWER)) {
      commit(first(group));
      Transaction second = second(group);
      disk.failIn("_versions");
      assertThat(second.commit()).isInstanceOf(CommitResult.Unknown.class);
      assertThat(rows(group)).isEqualTo(FIRST);

      disk.failIn("/");
      assertThat(group.resolve(second.id())).isEqualTo(Resolution.COMMITTED);
      assertThat(afterPowerCut()).isEqualTo(SECOND);
    }
  }

  @Test
  void anIndexIsThereWithAllItsFiles() throws IOException {
    try (TableGroup group = open(Durability.POWER)) {
      commit(first(group));
      commit(group.begin().buildIndex("a", "n", IndexOptions.btree()));
    }
    assertThat(disk.synced()).anyMatch(file -> file.toString().contains("_indices"));
    Path copy = cut();
    try (TableGroup group = TableGroup.open(copy, RECOVERING);
        Snapshot all = group.snapshot();
        TableReader a = all.read("a")) {
      assertThat(numbers(a.scan(Scan.all().where("n > 1")))).containsExactly(2L, 3L);
    }
  }

  /** Lance writes many deletions as a bitmap, few as an array. */
  @Test
  void manyDeletionsAreThereToo() throws IOException {
    try (TableGroup group = open(Durability.POWER)) {
      commit(group.begin().create("t", numbers(LongStream.range(0, 20_000).toArray())));
      commit(group.begin().delete("t", "n >= 5"));

      assertThat(disk.synced()).anyMatch(file -> file.toString().endsWith(".bin"));
      assertThat(afterPowerCut()).containsEntry("t", List.of(0L, 1L, 2L, 3L, 4L));
    }
  }

  /**
   * A file system may keep the name of a manifest of Lance that was not acknowledged, and no byte.
   */
  @Test
  void anEmptyManifestAboveAPinKeepsNobodyFromReading() throws IOException {
    try (TableGroup group = open(Durability.POWER)) {
      commit(first(group));
    }
    Path copy = cut();
    try (TableGroup group = TableGroup.open(copy, RECOVERING)) {
      String next = Long.toUnsignedString(-1L - 2) + ".manifest";
      String dataset = group.inspect().pins().get("a").dataset();
      Path empty = Files.createFile(copy.resolve(dataset).resolve("_versions").resolve(next));

      assertThat(rows(group)).isEqualTo(FIRST);
      assertThatThrownBy(() -> group.begin().append("a", numbers(7)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(dataset);
      Files.delete(empty);
      commit(group.begin().append("a", numbers(7)));
      assertThat(rows(group)).containsEntry("a", SECOND.get("a"));
    }
  }

  /** Seen from outside by a file that is gone when it is to be synced. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void aGroupHeedsTheOption(Durability durability) {
    Path root = folder.resolve("opened");
    ProtocolListener deleting =
        event -> {
          if (event.action() == Action.CommitTable) {
            deleteTransactions(root);
          }
        };
    OpenOptions options = OpenOptions.builder().durability(durability).build();
    try (TableGroup group =
        TableGroup.openOrCreate(root, options.toBuilder().listener(deleting).build())) {
      CommitResult result = group.begin().create("t", numbers(1)).commit();

      assertThat(result instanceof CommitResult.Unknown).isEqualTo(durability == Durability.POWER);
    }
    assertThat(OpenOptions.readWrite().durability()).isEqualTo(Durability.PROCESS);
  }

  private static void deleteTransactions(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".txn")).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another tool does not sync either. */
  @Test
  void whatIsAdoptedIsSynced() {
    try (TableGroup group = open(Durability.POWER)) {
      commit(first(group));
      GroupView.Pin pin = group.inspect().pins().get("c");
      try (ArrowReader rows = NumberRows.of(callers, 20)) {
        Dataset.write()
            .allocator(callers)
            .reader(rows)
            .uri(Path.of(group.root()).resolve(pin.dataset()).toString())
            .mode(WriteMode.APPEND)
            .execute()
            .close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      commit(group.begin().append("c", numbers(21)).adoptExternal("c"));
      assertThat(afterPowerCut()).containsEntry("c", List.of(6L, 20L, 21L));
    }
  }

  private Transaction first(TableGroup group) {
    return group
        .begin()
        .create("a", numbers(1, 2, 3))
        .create("b", numbers(4, 5))
        .create("c", numbers(6));
  }

  private Transaction second(TableGroup group) {
    return group
        .begin()
        .append("a", numbers(7))
        .delete("b", "n = 4")
        .overwrite("c", numbers(8))
        .append("c", numbers(9));
  }

  private ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }

  /** Ours and Lance's own say where to look first, and are not believed. */
  private static boolean isHint(Path file) {
    return file.endsWith("newest") || file.endsWith("latest_version_hint.json");
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(CommitResult.Committed.class);
  }

  private TableGroup open(Durability durability) {
    return open(durability, ProtocolListener.NONE);
  }

  /** As the library opens a group, on the recording disk. */
  private TableGroup open(Durability durability, ProtocolListener listener) {
    Path root = folder.resolve("group");
    Blobs blobs = disk.blobs();
    BlobManifestStore manifests = new BlobRoot(blobs).createOrOpen(Protocol.ROLLFORWARD);
    Optional<FileSync> sync =
        durability == Durability.POWER ? Optional.of(disk.sync()::sync) : Optional.empty();
    LanceData data = new LanceData(new Storage(blobs, root.toString()), Optional.empty(), sync);
    Stores stores =
        new Stores(
            manifests,
            new BlobSidecarStore(blobs, manifests::group),
            new BlobAuditStore(blobs, manifests::group),
            data.tables());
    return new GroupHandle(root.toUri(), OPTIONS, listener, stores, data, OperationId::random);
  }

  private Path cut() {
    Path copy = folder.resolve("copy-" + cuts++);
    disk.leave(copy);
    return copy;
  }

  /** What the group shows after a recovery of what is left, and plain Lance at its pins, too. */
  private Map<String, List<Long>> afterPowerCut() {
    Path copy = cut();
    try (TableGroup group = TableGroup.open(copy, RECOVERING)) {
      Map<String, List<Long>> rows = rows(group);
      group
          .inspect()
          .pins()
          .forEach((name, pin) -> assertThat(plain(copy, pin)).isEqualTo(rows.get(name).size()));
      return rows;
    }
  }

  private long plain(Path copy, GroupView.Pin pin) {
    try (Dataset dataset =
        Dataset.open()
            .allocator(callers)
            .uri(copy.resolve(pin.dataset()).toString())
            .readOptions(new ReadOptions.Builder().setVersion(pin.version()).build())
            .build()) {
      return dataset.countRows();
    }
  }

  private static Map<String, List<Long>> rows(TableGroup group) {
    Map<String, List<Long>> rows = new TreeMap<>();
    try (Snapshot all = group.snapshot()) {
      for (String name : all.tables()) {
        try (TableReader table = all.read(name)) {
          rows.put(name, numbers(table.scan()));
        }
      }
    }
    return rows;
  }

  private static List<Long> numbers(ArrowReader scan) {
    List<Long> numbers = new ArrayList<>();
    try (scan) {
      while (scan.loadNextBatch()) {
        BigIntVector column = (BigIntVector) scan.getVectorSchemaRoot().getVector("n");
        for (int i = 0; i < column.getValueCount(); i++) {
          numbers.add(column.get(i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return numbers;
  }

  /** Ends a writer where it is. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends it when so many commits have landed. */
  private static final class Dying implements ProtocolListener {
    private int commits = Integer.MAX_VALUE;

    @Override
    public void onStep(ProtocolEvent event) {
      if (event.action() == Action.CommitTable && --commits == 0) {
        throw new Death();
      }
    }
  }
}
