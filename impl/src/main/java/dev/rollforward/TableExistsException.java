package dev.rollforward;

/** A table was to get a name that another table has. Nothing was done. */
public final class TableExistsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String table;

  /**
   * For table {@code table}.
   *
   * @param manifestVersion the manifest that was looked at
   */
  public TableExistsException(String table, long manifestVersion) {
    super(
        "table '"
            + table
            + "' exists in manifest "
            + manifestVersion
            + ". Choose another name, or drop that table first, in a transaction of its own");
    this.table = table;
  }

  /** The name that is taken. */
  public String table() {
    return table;
  }
}
