package dev.rollforward.lance;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Which names a column can have. Lance takes names under which the column can then not be scanned,
 * selected or filtered, and some that end the JVM at the first scan; {@code ColumnNamesTest} holds
 * each rule against Lance.
 */
final class ColumnNames {
  /** What Lance calls the columns that it adds to a table itself. */
  static final Set<String> SYSTEM =
      Set.of(
          "_rowid",
          "_rowaddr",
          "_rowoffset",
          "_row_created_at_version",
          "_row_last_updated_at_version");

  /** In UTF-8. Arrow fails to read a schema with a name of 32,767 bytes. */
  static final int MAX_BYTES = 10_000;

  private static final int SHOWN = 100;

  private ColumnNames() {}

  /** Why no column of a table can have this name; empty if one can. */
  static Optional<String> problemOfColumn(String name) {
    if (SYSTEM.contains(name)) {
      return Optional.of("has the name of a column that Lance adds itself. Choose another one");
    }
    if (name.isEmpty()) {
      return Optional.of("has an empty name");
    }
    if (name.equals("*")) {
      return Optional.of("is called *, which selects all columns. Choose another name");
    }
    if (name.contains(".") || name.contains("`")) {
      return Optional.of(
          "has a dot or a backtick in its name, which Lance's filters and projections use to"
              + " separate and to quote names. Choose another name");
    }
    return problemOfField(name);
  }

  /**
   * Why nothing in a schema can have this name, also not the child of a struct; empty if it can.
   */
  static Optional<String> problemOfField(String name) {
    if (name.indexOf('\0') >= 0) {
      return Optional.of("has a NUL in its name, at which Arrow would cut it");
    }
    if (name.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
      return Optional.of(
          "has a character beyond U+FFFF in its name, by which Lance's Java binding cannot ask for"
              + " it. Choose another name");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("has a name of more than " + MAX_BYTES + " bytes");
    }
    return Optional.empty();
  }

  /** The name as a message can hold it. */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    for (char c : name.substring(0, Math.min(SHOWN, name.length())).toCharArray()) {
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        shown.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      } else {
        shown.append(c);
      }
    }
    return name.isEmpty() ? "''" : shown + (name.length() > SHOWN ? "..." : "");
  }
}
