package dev.rollforward.lincheck;

import dev.rollforward.Transaction;
import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.AlterTable;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Derived;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.InPlace;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.SetMetadata;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.testkit.InMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What one transaction does: tables {@code a} and {@code b} are always there, and {@code c} comes
 * and goes. Every kind of change is in one or another. A table is the log of what was done to it,
 * so that a change which takes rows away hides nothing.
 *
 * <p>Public, as Lincheck needs it.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Work {
  /** Rows for both tables. */
  APPEND(in("a", new Append()), in("b", new Append())),
  /** Rows for one table. */
  APPEND_TO_A(in("a", new Append())),
  /** Rows for the table that comes and goes. */
  APPEND_TO_C(in("c", new Append())),
  /** Rows in place of others, and more on top of them; rows merged. */
  OVERWRITE(in("a", new Overwrite()), in("a", new Append()), in("b", new Upsert())),
  /** Fewer rows, and other ones. */
  REMOVE(in("a", new Delete()), in("b", new Update())),
  /** Other columns, which nothing has to be written for. */
  COLUMNS(in("a", new AddColumns()), in("b", new RenameColumn())),
  /** Columns with values, and one column less. */
  MERGE(in("a", new MergeColumns()), in("b", new DropColumns())),
  /** Metadata, and several such changes at once. */
  METADATA(in("a", new SetMetadata()), in("b", new AlterTable())),
  /** The same rows in fewer files. */
  COMPACT(beside("a", new Compact())),
  /** Indexes. */
  INDEX(beside("a", new BuildIndex()), beside("b", new OptimizeIndex())),
  /** A table more. */
  CREATE(
      new Part(
          (transaction, row) -> InMemory.create(transaction, "c", row),
          (tables, row) -> !tables.containsKey("c") && put(tables, row))),
  /** Another dataset under its name. */
  REPLACE(
      new Part(
          (transaction, row) -> InMemory.replace(transaction, "c", row),
          (tables, row) -> tables.containsKey("c") && put(tables, row))),
  /** Another name. */
  RENAME(
      new Part(
          (transaction, row) -> transaction.renameTable("c", "d"),
          (tables, row) ->
              tables.containsKey("c")
                  && !tables.containsKey("d")
                  && tables.put("d", tables.remove("c")) == null)),
  /** A table less. */
  DROP(
      new Part(
          (transaction, row) -> transaction.drop("c"),
          (tables, row) -> tables.remove("c") != null));

  private interface Staging {
    Transaction stage(Transaction transaction, String row);
  }

  private interface Effect {
    /** Changes {@code tables}, or returns false if it cannot be done to them. */
    boolean on(SortedMap<String, List<String>> tables, String row);
  }

  private record Part(Staging staging, Effect effect, boolean isForWhatIsThere) {
    Part(Staging staging, Effect effect) {
      this(staging, effect, false);
    }
  }

  private final List<Part> parts;

  Work(Part... parts) {
    this.parts = List.of(parts);
  }

  private static Part in(String name, InPlace change) {
    return new Part(
        (transaction, row) -> InMemory.change(transaction, name, change, row),
        (tables, row) -> tables.containsKey(name) && tables.get(name).add(row),
        !name.equals("c"));
  }

  private static Part beside(String name, Derived change) {
    return new Part(
        (transaction, row) -> InMemory.derived(transaction, name, change),
        (tables, row) -> tables.containsKey(name));
  }

  private static boolean put(SortedMap<String, List<String>> tables, String row) {
    tables.put("c", new ArrayList<>(List.of(row)));
    return true;
  }

  /**
   * Adds it to {@code transaction}.
   *
   * @throws dev.rollforward.NoSuchTableException if a table is not there
   * @throws dev.rollforward.TableExistsException if a name is taken
   */
  Transaction stage(Transaction transaction, String row) {
    for (Part part : parts) {
      part.staging.stage(transaction, row);
    }
    return transaction;
  }

  /**
   * Whether it can be done again to what others have made of its tables: what changes the rows or
   * columns of a table that is always there is planned on whatever that holds by then.
   */
  boolean isForWhatIsThere() {
    return parts.stream().allMatch(Part::isForWhatIsThere);
  }

  /** What it means, one transaction after the other; false if it cannot be done to them. */
  boolean applyTo(SortedMap<String, List<String>> tables, String row) {
    boolean done = true;
    for (Part part : parts) {
      done &= part.effect.on(tables, row);
    }
    return done;
  }
}
