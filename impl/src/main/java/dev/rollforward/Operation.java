package dev.rollforward;

import dev.rollforward.core.ChangeKind;
import dev.rollforward.core.CommitResult;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.port.StoreException;
import dev.rollforward.store.lance.LanceStagedChange;
import dev.rollforward.store.lance.LanceTableStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One change to several tables, staged table by table and then committed at once. Staged data is on
 * disk but visible to nobody; an operation that is never committed leaves only unreferenced data
 * files behind.
 *
 * <p>Used once. Not safe for use by several threads.
 */
public final class Operation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  private final TableGroup group;
  private final LanceTableStore tables;
  private final Manifest manifest;
  private final boolean pinned;
  private final OperationId id = OperationId.random();
  private final List<TableIntent> intents = new ArrayList<>();
  private boolean committed;

  Operation(TableGroup group, LanceTableStore tables, Manifest manifest, boolean pinned) {
    this.group = group;
    this.tables = tables;
    this.manifest = manifest;
    this.pinned = pinned;
  }

  /** Its id, in sidecar, manifest, audit record and every Lance transaction. */
  public OperationId id() {
    return id;
  }

  /**
   * Creates table {@code name} with {@code rows}.
   *
   * @param name 1 to 100 characters of {@code [A-Za-z0-9_-]}, starting with a letter or digit
   * @param rows read to its end and closed, also on failure; may have no rows
   * @throws IllegalArgumentException if the name is of another form, is in this operation already,
   *     or the schema cannot be stored
   * @throws StoreException if the rows cannot be read or the data not be written
   */
  public Operation create(String name, ArrowReader rows) {
    return add(name, ChangeKind.CREATE, tables.stageCreate(newId(name), rows));
  }

  /**
   * Creates table {@code name} without rows.
   *
   * @see #create(String, ArrowReader)
   */
  public Operation create(String name, Schema schema) {
    return add(name, ChangeKind.CREATE, tables.stageCreate(newId(name), schema));
  }

  /**
   * Adds {@code rows} to table {@code name}.
   *
   * @param rows read to its end and closed, also on failure; at least one row
   * @throws NoSuchTableException if there is no such table
   * @throws dev.rollforward.store.lance.SchemaMismatchException if their schema is not the table's
   * @throws IllegalArgumentException if there are no rows, or the table is in this operation
   *     already
   * @throws StoreException if the rows cannot be read or the data not be written
   */
  public Operation append(String name, ArrowReader rows) {
    requireNew(name);
    Pin pin = manifest.pin(name).orElseThrow(() -> new NoSuchTableException(name, manifest));
    return add(name, ChangeKind.APPEND, tables.stageAppend(pin.table(), pin.version(), rows));
  }

  /**
   * Makes it visible in all of its tables at once, or in none.
   *
   * @return how it ended; only {@link CommitResult.Indeterminate} leaves that open
   * @throws IllegalStateException if it has no tables, or was committed before
   * @throws StoreException if it failed before it began, or is blocked by a damaged sidecar of
   *     another operation on one of its tables; nothing of it will ever be visible
   */
  public CommitResult commit() {
    if (intents.isEmpty()) {
      throw new IllegalStateException("operation " + id + " has no tables");
    }
    if (committed) {
      throw new IllegalStateException("operation " + id + " was committed before");
    }
    committed = true;
    return group.commit(id, intents);
  }

  private TableId newId(String name) {
    requireNew(name);
    return new TableId(name + "-" + id + ".lance");
  }

  private void requireNew(String name) {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "table name '" + name + "' is not 1 to 100 characters of [A-Za-z0-9_-]");
    }
    if (intents.stream().anyMatch(intent -> intent.name().equals(name))) {
      throw new IllegalArgumentException("table '" + name + "' is in this operation already");
    }
  }

  private Operation add(String name, ChangeKind kind, LanceStagedChange change) {
    OptionalLong demanded =
        pinned
            ? OptionalLong.of(manifest.pin(name).map(Pin::version).orElse(Pin.ABSENT))
            : OptionalLong.empty();
    intents.add(new TableIntent(name, change.table(), kind, change, demanded));
    return this;
  }

  /** A table that an operation or a reader names does not exist. */
  public static final class NoSuchTableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NoSuchTableException(String name, Manifest manifest) {
      super(
          "there is no table '%s' in manifest %d; there are %s"
              .formatted(name, manifest.version(), manifest.pins().keySet()));
    }
  }
}
