package dev.rollforward.store.json;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import java.util.Objects;

/**
 * Where an object stands or should stand, so that every refusal names it. Immutable.
 *
 * @param kind what should stand there
 * @param location its full path or address
 */
public record Place(ObjectKind kind, String location) {
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
        kind.mend(),
        cause);
  }

  /**
   * The refusal of an object that a newer release wrote.
   *
   * @param met its format
   * @param known the newest format that this release knows
   */
  public Unreadable newerFormat(String met, int known) {
    return new Unreadable(
        Reason.NEWER_FORMAT,
        location,
        "this " + kind.jsonName() + " has format " + met + ", and this release knows " + known,
        "Upgrade Rollforward here to the release that wrote it",
        null);
  }

  /**
   * The refusal of an object that belongs elsewhere.
   *
   * @param problem where it belongs
   */
  public Unreadable foreign(String problem) {
    return new Unreadable(Reason.FOREIGN, location, problem, kind.mend(), null);
  }

  /**
   * The refusal to go on without an object that should be there.
   *
   * @param problem why it should be
   * @param mend what the reader can do about it
   */
  public Unreadable missing(String problem, String mend) {
    return new Unreadable(Reason.MISSING, location, problem, mend, null);
  }
}
