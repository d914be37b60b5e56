package dev.rollforward.core;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identity of one Lance dataset of a group, for its whole life. A table that is dropped and
 * created again under the same name has another identity, so a stalled writer of the first can
 * never reach the second. It doubles as the name of the dataset's folder under the root.
 *
 * @param value 1 to 200 characters of {@code [0-9A-Za-z._-]}, not starting with a dot or with
 *     {@code __}
 */
public record TableId(String value) implements Comparable<TableId> {
  private static final Pattern FORM = Pattern.compile("(?!\\.|__)[0-9A-Za-z._-]{1,200}");

  /**
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public TableId {
    Objects.requireNonNull(value, "value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("table id '" + value + "' is not a safe folder name");
    }
  }

  /**
   * The id of a new dataset, which says nothing of the table's name.
   *
   * @param uuid one that no other dataset has
   */
  public static TableId of(UUID uuid) {
    return new TableId(uuid + ".lance");
  }

  @Override
  public int compareTo(TableId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
