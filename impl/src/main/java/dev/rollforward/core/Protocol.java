package dev.rollforward.core;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The protocol that a root belongs to, for good: no other may touch it. Immutable.
 *
 * @param name the word that names it in files: lower-case ASCII letters, digits and single hyphens
 */
public record Protocol(String name) {
  /** Our protocol: {@code spec/Rollforward.tla}. */
  public static final Protocol ROLLFORWARD = new Protocol("rollforward");

  private static final String NAME = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
  private static final Pattern GROUP_OF_ANOTHER =
      Pattern.compile("(" + NAME + ")-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * @throws IllegalArgumentException if {@code name} is not spelled as above
   */
  public Protocol {
    Objects.requireNonNull(name, "name");
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("'" + name + "' is no name of a protocol");
    }
  }

  /**
   * The id of a new group. It names the protocol too, unless that is ours, so that a lost mark
   * misleads nobody.
   */
  public GroupId newGroup() {
    return equals(ROLLFORWARD) ? GroupId.random() : new GroupId(name + "-" + UUID.randomUUID());
  }

  /** The protocol of {@code group}. */
  public static Protocol of(GroupId group) {
    Matcher other = GROUP_OF_ANOTHER.matcher(group.value());
    return other.matches() ? new Protocol(other.group(1)) : ROLLFORWARD;
  }

  @Override
  public String toString() {
    return name;
  }
}
