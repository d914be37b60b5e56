package dev.rollforward;

/**
 * A table cannot have this schema: Lance could not store it, could not give it back as it was, or
 * would end the JVM over it. No retry helps. Nothing was written.
 */
public final class UnsupportedSchemaException extends SchemaException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /** {@code field} of table {@code table}, empty for the schema as a whole, has {@code problem}. */
  public UnsupportedSchemaException(String table, String field, String problem) {
    super(
        table,
        "table "
            + table
            + " cannot have this schema: "
            + (field.isEmpty() ? "its schema " : "field " + field + " ")
            + problem);
    this.field = field;
    this.problem = problem;
  }

  @Override
  public UnsupportedSchemaException named(String name) {
    UnsupportedSchemaException named = new UnsupportedSchemaException(name, field, problem);
    named.initCause(this);
    return named;
  }

  /**
   * The first field that is refused, with a dot between a field and its child; empty if it is the
   * schema as a whole. A name that cannot be shown, or is longer than 100 characters, is escaped or
   * cut.
   */
  public String field() {
    return field;
  }

  /** What is wrong with it, and what to use instead if there is something. */
  public String problem() {
    return problem;
  }
}
