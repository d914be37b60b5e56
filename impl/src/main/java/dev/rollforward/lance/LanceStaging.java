package dev.rollforward.lance;

import dev.rollforward.IndexOptions;
import dev.rollforward.NoSuchColumnException;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StagedFragments;
import dev.rollforward.StoreException;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore.StagedChange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;

/**
 * Writes what commits of a {@link LanceTableStore} will make visible. It holds native memory only
 * while a call runs. Safe for use by several threads.
 */
public final class LanceStaging {
  private final LanceDatasets datasets;
  private final DerivedWriter derived;

  LanceStaging(LanceDatasets datasets) {
    this.datasets = datasets;
    this.derived = new DerivedWriter(datasets);
  }

  /**
   * Prepares the creation of {@code table} without rows. Writes nothing.
   *
   * @throws UnsupportedSchemaException if no table can have this schema
   */
  public LanceStagedChange stageCreate(TableId table, Schema schema) {
    return StagedCreate.empty(table, schema);
  }

  /**
   * Writes the first data of {@code table}, visible to nobody until committed.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @throws UnsupportedSchemaException if no table can have its schema
   * @throws StoreException if it cannot be read, or the data not be written
   */
  public LanceStagedChange stageCreate(TableId table, ArrowReader rows) {
    return staging(table, writer -> StagedCreate.of(writer, table, rows));
  }

  /**
   * Writes rows to be added to {@code table}, visible to nobody until committed. HEAD does not
   * move.
   *
   * @param base the version whose schema the rows must have: the pin, or any version that resolves
   *     to it
   * @param rows read to its end and closed, also on failure; at least one row
   * @throws SchemaMismatchException if their schema is not that of {@code base}: the same names in
   *     the same order, with the same types and nullability, inside lists and structs too
   * @throws IllegalArgumentException if there are no rows, or dictionary-encoded fields
   * @throws StoreException.Unreadable if {@code base} does not exist
   * @throws StoreException if the rows cannot be read, or the data not be written
   */
  public LanceStagedChange stageAppend(TableId table, long base, ArrowReader rows) {
    return stageAppend(new PinnedTable(new Pin(table, base), "", Optional.empty()), rows);
  }

  /**
   * The same on a pin.
   *
   * @throws StoreException.Unreadable if the pinned version is gone (MISSING), or another
   *     transaction than the pinned one made it (FOREIGN)
   */
  public LanceStagedChange stageAppend(PinnedTable table, ArrowReader rows) {
    return staging(table.pin().table(), writer -> StagedAppend.of(writer, datasets, table, rows));
  }

  /**
   * Rows that others have staged by {@link #stageFragments}, to be added to {@code table}. Writes
   * nothing.
   *
   * @param fragments at least one row in all
   * @throws SchemaMismatchException as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws IllegalArgumentException if they are for another table, one is there twice, or there
   *     are no rows
   * @throws StoreException as {@link #stageAppend(PinnedTable, ArrowReader)}
   */
  public LanceStagedChange stageAppend(PinnedTable table, List<StagedFragments> fragments) {
    return StagedAppend.of(datasets, table, fragments);
  }

  /**
   * The same, to be put in place of all that {@code table} has.
   *
   * @param fragments may have no rows
   */
  public LanceStagedChange stageOverwrite(PinnedTable table, List<StagedFragments> fragments) {
    return StagedOverwrite.of(datasets, table, fragments);
  }

  /**
   * Writes rows of the schema of {@code table}, in no version of it, for another process to commit.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @throws SchemaMismatchException as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException as {@link #stageAppend(PinnedTable, ArrowReader)}
   */
  public HandedFragments stageFragments(PinnedTable table, ArrowReader rows) {
    return writing(
        table.pin().table(), writer -> StagedAppend.toHandOver(writer, datasets, table, rows));
  }

  /**
   * Writes rows to be put in place of all that {@code table} has, visible to nobody until
   * committed.
   *
   * @param other a dataset that does not exist, which takes them if their schema is another
   * @param rows read to its end and closed, also on failure; may have no rows
   * @return an OVERWRITE of {@code table}, or a REPLACE by {@code other}
   * @throws UnsupportedSchemaException if their schema is another, and no table can have it
   * @throws IllegalArgumentException if they have dictionary-encoded fields
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the rows cannot be read, or the data not be written
   */
  public LanceStagedChange stageOverwrite(PinnedTable table, TableId other, ArrowReader rows) {
    TableId id = table.pin().table();
    return staging(id, writer -> stageOverwrite(writer, table, other, rows));
  }

  private LanceStagedChange stageOverwrite(
      FragmentWriter writer, PinnedTable table, TableId other, ArrowReader rows) {
    TableId id = table.pin().table();
    return writer.consuming(
        id,
        rows,
        (aligned, schema) -> {
          try (Dataset version = datasets.at(table)) {
            return SchemaCheck.isSame(id, version.getSchema(), schema)
                ? StagedOverwrite.of(writer, id, version, aligned, schema)
                : StagedCreate.replacing(writer, other, aligned, schema);
          }
        });
  }

  /**
   * Writes which rows of {@code table} are to be deleted, visible to nobody until committed.
   *
   * @param predicate a condition in the SQL of Lance
   * @throws IllegalArgumentException if it is blank, cannot be understood, or names no column
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageDelete(PinnedTable table, String predicate) {
    return StagedDelete.of(datasets, table, predicate);
  }

  /**
   * Writes rows to be merged into {@code table} by key, visible to nobody until committed.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @param keyColumns which columns together are the key
   * @throws SchemaMismatchException if their schema is not that of {@code table}
   * @throws NoSuchColumnException if there is no such key column
   * @throws IllegalArgumentException if there is no key column, one is named twice, nested or holds
   *     floating-point numbers, or two rows have the same key, or one a null in it
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the rows or the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageUpsert(
      PinnedTable table, UpsertMode mode, ArrowReader rows, List<String> keyColumns) {
    return staging(
        table.pin().table(),
        writer -> StagedUpsert.of(writer, datasets, table, mode, rows, keyColumns));
  }

  /**
   * Writes new values for rows of {@code table}, visible to nobody until committed.
   *
   * @param predicate a condition in the SQL of Lance
   * @param assignments an expression, in the same SQL, for each column that gets a new value
   * @throws NoSuchColumnException if there is no such column to assign to
   * @throws IllegalArgumentException if the predicate or an expression is blank, cannot be
   *     understood, names no column, is of another type than its column, or cannot be computed for
   *     a row; or if there is none
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageUpdate(
      PinnedTable table, String predicate, Map<String, String> assignments) {
    return staging(
        table.pin().table(),
        writer -> StagedUpdate.of(writer, datasets, table, predicate, assignments));
  }

  /**
   * Prepares another schema of {@code table}. Writes nothing.
   *
   * @param before a change of the schema of the same version, on top of which it is made, in one
   *     commit; empty if there is none
   * @throws NoSuchColumnException if it names a column that is not there
   * @throws UnsupportedSchemaException if no table can have the result
   * @throws IllegalArgumentException if it names no columns, or one twice; or if {@code before} is
   *     no change of the schema
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   */
  public LanceStagedChange stageSchema(
      PinnedTable table, Optional<StagedChange> before, SchemaEdit edit) {
    if (before.isEmpty()) {
      return StagedSchema.of(datasets, table, edit);
    }
    if (!(before.get() instanceof Editable staged)) {
      throw new IllegalArgumentException("no change of the schema: " + before.get());
    }
    try (Dataset version = datasets.at(table)) {
      return staged.then(edit, version);
    }
  }

  /**
   * Writes columns for the rows of {@code table}, visible in no version until committed.
   *
   * @param columns an expression in the SQL of Lance for each
   * @throws UnsupportedSchemaException if no table can have the result
   * @throws IllegalArgumentException if there are none; or if an expression is blank, cannot be
   *     understood, names no column, or cannot be computed for a row
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageColumns(PinnedTable table, Map<String, String> columns) {
    TableId id = table.pin().table();
    return staging(
        id,
        writer ->
            StagedColumns.of(datasets, table, new ComputedColumns(writer, datasets, id, columns)));
  }

  /**
   * Writes columns for the rows of {@code table}, with the values of those that have the same key,
   * visible in no version until committed.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @param key a column of both; all others of {@code rows} are added
   * @throws NoSuchColumnException if one has no column {@code key}
   * @throws SchemaMismatchException if the key is of another type there
   * @throws UnsupportedSchemaException if no table can have the result
   * @throws IllegalArgumentException if there are no other columns, rows cannot be matched by the
   *     key, or two of {@code rows} have the same, or one a null in it
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the rows or the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageColumns(PinnedTable table, ArrowReader rows, String key) {
    return staging(table.pin().table(), writer -> stageColumns(writer, table, rows, key));
  }

  private LanceStagedChange stageColumns(
      FragmentWriter writer, PinnedTable table, ArrowReader rows, String key) {
    TableId id = table.pin().table();
    return writer.consuming(
        id,
        rows,
        (aligned, schema) -> {
          try (Dataset version = datasets.at(table)) {
            return StagedColumns.of(
                datasets,
                table,
                MatchedColumns.of(writer, datasets, id, version, aligned, schema, key));
          }
        });
  }

  /**
   * Writes larger fragments for {@code table}, in no version until committed.
   *
   * @throws IllegalArgumentException if there is nothing to compact
   * @throws StoreException if they cannot be written
   */
  public LanceStagedChange stageCompact(PinnedTable table) {
    return derived.compact(table);
  }

  /**
   * Writes an index of a column of {@code table}, in no version until committed.
   *
   * @throws NoSuchColumnException if there is no such column
   * @throws UnsupportedSchemaException if it cannot have this index
   * @throws IllegalArgumentException if there is an index of this name, or no row to index
   * @throws StoreException if it cannot be written
   */
  public LanceStagedChange stageBuildIndex(PinnedTable table, String column, IndexOptions options) {
    return derived.buildIndex(table, column, options);
  }

  /**
   * Writes an index of {@code table} again, over all of its rows, in no version until committed.
   *
   * @throws IllegalArgumentException if there is no such index, it is of a type that {@link
   *     IndexOptions} does not know, or there is no row to index
   * @throws StoreException if it cannot be written
   */
  public LanceStagedChange stageOptimizeIndex(PinnedTable table, String index) {
    return derived.optimizeIndex(table, index);
  }

  /**
   * Deletes the data files of {@code staged}, which nobody can commit any more. Files that are gone
   * already are no error. What a commit has written again, for another version than the one that it
   * was staged against, and files that mark rows as deleted, stay.
   *
   * @throws StoreException if a file could not be deleted; the others may be
   */
  public void discard(LanceStagedChange staged) {
    for (String file : staged.files()) {
      try {
        datasets.location().delete(staged.table(), file);
      } catch (IOException e) {
        throw datasets.failure(staged.table(), "cannot delete staged data file " + file, e);
      }
    }
  }

  /** What is staged, and knows its files. */
  private LanceStagedChange staging(
      TableId table, Function<FragmentWriter, LanceStagedChange> change) {
    return writing(
        table,
        writer -> {
          LanceStagedChange staged = change.apply(writer);
          staged.written(writer.written());
          return staged;
        });
  }

  /** What is written; if that fails, the files that it has completed are removed. */
  private <T> T writing(TableId table, Function<FragmentWriter, T> change) {
    FragmentWriter writer = new FragmentWriter(datasets);
    try {
      return change.apply(writer);
    } catch (RuntimeException | Error failure) {
      writer.discard(table, failure);
      throw failure;
    }
  }
}
