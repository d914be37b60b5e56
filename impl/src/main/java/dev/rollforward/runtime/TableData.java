package dev.rollforward.runtime;

import dev.rollforward.IndexOptions;
import dev.rollforward.StagedFragments;
import dev.rollforward.StoreException;
import dev.rollforward.TableReader;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Change;
import dev.rollforward.lance.FileStatistics;
import dev.rollforward.lance.SchemaEdit;
import dev.rollforward.port.TableCheck;
import dev.rollforward.port.TableCleanUp;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;

/**
 * What tables hold, which the protocol never looks at: staging it and reading it. {@link LanceData}
 * does both; beside it there are only tests, whose tables are in memory. Safe for use by several
 * threads.
 */
public interface TableData {
  /** Stages one change of a table. */
  @FunctionalInterface
  interface Staging {
    /**
     * Stages it.
     *
     * @param table the table
     * @param base the version it is staged against; 0 for a create
     */
    StagedChange stage(TableId table, long base);
  }

  /** Reads one version of a table. */
  @FunctionalInterface
  interface Reading<R> {
    /** Reads, or opens for reading, the version that {@code table} shows. */
    R read(PinnedTable table);
  }

  /** The first data of {@code table}; closes {@code rows}, also on failure. */
  StagedChange stageCreate(TableId table, ArrowReader rows);

  /** The creation of {@code table} without rows. */
  StagedChange stageCreate(TableId table, Schema schema);

  /** More rows for {@code table}; closes {@code rows}, also on failure. */
  StagedChange stageAppend(PinnedTable table, ArrowReader rows);

  /**
   * An overwrite, staged.
   *
   * @param table the dataset that it changes or makes
   * @param change what it does to that: whether it keeps the schema is seen in the rows only
   * @param data what was staged
   */
  record Overwriting(TableId table, Change change, StagedChange data) {}

  /** Stages rows in place of others. */
  @FunctionalInterface
  interface StagingOverwrite {
    /** Stages them in {@code old}, or in {@code other} if their schema is another. */
    Overwriting stage(PinnedTable old, TableId other);
  }

  /**
   * Rows in place of all that {@code table} has, in {@code other} if their schema is another;
   * closes {@code rows}, also on failure.
   */
  Overwriting stageOverwrite(PinnedTable table, TableId other, ArrowReader rows);

  /**
   * Rows that others have staged, to be added to {@code table}.
   *
   * @throws StoreException if a data file of them is not there
   */
  StagedChange stageAppend(PinnedTable table, List<StagedFragments> fragments);

  /** The same, in place of all that {@code table} has. */
  StagedChange stageOverwrite(PinnedTable table, List<StagedFragments> fragments);

  /** The schema of the version that {@code table} shows. */
  Schema schema(PinnedTable table);

  /**
   * Deletes the files of rows that others have staged and nobody can commit any more.
   *
   * @param visible the tables that there are
   * @throws IllegalStateException if one of these shows them; nothing was deleted
   */
  void abandon(List<StagedFragments> fragments, Collection<PinnedTable> visible);

  /** Deletes the data files of what was staged here and nobody can commit any more. */
  void discard(StagedChange staged);

  /** Fewer rows for {@code table}: those that {@code predicate} does not select. */
  StagedChange stageDelete(PinnedTable table, String predicate);

  /** Rows merged into {@code table} by key; closes {@code rows}, also on failure. */
  StagedChange stageUpsert(
      PinnedTable table, UpsertMode mode, ArrowReader rows, List<String> keyColumns);

  /** New values in the rows of {@code table} that {@code predicate} selects. */
  StagedChange stageUpdate(PinnedTable table, String predicate, Map<String, String> assignments);

  /** Another schema for {@code table}, in one commit with {@code before}, if there is one. */
  StagedChange stageSchema(PinnedTable table, Optional<StagedChange> before, SchemaEdit edit);

  /** More columns for {@code table}, each computed by an expression. */
  StagedChange stageColumns(PinnedTable table, Map<String, String> columns);

  /** More columns for {@code table}, matched by key; closes {@code rows}, also on failure. */
  StagedChange stageColumns(PinnedTable table, ArrowReader rows, String key);

  /** Larger fragments for {@code table}. */
  StagedChange stageCompact(PinnedTable table);

  /** An index for a column of {@code table}. */
  StagedChange stageBuildIndex(PinnedTable table, String column, IndexOptions options);

  /** An index of {@code table}, over all of its rows. */
  StagedChange stageOptimizeIndex(PinnedTable table, String index);

  /** Opens the version that {@code table} shows. */
  TableReader open(PinnedTable table);

  /** Opens the version that {@code table} shows as Lance itself has it. The caller closes it. */
  Dataset dataset(PinnedTable table);

  /** What of the tables can be deleted; empty if they keep everything. */
  default Optional<TableCleanUp> cleanUp() {
    return Optional.empty();
  }

  /** How the rows of what {@code table} shows lie in its files; empty if there are no files. */
  default Optional<FileStatistics> statistics(PinnedTable table) {
    return Optional.empty();
  }

  /** Whether the tables can be read; empty if nothing can be missing. */
  default Optional<TableCheck> check() {
    return Optional.empty();
  }

  /**
   * Frees native memory. Nobody uses it meanwhile or afterwards.
   *
   * @throws IllegalStateException if a reader is still open; nothing was freed
   */
  void close();
}
