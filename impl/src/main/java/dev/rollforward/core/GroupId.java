package dev.rollforward.core;

import java.util.Objects;
import java.util.UUID;

/**
 * The identity of one table group, written into each of its files, so that a file copied from
 * another root is recognised.
 *
 * @param value a non-empty string, by default a UUID
 */
public record GroupId(String value) {
  /**
   * @throws IllegalArgumentException if {@code value} is blank
   */
  public GroupId {
    Objects.requireNonNull(value, "value");
    if (value.isBlank()) {
      throw new IllegalArgumentException("a group id cannot be blank");
    }
  }

  /** A new id that no other group has. */
  public static GroupId random() {
    return new GroupId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
