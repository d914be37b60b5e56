package dev.rollforward.runtime;

import dev.rollforward.TableReader;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.List;
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

  /** More columns for {@code table}, null in every row. */
  StagedChange stageAddColumns(PinnedTable table, Schema columns);

  /** Fewer columns for {@code table}. */
  StagedChange stageDropColumns(PinnedTable table, List<String> columns);

  /** Another name for a column of {@code table}. */
  StagedChange stageRenameColumn(PinnedTable table, String from, String to);

  /** Another value of a key of the metadata of {@code table}; none if it is empty. */
  StagedChange stageMetadata(PinnedTable table, String key, Optional<String> value);

  /** Opens the version that {@code table} shows. */
  TableReader open(PinnedTable table);

  /** Opens the version that {@code table} shows as Lance itself has it. The caller closes it. */
  Dataset dataset(PinnedTable table);

  /**
   * Frees native memory. Nobody uses it meanwhile or afterwards.
   *
   * @throws IllegalStateException if a reader is still open; nothing was freed
   */
  void close();
}
