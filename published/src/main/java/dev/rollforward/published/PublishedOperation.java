package dev.rollforward.published;

import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Fault;
import dev.rollforward.published.engine.TableChange;
import dev.rollforward.published.engine.TableChange.How;
import dev.rollforward.published.engine.WriteIntent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Research: one change under the published sweep, which may be acknowledged and lost. Several
 * commits to one table are several calls. Used once, by one thread.
 */
public final class PublishedOperation {
  private final PublishedGroup group;
  private final Manifest manifest;
  private final WriterKind kind;
  private final OperationId id = OperationId.random();
  private final List<TableChange> changes = new ArrayList<>();
  private final SortedMap<String, TableId> drops = new TreeMap<>();
  private Optional<String> schema = Optional.empty();

  PublishedOperation(PublishedGroup group, Manifest manifest, WriterKind kind) {
    this.group = group;
    this.manifest = manifest;
    this.kind = kind;
  }

  /** Its id. */
  public OperationId id() {
    return id;
  }

  /** Adds table {@code table} with {@code rows}; schema changes only. */
  public PublishedOperation create(String table, ArrowReader rows) {
    TableId path = newPath(table);
    return add(table, path, How.Create, group.lance().staging().stageCreate(path, rows));
  }

  /** Adds table {@code table} without rows; schema changes only. */
  public PublishedOperation create(String table, Schema columns) {
    TableId path = newPath(table);
    return add(table, path, How.Create, group.lance().staging().stageCreate(path, columns));
  }

  /** Adds rows to {@code table}. */
  public PublishedOperation append(String table, ArrowReader rows) {
    Pin pin = pin(table);
    String firstColumn = columnOf(rows);
    add(
        table,
        pin.table(),
        How.Append,
        group.lance().staging().stageAppend(pin.table(), pin.version(), rows));
    boolean indexed =
        kind.match() == WriterKind.Match.Strict
            && group.setting().faults().has(Fault.IndexBuiltInsideCommit);
    return indexed ? index(table, firstColumn) : this;
  }

  /** Writes {@code table} anew: {@code rows} are all that it holds then. */
  public PublishedOperation replace(String table, ArrowReader rows) {
    TableId path = pin(table).table();
    return add(table, path, How.Replace, group.tables().stageReplace(path, rows));
  }

  /** Builds an index on a column of {@code table}, by a commit of its own. */
  public PublishedOperation index(String table, String column) {
    return add(table, pin(table).table(), How.Append, group.tables().stageIndex(column));
  }

  /** Drops {@code table}; schema changes only. */
  public PublishedOperation drop(String table) {
    requireSchemaApply();
    drops.put(table, pin(table).table());
    return this;
  }

  /** Brings a schema file, promoted once the change is visible; schema changes only. */
  public PublishedOperation schema(String text) {
    requireSchemaApply();
    schema = Optional.of(text);
    return this;
  }

  /**
   * Heals, then commits.
   *
   * @return what the caller is told, true or not
   * @throws IllegalStateException if it changes nothing
   * @throws dev.rollforward.published.engine.RefusedException if it has not begun
   * @throws dev.rollforward.published.engine.SweepFailedException if healing fails
   * @throws dev.rollforward.StoreException if a store failed; the outcome is unknown
   */
  public Reply commit() {
    if (changes.isEmpty() && drops.isEmpty()) {
      throw new IllegalStateException("operation " + id + " changes nothing");
    }
    return group.commit(new WriteIntent(id, kind, changes, drops, schema));
  }

  /** The name is the path, as it was published, so whoever adds it again meets what was left. */
  private TableId newPath(String table) {
    requireSchemaApply();
    return new TableId(table + ".lance");
  }

  private Pin pin(String table) {
    return manifest
        .pin(table)
        .orElseThrow(() -> new IllegalArgumentException("there is no table '" + table + "'"));
  }

  private void requireSchemaApply() {
    if (kind != WriterKind.SchemaApply) {
      throw new IllegalArgumentException("a " + kind + " changes no schema");
    }
  }

  private static String columnOf(ArrowReader rows) {
    try {
      return rows.getVectorSchemaRoot().getSchema().getFields().get(0).getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PublishedOperation add(String table, TableId path, How how, StagedChange change) {
    changes.add(new TableChange(table, path, how, change));
    return this;
  }
}
