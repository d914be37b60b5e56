package dev.rollforward.lance;

import dev.rollforward.UpsertMode;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Upsert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;
import org.lance.ipc.ScanOptions;

/**
 * Rows that are matched with those of a table by key. All of them are written once; which of them
 * count, and which rows of the table they replace, is found on each version anew.
 */
final class StagedUpsert extends StagedRewrite {
  private final Source source;

  /**
   * What is the same on every version.
   *
   * @param schema of the rows
   * @param fragments the rows, in order
   * @param rows the number of each row, from 0, by its key
   */
  private record Source(
      FragmentWriter writer,
      LanceDatasets datasets,
      TableId table,
      UpsertMode mode,
      Schema schema,
      KeyColumns keys,
      List<FragmentMetadata> fragments,
      Map<List<Object>, Integer> rows) {}

  private StagedUpsert(Source source, Dataset version, Rewrite rewrite) {
    super(source.table(), new Upsert(), version, rewrite);
    this.source = source;
  }

  /** Of rows, which are closed, also on failure. */
  static StagedUpsert of(
      FragmentWriter writer,
      LanceDatasets datasets,
      PinnedTable pinned,
      UpsertMode mode,
      ArrowReader rows,
      List<String> keyColumns) {
    TableId table = pinned.pin().table();
    return writer.consuming(
        table,
        rows,
        (aligned, schema) -> {
          try (Dataset version = datasets.at(pinned)) {
            SchemaCheck.matches(table, version.getSchema(), schema);
            KeyColumns keys = KeyColumns.of(table, schema, keyColumns);
            KeyedRows keyed = new KeyedRows(datasets.allocator(), aligned, table, keys);
            List<FragmentMetadata> fragments =
                keyed.refusal().explaining(() -> writer.write(table, keyed, WriteMode.APPEND));
            return on(
                new Source(
                    writer,
                    datasets,
                    table,
                    mode,
                    schema,
                    keys,
                    fragments,
                    Map.copyOf(keyed.rows())),
                version);
          }
        });
  }

  private static StagedUpsert on(Source source, Dataset version) {
    SchemaCheck.matches(source.table(), version.getSchema(), source.schema());
    SchemaCheck.fieldIds(source.table(), source.fragments(), version);
    RowSelection replaced = new RowSelection();
    BitSet matched = match(source, version, replaced);
    BitSet counting = matched;
    if (source.mode() != UpsertMode.UPDATE_ONLY) {
      counting = new BitSet();
      counting.set(0, source.rows().size());
      if (source.mode() == UpsertMode.INSERT_ONLY) {
        counting.andNot(matched);
      }
    }
    List<FragmentMetadata> added = only(source, counting);
    RowSelection deleted = source.mode() == UpsertMode.INSERT_ONLY ? new RowSelection() : replaced;
    Rewrite rewrite =
        source
            .datasets()
            .staging(source.table(), "deletions", () -> deleted.replacedBy(version, added));
    return new StagedUpsert(source, version, rewrite);
  }

  /** The rows that the table has by key; those of the table are added to {@code replaced}. */
  private static BitSet match(Source source, Dataset version, RowSelection replaced) {
    BitSet matched = new BitSet();
    ScanOptions keys =
        new ScanOptions.Builder().columns(source.keys().names()).withRowAddress(true).build();
    source
        .datasets()
        .scan(
            source.table(),
            version,
            keys,
            "match keys",
            batches -> matchAll(source, batches, matched, replaced));
    return matched;
  }

  private static void matchAll(
      Source source, ArrowReader batches, BitSet matched, RowSelection replaced) {
    try {
      while (batches.loadNextBatch()) {
        match(source, batches.getVectorSchemaRoot(), matched, replaced);
      }
    } catch (IOException e) {
      throw source.datasets().failure(source.table(), "cannot match keys", e);
    }
  }

  /** A row of the table without a key equals none, and stays. */
  private static void match(
      Source source, VectorSchemaRoot batch, BitSet matched, RowSelection replaced) {
    List<FieldVector> columns = source.keys().of(batch);
    UInt8Vector addresses = RowSelection.addresses(batch);
    for (int i = 0; i < batch.getRowCount(); i++) {
      Integer row = KeyColumns.key(columns, i).map(source.rows()::get).orElse(null);
      if (row != null) {
        matched.set(row);
        replaced.add(addresses.get(i));
      }
    }
  }

  /** The rows of the source that count; where that is some of a file, they are written again. */
  private static List<FragmentMetadata> only(Source source, BitSet counting) {
    List<FragmentMetadata> kept = new ArrayList<>();
    int first = 0;
    for (FragmentMetadata fragment : source.fragments()) {
      int size = Math.toIntExact(fragment.getPhysicalRows());
      BitSet here = counting.get(first, first + size);
      if (here.cardinality() == size) {
        kept.add(fragment);
      } else if (!here.isEmpty()) {
        kept.addAll(source.writer().writeAgain(source.table(), fragment, here));
      }
      first += size;
    }
    return kept;
  }

  @Override
  StagedUpsert stagedOn(Dataset version) {
    return on(source, version);
  }
}
