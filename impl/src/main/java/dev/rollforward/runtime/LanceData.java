package dev.rollforward.runtime;

import dev.rollforward.IndexOptions;
import dev.rollforward.StagedFragments;
import dev.rollforward.StoreException;
import dev.rollforward.TableReader;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.lance.FileStatistics;
import dev.rollforward.lance.FileSync;
import dev.rollforward.lance.HandedFragments;
import dev.rollforward.lance.LanceStagedChange;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.lance.LanceVersionReader;
import dev.rollforward.lance.SchemaEdit;
import dev.rollforward.port.TableCheck;
import dev.rollforward.port.TableCleanUp;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.store.blob.Storage;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;

/** The data of Lance tables, and the native memory that it takes. */
final class LanceData implements TableData {
  private final Optional<BufferAllocator> owned;
  private final LanceTableStore tables;
  private final Storage storage;

  /**
   * Of the tables in {@code storage}, which is closed with it.
   *
   * @param parent whose memory it takes; if empty, that of an allocator of its own
   * @param sync makes durable what Lance has written; if empty, nothing does
   */
  LanceData(Storage storage, Optional<BufferAllocator> parent, Optional<FileSync> sync) {
    owned = parent.isPresent() ? Optional.empty() : Optional.of(new RootAllocator());
    tables =
        new LanceTableStore(
            storage.tables(),
            storage.tableOptions(),
            parent.or(() -> owned).orElseThrow(),
            sync,
            storage.files());
    this.storage = storage;
  }

  /** The same tables as the protocol moves them. */
  LanceTableStore tables() {
    return tables;
  }

  @Override
  public StagedChange stageCreate(TableId table, ArrowReader rows) {
    return tables.staging().stageCreate(table, rows);
  }

  @Override
  public StagedChange stageCreate(TableId table, Schema schema) {
    return tables.staging().stageCreate(table, schema);
  }

  @Override
  public StagedChange stageAppend(PinnedTable table, ArrowReader rows) {
    return tables.staging().stageAppend(table, rows);
  }

  @Override
  public Overwriting stageOverwrite(PinnedTable table, TableId other, ArrowReader rows) {
    LanceStagedChange staged = tables.staging().stageOverwrite(table, other, rows);
    return new Overwriting(staged.table(), staged.change(), staged);
  }

  @Override
  public StagedChange stageAppend(PinnedTable table, List<StagedFragments> fragments) {
    LanceStagedChange staged = tables.staging().stageAppend(table, fragments);
    requireFiles(fragments);
    return staged;
  }

  @Override
  public StagedChange stageOverwrite(PinnedTable table, List<StagedFragments> fragments) {
    LanceStagedChange staged = tables.staging().stageOverwrite(table, fragments);
    requireFiles(fragments);
    return staged;
  }

  /** Lance would commit what is not there. */
  private void requireFiles(List<StagedFragments> fragments) {
    keys(fragments)
        .filter(key -> !storage.blobs().exists(key))
        .findFirst()
        .ifPresent(
            missing -> {
              throw new StoreException(
                  storage.blobs().location(missing)
                      + ": this data file was staged, and is not there: it was abandoned, or"
                      + " staged at another place. Stage its rows again",
                  null);
            });
  }

  private static Stream<String> keys(List<StagedFragments> fragments) {
    return fragments.stream()
        .map(HandedFragments.class::cast)
        .flatMap(
            staged ->
                staged.files().stream().map(file -> staged.table().value() + "/data/" + file));
  }

  @Override
  public Schema schema(PinnedTable table) {
    try (LanceVersionReader reader = tables.open(table)) {
      return reader.schema();
    }
  }

  @Override
  public void abandon(List<StagedFragments> fragments, Collection<PinnedTable> visible) {
    Set<String> files =
        fragments.stream()
            .map(HandedFragments.class::cast)
            .flatMap(staged -> staged.files().stream())
            .collect(Collectors.toSet());
    for (PinnedTable table : visible) {
      if (isFor(table, fragments) && !Collections.disjoint(tables.dataFiles(table), files)) {
        throw new IllegalStateException(
            "table "
                + table.pin().table()
                + " shows rows of these fragments: another transaction has committed them. Nothing"
                + " was deleted");
      }
    }
    keys(fragments).forEach(storage.blobs()::delete);
  }

  @Override
  public void discard(StagedChange staged) {
    tables.staging().discard((LanceStagedChange) staged);
  }

  private static boolean isFor(PinnedTable table, List<StagedFragments> fragments) {
    return fragments.stream()
        .anyMatch(staged -> ((HandedFragments) staged).table().equals(table.pin().table()));
  }

  @Override
  public StagedChange stageDelete(PinnedTable table, String predicate) {
    return tables.staging().stageDelete(table, predicate);
  }

  @Override
  public StagedChange stageUpsert(
      PinnedTable table, UpsertMode mode, ArrowReader rows, List<String> keyColumns) {
    return tables.staging().stageUpsert(table, mode, rows, keyColumns);
  }

  @Override
  public StagedChange stageUpdate(
      PinnedTable table, String predicate, Map<String, String> assignments) {
    return tables.staging().stageUpdate(table, predicate, assignments);
  }

  @Override
  public StagedChange stageSchema(
      PinnedTable table, Optional<StagedChange> before, SchemaEdit edit) {
    return tables.staging().stageSchema(table, before, edit);
  }

  @Override
  public StagedChange stageColumns(PinnedTable table, Map<String, String> columns) {
    return tables.staging().stageColumns(table, columns);
  }

  @Override
  public StagedChange stageColumns(PinnedTable table, ArrowReader rows, String key) {
    return tables.staging().stageColumns(table, rows, key);
  }

  @Override
  public StagedChange stageCompact(PinnedTable table) {
    return tables.staging().stageCompact(table);
  }

  @Override
  public StagedChange stageBuildIndex(PinnedTable table, String column, IndexOptions options) {
    return tables.staging().stageBuildIndex(table, column, options);
  }

  @Override
  public StagedChange stageOptimizeIndex(PinnedTable table, String index) {
    return tables.staging().stageOptimizeIndex(table, index);
  }

  @Override
  public TableReader open(PinnedTable table) {
    return tables.open(table);
  }

  @Override
  public Dataset dataset(PinnedTable table) {
    return tables.openDataset(table);
  }

  @Override
  public Optional<TableCleanUp> cleanUp() {
    return storage.files().map(tables::cleanUp);
  }

  @Override
  public Optional<FileStatistics> statistics(PinnedTable table) {
    return Optional.of(tables.statistics(table));
  }

  @Override
  public Optional<TableCheck> check() {
    return Optional.of(tables.check(storage.blobs()::exists, storage.blobs()::list));
  }

  @Override
  public void close() {
    tables.close();
    owned.ifPresent(BufferAllocator::close);
    storage.close();
  }
}
