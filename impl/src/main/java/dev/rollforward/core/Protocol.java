package dev.rollforward.core;

import java.util.UUID;

/** The protocol that a root belongs to, for good: no other may touch it. */
public enum Protocol {
  /** The protocol that we ship: {@code spec/Rollforward.tla}. */
  ROLLFORWARD("rollforward", "TableGroup"),
  /** The published sweep, for research only: {@code spec/SidecarSweep.tla}. */
  PUBLISHED_SWEEP("published-sweep", "PublishedGroup");

  private final String storedName;
  private final String entry;

  Protocol(String storedName, String entry) {
    this.storedName = storedName;
    this.entry = entry;
  }

  /** The word that stands for it in files. */
  public String storedName() {
    return storedName;
  }

  /** The class that opens its roots. */
  public String entry() {
    return entry;
  }

  /** The id of a new group. It tells the protocol too, so that a lost mark misleads nobody. */
  public GroupId newGroup() {
    return this == ROLLFORWARD
        ? GroupId.random()
        : new GroupId(storedName + "-" + UUID.randomUUID());
  }

  /** The protocol of the group called {@code group}. */
  public static Protocol of(GroupId group) {
    return group.value().startsWith(PUBLISHED_SWEEP.storedName + "-")
        ? PUBLISHED_SWEEP
        : ROLLFORWARD;
  }

  /**
   * The protocol called {@code storedName} in files.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Protocol named(String storedName) {
    for (Protocol protocol : values()) {
      if (protocol.storedName.equals(storedName)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException("there is no protocol '" + storedName + "'");
  }
}
