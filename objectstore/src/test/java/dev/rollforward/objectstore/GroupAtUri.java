package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.NumberRows;
import dev.rollforward.OpenOptions;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;

/** A group at a URI, whose tables have a column {@code n} of numbers. */
final class GroupAtUri implements AutoCloseable {
  private final BufferAllocator callers = new RootAllocator();
  private final TableGroup group;

  GroupAtUri(URI root, OpenOptions options) {
    try {
      group =
          options.writable()
              ? TableGroup.openOrCreate(root, options)
              : TableGroup.open(root, options);
    } catch (RuntimeException | Error failure) {
      callers.close();
      throw failure;
    }
  }

  TableGroup group() {
    return group;
  }

  Transaction begin() {
    return group.begin();
  }

  ArrowReader rows(long... numbers) {
    return NumberRows.of(callers, numbers);
  }

  /** Creates {@code tables}, each with one row. */
  void create(String... tables) {
    Transaction create = begin();
    for (String table : tables) {
      create.create(table, rows(0));
    }
    commit(create);
  }

  /** Appends a row to each of {@code tables}. */
  Transaction appendTo(long number, String... tables) {
    return appendTo(begin(), number, tables);
  }

  Transaction appendTo(Transaction transaction, long number, String... tables) {
    for (String table : tables) {
      transaction.append(table, rows(number));
    }
    return transaction;
  }

  static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  /** The numbers in {@code table}, ascending. */
  List<Long> numbers(String table) {
    List<Long> numbers = new ArrayList<>();
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read(table);
        ArrowReader batches = reader.scan()) {
      while (batches.loadNextBatch()) {
        BigIntVector column = (BigIntVector) batches.getVectorSchemaRoot().getVector("n");
        for (int row = 0; row < column.getValueCount(); row++) {
          numbers.add(column.get(row));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    numbers.sort(null);
    return numbers;
  }

  @Override
  public void close() {
    group.close();
    callers.close();
  }
}
