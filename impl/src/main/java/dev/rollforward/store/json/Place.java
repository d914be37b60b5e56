package dev.rollforward.store.json;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import java.util.Objects;

/**
 * Where an object is or should be, so that every refusal names it. Immutable.
 *
 * @param kind what should be there
 * @param location its full path or address
 */
public record Place(ObjectKind kind, String location) {
  private static final String UPGRADE = "Use a newer release of Rollforward here";

  /** Checks for nulls. */
  public Place {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(location, "location");
  }

  /**
   * The refusal of something that is not as it was written.
   *
   * @param problem what is wrong with it
   * @param cause what was thrown because of it, or null
   */
  public Unreadable corrupt(String problem, Throwable cause) {
    return new Unreadable(
        Reason.CORRUPT,
        location,
        "this " + kind.jsonName() + " is damaged: " + problem,
        kind.remedy(),
        cause);
  }

  /**
   * The refusal of an object whose format this release does not know.
   *
   * @param needed the least format that a reader has to know
   * @param known the newest format that this release knows
   */
  public Unreadable newerFormat(long needed, int known) {
    return newer(
        "this "
            + kind.jsonName()
            + " is not damaged: a newer release wrote it, for readers of format "
            + needed
            + ", and this release knows "
            + known,
        null);
  }

  /**
   * The refusal of an object that says something that this release does not know.
   *
   * @param what what it does not know
   * @param cause what was thrown because of it, or null
   */
  public Unreadable newerContent(String what, Throwable cause) {
    return newer(
        "this "
            + kind.jsonName()
            + " is not damaged: a newer release wrote it, and this release does not know "
            + what,
        cause);
  }

  private Unreadable newer(String problem, Throwable cause) {
    return new Unreadable(
        Reason.NEWER_FORMAT, location, problem, UPGRADE + "; leave the file as it is", cause);
  }

  /**
   * The refusal of an object in a format that is no longer read.
   *
   * @param met its format
   * @param oldest the oldest format that is read
   */
  public Unreadable olderFormat(int met, int oldest) {
    return new Unreadable(
        Reason.OLDER_FORMAT,
        location,
        "this "
            + kind.jsonName()
            + " has format "
            + met
            + ", which no release wrote; the oldest that is read is "
            + oldest,
        "Make a new group elsewhere and load the rows into it; the tables here are ordinary Lance"
            + " datasets",
        null);
  }

  /**
   * The refusal of an object that belongs elsewhere.
   *
   * @param problem where it belongs
   */
  public Unreadable foreign(String problem) {
    return new Unreadable(Reason.FOREIGN, location, problem, kind.remedy(), null);
  }

  /**
   * The refusal to go on without an object that should be there.
   *
   * @param problem why it should be
   * @param remedy what the reader can do about it
   */
  public Unreadable missing(String problem, String remedy) {
    return new Unreadable(Reason.MISSING, location, problem, remedy, null);
  }
}
