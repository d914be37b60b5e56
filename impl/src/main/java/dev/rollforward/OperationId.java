package dev.rollforward;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The unique name of one operation: an attempt to change a set of tables at once. It names the
 * sidecar and the audit record, and is carried by every Lance transaction of the operation.
 *
 * @param value 1 to 64 characters of {@code [0-9a-z-]}, so that it is a safe file name everywhere
 */
public record OperationId(String value) implements Comparable<OperationId> {
  private static final Pattern FORM = Pattern.compile("[0-9a-z-]{1,64}");

  /**
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public OperationId {
    Objects.requireNonNull(value, "value");
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "operation id '" + value + "' is not 1 to 64 characters of [0-9a-z-]");
    }
  }

  /** A new id that no other operation has. */
  public static OperationId random() {
    return new OperationId(UUID.randomUUID().toString());
  }

  /** Whether {@code value} can be an operation id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(OperationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
