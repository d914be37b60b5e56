package dev.rollforward;

/** The data for a table does not have the table's schema. Nothing was written to the table. */
public final class SchemaMismatchException extends SchemaException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String expected;
  private final String actual;

  /** At {@code field}, table {@code table} has {@code expected} and the data has {@code actual}. */
  public SchemaMismatchException(String table, String field, String expected, String actual) {
    super(
        table,
        "data for table "
            + table
            + " does not fit at field "
            + field
            + ": the table has "
            + expected
            + ", the data has "
            + actual);
    this.field = field;
    this.expected = expected;
    this.actual = actual;
  }

  @Override
  public SchemaMismatchException named(String name) {
    SchemaMismatchException named = new SchemaMismatchException(name, field, expected, actual);
    named.initCause(this);
    return named;
  }

  /** The first field that does not fit, with a dot between a field and its child. */
  public String field() {
    return field;
  }

  /** What the table has in its place: name, type and nullability, or "no such field". */
  public String expected() {
    return expected;
  }

  /** What the data has in its place, in the same form. */
  public String actual() {
    return actual;
  }
}
