package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.Dataset;
import org.lance.ipc.ScanOptions;

/** A condition that selects rows to change, in the words that Lance takes. Immutable. */
final class RowPredicate {
  private final String given;
  private final String filter;

  private RowPredicate(String given, String filter) {
    this.given = given;
    this.filter = filter;
  }

  /**
   * @throws IllegalArgumentException if it is blank, or cannot be handed to Lance
   */
  static RowPredicate of(String predicate) {
    String filter = LanceFilter.of(predicate);
    if (filter.isBlank()) {
      throw new IllegalArgumentException(
          "a predicate that is blank selects nothing. To select every row, say true");
    }
    return new RowPredicate(predicate, filter);
  }

  /** As Lance takes it. */
  String filter() {
    return filter;
  }

  /**
   * The rows of {@code version} that it selects: those of which it is true, and neither false nor
   * null.
   *
   * @throws IllegalArgumentException if it cannot be understood, or names no column
   * @throws StoreException if the version cannot be read, or the condition not be computed for one
   *     of its rows
   */
  RowSelection select(LanceDatasets datasets, TableId table, Dataset version) {
    RowSelection selected = new RowSelection();
    ScanOptions addresses =
        new ScanOptions.Builder().columns(List.of()).filter(filter).withRowAddress(true).build();
    datasets.scan(
        table,
        version,
        addresses,
        "select rows by " + ColumnNames.shown(given),
        rows -> drain(datasets, table, rows, selected));
    return selected;
  }

  private static void drain(
      LanceDatasets datasets, TableId table, ArrowReader rows, RowSelection selected) {
    try {
      while (rows.loadNextBatch()) {
        selected.addAll(rows.getVectorSchemaRoot());
      }
    } catch (IOException e) {
      throw datasets.failure(table, "cannot select rows", e);
    }
  }
}
