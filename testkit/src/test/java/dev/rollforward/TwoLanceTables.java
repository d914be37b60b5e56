package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult.Committed;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A group of two real Lance tables, each with the number 1 in it. */
abstract class TwoLanceTables {
  @TempDir Path root;
  final BufferAllocator callers = new RootAllocator();
  private final OpenOptions options;
  TableGroup group;

  TwoLanceTables(OpenOptions options) {
    this.options = options;
  }

  @BeforeEach
  void twoTables() {
    group = TableGroup.openOrCreate(root, options);
    commit(group.begin().create("a", numbers(1)).create("b", numbers(1)));
  }

  @AfterEach
  void close() {
    group.close();
    callers.close();
  }

  long count(String table) {
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read(table)) {
      return reader.rowCount();
    }
  }

  static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }
}
