package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult.Committed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lance.Dataset;

/** Compactions and indexes of real Lance tables, beside changes of their rows. */
class IndexesTest {
  @TempDir private Path root;
  private final BufferAllocator callers = new RootAllocator();
  private TableGroup group;

  @BeforeEach
  void threeFragments() {
    group = TableGroup.openOrCreate(root);
    commit(group.begin().create("t", numbers(1, 2, 3)).create("empty", NumberRows.SCHEMA));
    commit(group.begin().append("t", numbers(4)));
    commit(group.begin().append("t", numbers(5)));
  }

  @AfterEach
  void close() {
    group.close();
    callers.close();
  }

  @Test
  void aCompactionKeepsTheRowsAndOutdatesNoSnapshot() {
    try (Snapshot seen = group.snapshot()) {
      commit(group.begin().compact("t"));

      assertThat(fragments()).isEqualTo(1);
      assertThat(count("t", Scan.all())).isEqualTo(5);
      assertThat(group.inspect().pins().get("t").version()).isEqualTo(4);
      commit(group.begin(seen).append("t", numbers(6)));
      commit(group.begin().delete("t", "n = 1"));
    }
    assertThat(count("t", Scan.all())).isEqualTo(5);
  }

  /** Staged on the files that were there before, and made again for those that are there now. */
  @Test
  void aDeleteOnASnapshotFitsACompactedTable() {
    try (Snapshot seen = group.snapshot()) {
      Transaction delete = group.begin(seen).delete("t", "n = 4");
      commit(group.begin().compact("t"));

      commit(delete);
    }
    assertThat(count("t", Scan.all())).isEqualTo(4);
    assertThat(count("t", Scan.all().where("n = 4"))).isZero();
  }

  @Test
  void anIndexAnswersTheSameAndIsOptimized() {
    commit(group.begin().buildIndex("t", "n", IndexOptions.btree()));
    assertThat(indexed()).isEqualTo(5);
    commit(group.begin().append("t", numbers(6, 7)));
    assertThat(indexed()).isEqualTo(5);
    assertThat(count("t", Scan.all().where("n > 3"))).isEqualTo(4);

    commit(group.begin().optimizeIndex("t", "n_idx"));

    assertThat(indexed()).isEqualTo(7);
    assertThat(count("t", Scan.all().where("n > 3"))).isEqualTo(4);
    commit(group.begin().compact("t"));
    commit(group.begin().update("t", "n = 7", Map.of("n", "8")));
    assertThat(count("t", Scan.all().where("n > 3"))).isEqualTo(4);
    assertThat(count("t", Scan.all().where("n = 7"))).isZero();
    commit(group.begin().optimizeIndex("t", "n_idx"));
    assertThat(count("t", Scan.all().where("n = 8"))).isEqualTo(1);
  }

  @Test
  void whatWasStagedOnOtherFilesIsOvertaken() {
    Transaction index = group.begin().buildIndex("t", "n", IndexOptions.btree());
    commit(group.begin().compact("t"));

    assertThat(index.commit())
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.OVERTAKEN));
  }

  @Test
  void badInputIsRefused() {
    Transaction transaction = group.begin();
    assertThatThrownBy(() -> transaction.compact("none")).isInstanceOf(NoSuchTableException.class);
    assertThatThrownBy(() -> transaction.compact("empty"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table empty has nothing to compact");
    assertThatThrownBy(() -> transaction.buildIndex("t", "m", IndexOptions.btree()))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessageStartingWith("table t has no column 'm'");
    assertThatThrownBy(() -> transaction.buildIndex("t", "n", IndexOptions.ivfFlat(2)))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("is no fixed-size list of floats");
    assertThatThrownBy(() -> transaction.buildIndex("empty", "n", IndexOptions.btree()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table empty has no rows to index");
    assertThatThrownBy(() -> transaction.optimizeIndex("t", "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table t has no index 'none'. Its indexes are []");
    assertThatThrownBy(() -> IndexOptions.ivfFlat(0)).isInstanceOf(IllegalArgumentException.class);
    commit(group.begin().buildIndex("t", "n", IndexOptions.btree()));
    assertThatThrownBy(() -> group.begin().buildIndex("t", "n", IndexOptions.btree()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has an index 'n_idx' already");
  }

  private long indexed() {
    try (Snapshot now = group.snapshot();
        Dataset dataset = now.dataset("t")) {
      return ((Number) dataset.getIndexStatistics("n_idx").get("num_indexed_rows")).longValue();
    }
  }

  private int fragments() {
    try (Snapshot now = group.snapshot();
        Dataset dataset = now.dataset("t")) {
      return dataset.getFragments().size();
    }
  }

  private long count(String table, Scan scan) {
    long rows = 0;
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read(table);
        ArrowReader batches = reader.scan(scan)) {
      while (batches.loadNextBatch()) {
        rows += batches.getVectorSchemaRoot().getRowCount();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  private ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }
}
