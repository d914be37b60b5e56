package dev.rollforward.core;

import java.util.Objects;

/**
 * A table is not at the version an operation was prepared against.
 *
 * @param table the table's name
 * @param expected the pin it expected, {@link Pin#ABSENT} for "does not exist"
 * @param actual the pin it found, {@link Pin#ABSENT} for "does not exist"
 */
public record ExpectedVersionMismatch(String table, long expected, long actual) {
  /** Checks for nulls. */
  public ExpectedVersionMismatch {
    Objects.requireNonNull(table, "table");
  }

  @Override
  public String toString() {
    String found =
        expected == actual
            ? "of another table that has the name, or had it meanwhile"
            : name(actual);
    return "table '" + table + "': expected " + name(expected) + ", actual " + found;
  }

  private static String name(long version) {
    return version == Pin.ABSENT ? "absent" : "version " + version;
  }
}
