package dev.rollforward.differential;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one transaction is to do to one table. Rows, conditions and whatever else it needs follow
 * from the seed, so that the text of it is all that has to be written down.
 *
 * @param kind what to do
 * @param table to which table
 * @param columns the columns of the rows that it brings, or that the table had when it was made; of
 *     a renamed table, the new name
 * @param seed what follows from it is the same in every process
 * @param count how many rows it brings
 */
record Op(Kind kind, String table, List<String> columns, long seed, int count) {
  /** The kinds of change that a transaction offers. */
  enum Kind {
    CREATE,
    APPEND,
    OVERWRITE,
    DELETE,
    UPSERT,
    UPDATE,
    ADD_COLUMN,
    COMPUTE_COLUMN,
    MATCH_COLUMN,
    DROP_COLUMN,
    RENAME_COLUMN,
    SET_METADATA,
    COMPACT,
    BUILD_INDEX,
    OPTIMIZE_INDEX,
    RENAME_TABLE,
    DROP
  }

  /** Copies the list. */
  Op {
    columns = List.copyOf(columns);
  }

  /** The choices of this one, always the same. */
  Random random() {
    return new Random(seed);
  }

  /** The columns of the rows that it brings. */
  List<String> broughtColumns() {
    return kind == Kind.MATCH_COLUMN ? List.of("id", Model.newColumn(this)) : columns;
  }

  /** The condition of a delete or update. */
  Condition condition() {
    return Condition.random(new Random(seed + 1), columns);
  }

  /** The key of a change of metadata, and its value. */
  Map.Entry<String, String> metadata() {
    return Map.entry("key " + seed % 3, "välue " + seed);
  }

  /** The name of an index; few, so that most are there when they are optimized. */
  String index() {
    return "index-" + (seed & 1);
  }

  String text() {
    return kind + ";" + table + ";" + String.join(",", columns) + ";" + seed + ";" + count;
  }

  static Op of(String text) {
    String[] parts = text.split(";", -1);
    return new Op(
        Kind.valueOf(parts[0]),
        parts[1],
        Stream.of(parts[2].split(",")).filter(name -> !name.isEmpty()).toList(),
        Long.parseLong(parts[3]),
        Integer.parseInt(parts[4]));
  }

  static String text(List<Op> ops) {
    return ops.stream().map(Op::text).collect(Collectors.joining("\n"));
  }

  static List<Op> list(String text) {
    return text.lines().map(Op::of).toList();
  }
}
