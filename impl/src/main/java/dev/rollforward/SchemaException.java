package dev.rollforward;

/** What a transaction asks for does not fit the schema of a table. Nothing was written to it. */
public abstract sealed class SchemaException extends IllegalArgumentException
    permits NoSuchColumnException, SchemaMismatchException, UnsupportedSchemaException {
  private static final long serialVersionUID = 1L;

  private final String table;

  SchemaException(String table, String message) {
    super(message);
    this.table = table;
  }

  /** The name of the table. */
  public String table() {
    return table;
  }

  /** The same problem of the table that the group calls {@code name}, caused by this one. */
  public abstract SchemaException named(String name);
}
