package dev.rollforward;

import dev.rollforward.core.CommitResult;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Drop;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.port.StoreException;
import dev.rollforward.port.TableStore.StagedChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
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
  private final OperationId id;
  private final Manifest manifest;
  private final boolean pinned;
  private final List<TableIntent> intents = new ArrayList<>();
  private boolean committed;

  Operation(TableGroup group, OperationId id, Manifest manifest, boolean pinned) {
    this.group = group;
    this.id = id;
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
   * @throws IllegalStateException if the group is closed
   */
  public Operation create(String name, ArrowReader rows) {
    return closingOnFailure(
        rows, () -> create(name, (table, base) -> group.data().stageCreate(table, rows)));
  }

  /**
   * Creates table {@code name} without rows.
   *
   * @see #create(String, ArrowReader)
   */
  public Operation create(String name, Schema schema) {
    return create(name, (table, base) -> group.data().stageCreate(table, schema));
  }

  Operation create(String name, TableData.Staging staging) {
    requireNew(name);
    TableId table = TableId.random();
    return add(name, table, new Create(), stage(staging, table, Pin.ABSENT));
  }

  /**
   * Adds {@code rows} to table {@code name}.
   *
   * @param rows read to its end and closed, also on failure; at least one row
   * @throws NoSuchTableException if there is no such table
   * @throws dev.rollforward.lance.SchemaMismatchException if their schema is not the table's
   * @throws IllegalArgumentException if there are no rows, or the table is in this operation
   *     already
   * @throws StoreException if the rows cannot be read or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  public Operation append(String name, ArrowReader rows) {
    return closingOnFailure(
        rows, () -> append(name, (table, base) -> group.data().stageAppend(table, base, rows)));
  }

  Operation append(String name, TableData.Staging staging) {
    requireNew(name);
    Pin pin = manifest.pin(name).orElseThrow(() -> new NoSuchTableException(name, manifest));
    return add(name, pin.table(), new Append(), stage(staging, pin.table(), pin.version()));
  }

  /**
   * Makes it visible in all of its tables at once, or in none.
   *
   * @return how it ended; only {@link CommitResult.Indeterminate} leaves that open
   * @throws IllegalStateException if it has no tables, was committed before, the group is closed,
   *     or another commit of the group is under way in this thread; nothing of it will ever be
   *     visible
   * @throws StoreException if it failed before it began, this thread is interrupted while others
   *     are before it, or it is blocked by a damaged sidecar of another operation on one of its
   *     tables; nothing of it will ever be visible
   */
  public CommitResult commit() {
    return group.commit(owner());
  }

  /** Ends staging. Who commits it, and has not begun to. */
  Writer owner() {
    if (intents.isEmpty()) {
      throw new IllegalStateException("operation " + id + " has no tables");
    }
    if (committed) {
      throw new IllegalStateException("operation " + id + " was committed before");
    }
    committed = true;
    return group.owner(id, intents);
  }

  /** Staging closes the rows; what refuses them before it comes to that has to, too. */
  private static Operation closingOnFailure(ArrowReader rows, Supplier<Operation> adding) {
    try {
      return adding.get();
    } catch (RuntimeException | Error failure) {
      try {
        rows.close();
      } catch (IOException unclosed) {
        failure.addSuppressed(unclosed);
      }
      throw failure;
    }
  }

  private void requireNew(String name) {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "table name '" + name + "' is not 1 to 100 characters of [A-Za-z0-9_-]");
    }
    if (intents.stream().anyMatch(intent -> intent.name().equalsIgnoreCase(name))) {
      throw new IllegalArgumentException(
          "table '"
              + name
              + "' is in this operation already; names that differ in case only count as"
              + " one");
    }
  }

  private StagedChange stage(TableData.Staging staging, TableId table, long base) {
    return group.inside(() -> staging.stage(table, base));
  }

  /**
   * Drops table {@code name}: its name is free for another. Its data stays where it is, as readers
   * of older snapshots need it.
   *
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalArgumentException if the table is in this operation already
   */
  public Operation drop(String name) {
    requireNew(name);
    Pin pin = manifest.pin(name).orElseThrow(() -> new NoSuchTableException(name, manifest));
    return add(name, pin.table(), new Drop());
  }

  private Operation add(String name, TableId table, Change change, StagedChange... staged) {
    OptionalLong demanded =
        pinned
            ? OptionalLong.of(manifest.pin(name).map(Pin::version).orElse(Pin.ABSENT))
            : OptionalLong.empty();
    intents.add(TableIntent.of(name, table, change, staged).on(demanded));
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
