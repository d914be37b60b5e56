package dev.rollforward;

import java.util.Set;
import java.util.TreeSet;

/** A transaction or a reader names a table that does not exist. Nothing was done. */
public final class NoSuchTableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String table;

  /**
   * For table {@code table}.
   *
   * @param manifestVersion the manifest that was looked at
   * @param tables the names of the tables that exist in it
   */
  public NoSuchTableException(String table, long manifestVersion, Set<String> tables) {
    super(
        "table '"
            + table
            + "' does not exist in manifest "
            + manifestVersion
            + ". Its tables are "
            + new TreeSet<>(tables));
    this.table = table;
  }

  /** The name that no table has. */
  public String table() {
    return table;
  }
}
