package dev.rollforward.engine;

import dev.rollforward.core.ChangeKind;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a caller wants done to one table, staged but not yet planned.
 *
 * @param name the table's name
 * @param table the dataset
 * @param kind what is done to it
 * @param change the staged data
 * @param demanded the only pin on which the caller wants it; empty if any will do
 */
public record TableIntent(
    String name, TableId table, ChangeKind kind, StagedChange change, OptionalLong demanded) {
  /** Checks for nulls. */
  public TableIntent {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(demanded, "demanded");
  }

  /** The pin that must stand, as far as it is known beforehand. */
  OptionalLong required() {
    return kind == ChangeKind.CREATE ? OptionalLong.of(Pin.ABSENT) : demanded;
  }
}
