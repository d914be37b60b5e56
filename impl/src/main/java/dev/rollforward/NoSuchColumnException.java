package dev.rollforward;

import java.util.List;

/** A transaction names a column that its table does not have. Nothing was done. */
public final class NoSuchColumnException extends SchemaException {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final List<String> columns;

  /**
   * For column {@code column} of table {@code table}.
   *
   * @param columns the columns that the table has; what is inside them is no column
   */
  public NoSuchColumnException(String table, String column, List<String> columns) {
    super(
        table,
        "table "
            + table
            + " has no column '"
            + column
            + "'. Its columns are "
            + columns
            + ", and what is inside a column cannot be named here");
    this.column = column;
    this.columns = List.copyOf(columns);
  }

  @Override
  public NoSuchColumnException named(String name) {
    NoSuchColumnException named = new NoSuchColumnException(name, column, columns);
    named.initCause(this);
    return named;
  }

  /** The name that no column of it has. */
  public String column() {
    return column;
  }
}
