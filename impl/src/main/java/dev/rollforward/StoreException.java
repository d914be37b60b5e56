package dev.rollforward;

/** A store could not do what it was asked, or cannot say whether it did. */
public sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The call had no effect. */
  public StoreException(String message) {
    super(message);
  }

  /** The call had no effect. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The call may or may not have taken effect: its answer was lost. The caller must read back
   * before it decides anything.
   */
  public static final class OutcomeUnknown extends StoreException {
    private static final long serialVersionUID = 1L;

    /** The answer of a call was lost. */
    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A group was to be made where there is one. Nothing was done. */
  public static final class AlreadyExists extends StoreException {
    private static final long serialVersionUID = 1L;

    /** There is a group already. */
    public AlreadyExists(String message) {
      super(message);
    }
  }

  /**
   * A stored object exists and cannot be used: half a file, a bad checksum, a newer format, another
   * group's, a wrong name. It is refused, never guessed and never changed.
   */
  public static final class Unreadable extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String location;
    private final String problem;
    private final String remedy;

    /** Why an object is refused. */
    public enum Reason {
      /** Truncated, altered, or not of the expected form. */
      CORRUPT,
      /** Written by a newer release. */
      NEWER_FORMAT,
      /** Written in a format that is no longer read. */
      OLDER_FORMAT,
      /** Belongs to another group, or has a name that is not its own. */
      FOREIGN,
      /** Should be there and isn't. */
      MISSING,
      /** Says something else than what it has to agree with. */
      CONTRADICTORY
    }

    /**
     * @param location the file or address of the object
     * @param problem what is wrong with it
     * @param remedy what the reader can do about it
     */
    public Unreadable(
        Reason reason, String location, String problem, String remedy, Throwable cause) {
      super(location + ": " + problem + ". " + remedy, cause);
      this.reason = reason;
      this.location = location;
      this.problem = problem;
      this.remedy = remedy;
    }

    /** Why it is refused. */
    public Reason reason() {
      return reason;
    }

    /** The file or address of the object. */
    public String location() {
      return location;
    }

    /** What is wrong with it. */
    public String problem() {
      return problem;
    }

    /** What the reader can do about it. */
    public String remedy() {
      return remedy;
    }
  }
}
