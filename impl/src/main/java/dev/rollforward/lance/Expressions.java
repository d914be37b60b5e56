package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.Dataset;
import org.lance.ipc.LanceScanner;
import org.lance.ipc.ScanOptions;
import org.lance.schema.SqlExpressions;

/**
 * Values computed from rows, in the SQL of Lance's filters. Lance computes such expressions only
 * for columns that are added to a dataset, so each batch of rows becomes a dataset in memory, to
 * which they are added. Immutable.
 */
final class Expressions {
  private final BufferAllocator allocator;
  private final String problem;
  private final SqlExpressions expressions;

  /**
   * Those of {@code columns} of {@code table}, by the name of the column that gets the values.
   *
   * @param problem what an exception says that cannot be done, as in "cannot ..."
   */
  Expressions(BufferAllocator allocator, String problem, Map<String, String> columns) {
    this.allocator = allocator;
    this.problem = problem;
    SqlExpressions.Builder builder = new SqlExpressions.Builder();
    columns.forEach(builder::withExpression);
    this.expressions = builder.build();
  }

  /**
   * An expression as Lance takes it.
   *
   * @param column that gets its value
   * @param remedy what to say instead of nothing
   * @throws IllegalArgumentException if it is blank, or cannot be handed to Lance
   */
  static String translated(TableId table, String column, String value, String remedy) {
    String expression = LanceFilter.ofExpression(value);
    if (expression.isBlank()) {
      throw new IllegalArgumentException(
          "the value of column "
              + ColumnNames.shown(column)
              + " of table "
              + table
              + " is blank. "
              + remedy);
    }
    return expression;
  }

  /**
   * The rows of {@code batch} and the values of the expressions.
   *
   * @param names of the columns to return, in order
   * @throws IllegalArgumentException if a value cannot be computed
   */
  Computed compute(VectorSchemaRoot batch, List<String> names) {
    Dataset scratch = null;
    try {
      scratch = inMemory(batch);
      scratch.addColumns(expressions, Optional.empty());
      int rows = Math.max(batch.getRowCount(), 1);
      LanceScanner scanner =
          scratch.newScan(new ScanOptions.Builder().columns(names).batchSize(rows).build());
      return new Computed(scratch, scanner, scanner.scanBatches());
    } catch (Exception e) {
      if (scratch != null) {
        scratch.close();
      }
      throw failure(e);
    }
  }

  /** The rows of {@code batch} as a dataset that nobody else has. */
  Dataset inMemory(VectorSchemaRoot batch) throws IOException {
    try (ArrowReader rows = new AlignedRows(allocator, new BatchRows(allocator, batch))) {
      return Dataset.write()
          .allocator(allocator)
          .uri("memory://" + UUID.randomUUID())
          .reader(rows)
          .execute();
    }
  }

  IllegalArgumentException failure(Exception cause) {
    return new IllegalArgumentException(
        "cannot " + problem + ": " + LanceErrors.reason(cause), cause);
  }

  /** Rows with computed values. */
  record Computed(Dataset scratch, LanceScanner scanner, ArrowReader rows)
      implements AutoCloseable {
    @Override
    @SuppressWarnings("try") // the scanner's close() declares Exception and throws none of its own
    public void close() throws IOException {
      try (scratch;
          LanceScanner closing = scanner) {
        rows.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
