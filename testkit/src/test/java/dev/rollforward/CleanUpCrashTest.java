package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.core.Boundary;
import dev.rollforward.core.Lease;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.TableId;
import dev.rollforward.engine.CleanUp;
import dev.rollforward.engine.Stores;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.port.Created;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.TableCleanUp;
import dev.rollforward.store.contract.Tree;
import dev.rollforward.store.local.LocalTableFiles;
import dev.rollforward.testkit.LanceTestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clean-up that dies before and after each of its writes: what is kept can be read and written,
 * and the next clean-up leaves what one that lived would have left.
 */
class CleanUpCrashTest {
  private static final Retention NEWEST =
      Retention.ofAWeek().commits(2).acceptingFailingReaders().age(Duration.ZERO);
  private static final int COMMITS = 4;

  @TempDir private Path folder;

  @Test
  void itDiesAnywhereAndTheNextOneGoesOn() throws IOException {
    Path template = folder.resolve("template");
    makeGroup(template);
    int deaths = 0;
    while (dies(Tree.copy(template, folder.resolve("dies-" + deaths)), deaths)) {
      Path root = folder.resolve("dies-" + deaths);
      try (TableGroup group = TableGroup.open(root);
          BufferAllocator memory = new RootAllocator()) {
        assertReadable(group, COMMITS + 1);
        commit(group.begin().append("a", rows(memory)).append("b", rows(memory)));
        assertReadable(group, COMMITS + 2);
        group.maintenance().cleanUp(NEWEST);
        assertThat(group.maintenance().plan(NEWEST).items()).isEmpty();
        assertReadable(group, COMMITS + 2);
        assertThat(group.inspect().problems()).isEmpty();
      }
      assertThat(versionsLeft(root)).as("versions of both tables").isEqualTo(2 * 2);
      deaths++;
    }
    assertThat(deaths).as("a record, and several files and manifests, twice").isGreaterThan(20);
  }

  private static void makeGroup(Path root) {
    try (TableGroup group = TableGroup.create(root);
        BufferAllocator memory = new RootAllocator()) {
      commit(group.begin().create("a", rows(memory)).create("b", rows(memory)));
      for (int i = 0; i < COMMITS; i++) {
        commit(group.begin().append("a", rows(memory)).append("b", rows(memory)));
      }
    }
  }

  private static ArrowReader rows(BufferAllocator memory) {
    return NumberRows.of(memory, 1);
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(CommitResult.Committed.class);
  }

  private static void assertReadable(TableGroup group, long rows) {
    try (Snapshot now = group.snapshot()) {
      for (String table : now.tables()) {
        try (TableReader reader = now.read(table)) {
          assertThat(read(reader)).isEqualTo(rows);
        }
      }
    }
  }

  /** By reading the rows: their number alone is in the metadata. */
  static long read(TableReader reader) {
    long rows = 0;
    try (ArrowReader batches = reader.scan()) {
      while (batches.loadNextBatch()) {
        rows += batches.getVectorSchemaRoot().getRowCount();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  /** Whether a clean-up of {@code root} dies, in the middle of write {@code death} / 2. */
  private static boolean dies(Path root, int death) {
    try (LanceTestStores opened = LanceTestStores.at(root)) {
      Stores stores = opened.stores();
      Dying dying = new Dying(death);
      CleanUp cleanUp =
          new CleanUp(
              stores,
              new DyingHistory((HistoryStore) stores.manifests(), dying),
              new DyingTables(
                  ((LanceTableStore) stores.tables()).cleanUp(new LocalTableFiles(root)), dying),
              Collections::emptySortedSet,
              ProtocolListener.NONE);
      if (dying.isBeyond(cleanUp.plan(NEWEST).items().size() + 1)) {
        return false;
      }
      assertThatThrownBy(() -> cleanUp.run(NEWEST, Supplier::get)).isInstanceOf(Died.class);
      return true;
    }
  }

  /** The process dies. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Counts writes, and dies before or after one of them. */
  private static final class Dying {
    private final int death;
    private int writes;

    Dying(int death) {
      this.death = death;
    }

    boolean isBeyond(int lastWrite) {
      return death / 2 >= lastWrite;
    }

    <T> T write(Supplier<T> effect) {
      boolean isLast = writes++ == death / 2;
      if (isLast && death % 2 == 0) {
        throw new Died();
      }
      T done = effect.get();
      if (isLast) {
        throw new Died();
      }
      return done;
    }
  }

  private record DyingHistory(HistoryStore history, Dying dying) implements HistoryStore {
    @Override
    public Optional<Stored> read(long version) {
      return history.read(version);
    }

    @Override
    public List<Long> numbers() {
      return history.numbers();
    }

    @Override
    public List<StoreException> check(Consumer<Manifest> each) {
      return history.check(each);
    }

    @Override
    public Optional<Boundary> boundary() {
      return history.boundary();
    }

    @Override
    public Created record(Boundary boundary) {
      return dying.write(() -> history.record(boundary));
    }

    @Override
    public void makeDurable(Boundary boundary) {
      history.makeDurable(boundary);
    }

    @Override
    public void lease(Lease lease) {
      history.lease(lease);
    }

    @Override
    public List<Lease> leases() {
      return history.leases();
    }

    @Override
    public void release(UUID lease) {
      history.release(lease);
    }

    @Override
    public void delete(long version) {
      dying.write(
          () -> {
            history.delete(version);
            return version;
          });
    }
  }

  private record DyingTables(TableCleanUp tables, Dying dying) implements TableCleanUp {
    @Override
    public SortedSet<String> older(Instant time) {
      return tables.older(time);
    }

    @Override
    public List<CleanUpPlan.Item> unneeded(TableId table, long floor, SortedSet<String> old) {
      return tables.unneeded(table, floor, old);
    }

    @Override
    public List<CleanUpPlan.Item> strays(SortedSet<String> old, Set<TableId> known) {
      return tables.strays(old, known);
    }

    @Override
    public List<CleanUpPlan.Item> all(TableId table) {
      return tables.all(table);
    }

    @Override
    public void delete(CleanUpPlan.Item item) {
      dying.write(
          () -> {
            tables.delete(item);
            return item;
          });
    }
  }

  private static long versionsLeft(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.getParent().endsWith("_versions"))
          .filter(file -> file.toString().endsWith(".manifest"))
          .count();
    }
  }
}
