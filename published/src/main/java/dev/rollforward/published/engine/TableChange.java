package dev.rollforward.published.engine;

import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.Objects;
import java.util.UUID;

/**
 * One commit to one table, staged; an operation may have several for a table.
 *
 * @param table the table's name
 * @param path the dataset
 * @param how what it does
 * @param data what it brings
 */
public record TableChange(String table, TableId path, How how, StagedChange data) {
  /** What a commit does to its table, and what it is prepared against. */
  public enum How {
    /** Creates it; it is registered with the publish. */
    Create,
    /** Adds to the HEAD that its writer found, rebased silently. Also an index. */
    Append,
    /** Writes it anew from the pin that its writer read. */
    Replace
  }

  /** Checks for nulls. */
  public TableChange {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(how, "how");
    Objects.requireNonNull(data, "data");
  }

  boolean creates() {
    return how == How.Create;
  }

  /** What the table store is asked for. */
  TablePlan plan(long expected, long head) {
    return creates()
        ? TablePlan.create(table, path, UUID.randomUUID())
        : TablePlan.append(
            table,
            new Pin(path, expected),
            how == How.Replace ? expected : head,
            UUID.randomUUID());
  }
}
