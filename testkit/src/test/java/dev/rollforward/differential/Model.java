package dev.rollforward.differential;

import dev.rollforward.UpsertMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What tables hold, as lists of rows; and what every change means, in plain Java. */
final class Model {
  private static final List<UpsertMode> MODES = List.of(UpsertMode.values());

  /** A table: its columns in order, its rows in any, and its metadata. */
  record Table(
      List<String> columns, List<Map<String, Object>> rows, Map<String, String> metadata) {}

  private final SortedMap<String, Table> tables = new TreeMap<>();

  SortedMap<String, Table> tables() {
    return Collections.unmodifiableSortedMap(tables);
  }

  /** Why {@code op} cannot be done now; empty if it can. */
  Optional<String> problem(Op op) {
    Table table = tables.get(op.table());
    boolean absent = op.kind() == Op.Kind.CREATE;
    if (absent != (table == null)) {
      return Optional.of(op.table() + " is " + (absent ? "there" : "not there"));
    }
    boolean sameSchema = op.kind() == Op.Kind.APPEND || op.kind() == Op.Kind.UPSERT;
    if (sameSchema && !table.columns().equals(op.columns())) {
      return Optional.of(op.table() + " has columns " + table.columns() + " at " + op);
    }
    return Optional.empty();
  }

  /** Does it. */
  void apply(Op op) {
    problem(op)
        .ifPresent(
            problem -> {
              throw new AssertionError("was committed, though " + problem);
            });
    Table table = tables.get(op.table());
    switch (op.kind()) {
      case CREATE -> create(op);
      case OVERWRITE -> {
        if (op.columns().equals(table.columns())) {
          put(op, op.columns(), Values.rows(op));
        } else {
          create(op);
        }
      }
      case APPEND -> put(op, table.columns(), plus(table.rows(), Values.rows(op)));
      case DELETE -> put(op, table.columns(), without(table.rows(), op.condition()));
      case UPSERT -> put(op, table.columns(), upserted(op, table.rows()));
      case UPDATE -> put(op, table.columns(), updated(op, table.rows()));
      case ADD_COLUMN -> addColumn(op, table, row -> null);
      case COMPUTE_COLUMN -> addColumn(op, table, computed(op).value());
      case MATCH_COLUMN -> addColumn(op, table, matched(op));
      case DROP_COLUMN -> dropColumn(op, table);
      case RENAME_COLUMN -> renameColumn(op, table);
      case SET_METADATA -> setMetadata(op, table);
      case COMPACT, BUILD_INDEX, OPTIMIZE_INDEX -> {
        // Nothing that a reader sees.
      }
      case RENAME_TABLE -> tables.put(op.columns().get(0), tables.remove(op.table()));
      case DROP -> tables.remove(op.table());
    }
  }

  private void put(Op op, List<String> columns, List<Map<String, Object>> rows) {
    Map<String, String> metadata = tables.get(op.table()).metadata();
    tables.put(op.table(), new Table(List.copyOf(columns), rows, metadata));
  }

  /** Rows of another schema bring their own metadata, which is none. */
  private void create(Op op) {
    tables.put(op.table(), new Table(op.columns(), Values.rows(op), Map.of()));
  }

  private void setMetadata(Op op, Table table) {
    Map<String, String> metadata = new HashMap<>(table.metadata());
    metadata.put(op.metadata().getKey(), op.metadata().getValue());
    tables.put(op.table(), new Table(table.columns(), table.rows(), metadata));
  }

  private static List<Map<String, Object>> plus(
      List<Map<String, Object>> rows, List<Map<String, Object>> more) {
    List<Map<String, Object>> all = new ArrayList<>(rows);
    all.addAll(more);
    return all;
  }

  private static List<Map<String, Object>> without(
      List<Map<String, Object>> rows, Condition condition) {
    return rows.stream().filter(row -> !condition.selects(row)).toList();
  }

  static UpsertMode mode(Op op) {
    return MODES.get(new Random(op.seed() + 2).nextInt(MODES.size()));
  }

  private static List<Map<String, Object>> upserted(Op op, List<Map<String, Object>> rows) {
    Map<Object, Map<String, Object>> source = new HashMap<>();
    Values.rows(op).forEach(row -> source.put(row.get("id"), row));
    Set<Object> had = new HashSet<>();
    List<Map<String, Object>> after = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      boolean matched = source.containsKey(row.get("id"));
      if (matched) {
        had.add(row.get("id"));
      }
      if (!matched || mode(op) == UpsertMode.INSERT_ONLY) {
        after.add(row);
      }
    }
    source.forEach(
        (key, row) -> {
          boolean counts =
              switch (mode(op)) {
                case UPDATE_AND_INSERT -> true;
                case INSERT_ONLY -> !had.contains(key);
                case UPDATE_ONLY -> had.contains(key);
              };
          if (counts) {
            after.add(row);
          }
        });
    return after;
  }

  static List<Assignment> assignments(Op op) {
    return Assignment.random(new Random(op.seed() + 2), op.columns());
  }

  private static List<Map<String, Object>> updated(Op op, List<Map<String, Object>> rows) {
    List<Assignment> assignments = assignments(op);
    Condition condition = op.condition();
    return rows.stream().map(row -> condition.selects(row) ? set(row, assignments) : row).toList();
  }

  private static Map<String, Object> set(Map<String, Object> row, List<Assignment> assignments) {
    Map<String, Object> after = new HashMap<>(row);
    assignments.forEach(a -> after.put(a.column(), a.value().apply(row)));
    return after;
  }

  /** A column that no table has yet, of any type that can be null. */
  static String newColumn(Op op) {
    Random random = op.random();
    char type = "nftbls".charAt(random.nextInt(6));
    boolean known = op.columns().stream().anyMatch(name -> name.charAt(0) == type);
    boolean possible = op.kind() != Op.Kind.COMPUTE_COLUMN || "nftb".indexOf(type) >= 0 || known;
    return (possible ? type : 'n') + "" + (10 + random.nextInt(1_000_000));
  }

  /** The values of a column that is added by an expression. */
  static Assignment computed(Op op) {
    return Assignment.added(newColumn(op), op.columns());
  }

  private static Function<Map<String, Object>, Object> matched(Op op) {
    Map<Object, Object> values = new HashMap<>();
    Values.rows(op).forEach(row -> values.put(row.get("id"), row.get(newColumn(op))));
    return row -> values.get(row.get("id"));
  }

  /** Any but the key. */
  static String oldColumn(Op op) {
    List<String> others = op.columns().stream().filter(name -> !name.equals("id")).toList();
    return others.get(op.random().nextInt(others.size()));
  }

  /** Another name for it, of the same type. */
  static String otherName(Op op) {
    return oldColumn(op).charAt(0) + "ä" + op.random().nextInt(1_000_000);
  }

  private void addColumn(Op op, Table table, Function<Map<String, Object>, Object> value) {
    List<Map<String, Object>> rows =
        table.rows().stream().map(row -> with(row, newColumn(op), value.apply(row))).toList();
    put(op, columnsAfter(op, table.columns()), rows);
  }

  /** What a change of the columns makes of {@code columns}. */
  static List<String> columnsAfter(Op op, List<String> columns) {
    return switch (op.kind()) {
      case ADD_COLUMN, COMPUTE_COLUMN, MATCH_COLUMN -> {
        List<String> more = new ArrayList<>(columns);
        more.add(newColumn(op));
        yield more;
      }
      case DROP_COLUMN -> columns.stream().filter(name -> !name.equals(oldColumn(op))).toList();
      case RENAME_COLUMN ->
          columns.stream().map(name -> name.equals(oldColumn(op)) ? otherName(op) : name).toList();
      default -> columns;
    };
  }

  private void dropColumn(Op op, Table table) {
    String gone = oldColumn(op);
    put(
        op,
        columnsAfter(op, table.columns()),
        table.rows().stream().map(row -> without(row, gone)).toList());
  }

  private void renameColumn(Op op, Table table) {
    String from = oldColumn(op);
    String to = otherName(op);
    put(
        op,
        columnsAfter(op, table.columns()),
        table.rows().stream().map(row -> with(without(row, from), to, row.get(from))).toList());
  }

  private static Map<String, Object> with(Map<String, Object> row, String column, Object value) {
    Map<String, Object> after = new HashMap<>(row);
    after.put(column, value);
    return after;
  }

  private static Map<String, Object> without(Map<String, Object> row, String column) {
    Map<String, Object> after = new HashMap<>(row);
    after.remove(column);
    return after;
  }
}
