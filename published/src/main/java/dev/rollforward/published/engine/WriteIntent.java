package dev.rollforward.published.engine;

import dev.rollforward.OperationId;
import dev.rollforward.core.TableId;
import dev.rollforward.published.core.WriterKind;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a caller wants done.
 *
 * @param operation a new id
 * @param kind what kind of writer does it
 * @param changes the commits of phase B, in order, but for tables that are added: they come first,
 *     by name
 * @param drops the datasets of the tables that it drops, by name
 * @param schema the schema file that it brings
 */
public record WriteIntent(
    OperationId operation,
    WriterKind kind,
    List<TableChange> changes,
    SortedMap<String, TableId> drops,
    Optional<String> schema) {
  /** Copies, and brings the changes into order. */
  public WriteIntent {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(schema, "schema");
    changes =
        changes.stream()
            .sorted(Comparator.comparing(change -> change.creates() ? change.table() : "\uffff"))
            .toList();
    drops = Collections.unmodifiableSortedMap(new TreeMap<>(drops));
  }

  SortedMap<String, TableId> adds() {
    return paths(true);
  }

  SortedMap<String, TableId> updates() {
    return paths(false);
  }

  private SortedMap<String, TableId> paths(boolean created) {
    SortedMap<String, TableId> paths = new TreeMap<>();
    changes.stream()
        .filter(change -> change.creates() == created)
        .forEach(change -> paths.put(change.table(), change.path()));
    return paths;
  }
}
