package dev.rollforward.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** A new value for a column, in the SQL of Lance, and the same in Java. */
record Assignment(String column, String sql, Function<Map<String, Object>, Object> value) {
  /** One to three, of a table with these columns. */
  static List<Assignment> random(Random random, List<String> columns) {
    List<String> chosen = new ArrayList<>(columns);
    Collections.shuffle(chosen, random);
    return chosen.stream()
        .limit(1 + random.nextInt(3))
        .map(column -> of(random, column, columns))
        .toList();
  }

  /** A column that a table with these columns gets, of the name that tells its type. */
  static Assignment added(String column, List<String> columns) {
    return switch (column.charAt(0)) {
      case 'n' ->
          new Assignment(
              column,
              "cast(id - 7 as int)",
              row -> map(row, "id", v -> Math.toIntExact((Long) v) - 7));
      case 'f' ->
          new Assignment(
              column, "cast(id as double) / 4", row -> map(row, "id", v -> (Long) v / 4.0));
      case 't' -> new Assignment(column, "concat('é😀', '" + column + "')", row -> "é😀" + column);
      case 'b' -> new Assignment(column, "id > 30", row -> map(row, "id", v -> (Long) v > 30));
      default -> {
        String other =
            columns.stream().filter(c -> c.charAt(0) == column.charAt(0)).findFirst().orElseThrow();
        yield new Assignment(column, "`" + other + "`", row -> row.get(other));
      }
    };
  }

  private static Assignment of(Random random, String column, List<String> columns) {
    String name = "`" + column + "`";
    if (column.charAt(0) != 'q' && random.nextInt(4) == 0) {
      return new Assignment(column, "null", row -> null);
    }
    return switch (column.charAt(0)) {
      case 'i' -> new Assignment(column, name + " + 1", row -> map(row, column, v -> (Long) v + 1));
      case 'n' ->
          columns.contains("id")
              ? new Assignment(
                  column, "id - 7", row -> map(row, "id", v -> Math.toIntExact((Long) v) - 7))
              : new Assignment(column, "-" + name, row -> map(row, column, v -> -(Integer) v));
      case 'q' ->
          new Assignment(column, name + " % 10", row -> map(row, column, v -> (Integer) v % 10));
      case 'f' ->
          new Assignment(column, name + " * 2", row -> map(row, column, v -> (Double) v * 2));
      case 't' -> new Assignment(column, "concat('é😀', '" + column + "')", row -> "é😀" + column);
      case 'b' -> new Assignment(column, "not " + name, row -> map(row, column, v -> !(Boolean) v));
      default -> new Assignment(column, name, row -> row.get(column));
    };
  }

  private static Object map(
      Map<String, Object> row, String column, Function<Object, Object> change) {
    Object value = row.get(column);
    return value == null ? null : change.apply(value);
  }
}
