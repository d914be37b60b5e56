package dev.rollforward.core;

import java.util.Objects;

/**
 * What a root remembers of its making. It is written before the first manifest, which takes its
 * group from it, so two makers of one root agree on the protocol.
 *
 * @param group the group that the root is
 * @param protocol the only protocol that may open it
 */
public record RootMark(GroupId group, Protocol protocol) {
  /**
   * @throws IllegalArgumentException if the group's id is that of another protocol
   */
  public RootMark {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(protocol, "protocol");
    if (!Protocol.of(group).equals(protocol)) {
      throw new IllegalArgumentException("group " + group + " is not of protocol " + protocol);
    }
  }

  /** The mark of a new group. */
  public static RootMark of(Protocol protocol) {
    return new RootMark(protocol.newGroup(), protocol);
  }
}
