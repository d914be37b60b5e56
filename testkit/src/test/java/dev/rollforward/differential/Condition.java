package dev.rollforward.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * A condition in the SQL of Lance, and the same in Java, with the three truth values of SQL: of a
 * row it is true, false or null.
 */
record Condition(String sql, Function<Map<String, Object>, Boolean> test) {
  boolean selects(Map<String, Object> row) {
    return Boolean.TRUE.equals(test.apply(row));
  }

  /** Of a table with these columns. */
  static Condition random(Random random, List<String> columns) {
    Condition one = simple(random, columns);
    return switch (random.nextInt(6)) {
      case 0 -> one.not();
      case 1 -> one.or(simple(random, columns));
      case 2 -> one.and(simple(random, columns));
      default -> one;
    };
  }

  private static Condition simple(Random random, List<String> columns) {
    List<Condition> all = new ArrayList<>();
    int divisor = 2 + random.nextInt(6);
    int rest = random.nextInt(divisor);
    int bound = random.nextInt(100) - 50;
    String text = Values.TEXTS.get(random.nextInt(Values.TEXTS.size()));
    for (String column : columns) {
      String name = "`" + column + "`";
      all.add(new Condition(name + " is null", row -> row.get(column) == null));
      switch (column.charAt(0)) {
        case 'i' ->
            all.add(
                of(name + " % " + divisor + " = " + rest, column, v -> (Long) v % divisor == rest));
        case 'n', 'q' -> all.add(of(name + " > " + bound, column, v -> (Integer) v > bound));
        case 'f' -> all.add(of("isnan(" + name + ")", column, v -> ((Double) v).isNaN()));
        case 't' ->
            all.add(of(name + " = '" + text.replace("'", "''") + "'", column, text::equals));
        case 'b' -> all.add(of(name, column, Boolean.TRUE::equals));
        case 's' -> all.add(child(name, column, divisor));
        default -> {}
      }
    }
    all.add(new Condition("true", row -> true));
    all.add(new Condition("false", row -> false));
    return all.get(random.nextInt(all.size()));
  }

  private static Condition child(String name, String column, int value) {
    return new Condition(
        name + ".a = " + value,
        row -> {
          Object child = row.get(column) instanceof Map<?, ?> struct ? struct.get("a") : null;
          return child == null ? null : (Boolean) child.equals(value);
        });
  }

  private static Condition of(String sql, String column, Function<Object, Boolean> test) {
    return new Condition(sql, row -> row.get(column) == null ? null : test.apply(row.get(column)));
  }

  private Condition not() {
    return new Condition(
        "not (" + sql + ")", row -> test.apply(row) == null ? null : (Boolean) !test.apply(row));
  }

  private Condition or(Condition other) {
    return new Condition(
        "(" + sql + ") or (" + other.sql + ")", row -> either(row, this, other, true));
  }

  private Condition and(Condition other) {
    return new Condition(
        "(" + sql + ") and (" + other.sql + ")", row -> either(row, this, other, false));
  }

  /** {@code deciding} if one of them is that; else null if one of them is; else the other value. */
  private static Boolean either(
      Map<String, Object> row, Condition one, Condition other, boolean deciding) {
    Boolean first = one.test.apply(row);
    Boolean second = other.test.apply(row);
    if (Boolean.valueOf(deciding).equals(first) || Boolean.valueOf(deciding).equals(second)) {
      return deciding;
    }
    return (first == null || second == null) ? null : (Boolean) !deciding;
  }
}
