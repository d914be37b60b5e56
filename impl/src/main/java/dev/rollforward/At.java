package dev.rollforward;

import java.time.Instant;
import java.util.Objects;

/** A point in the history of a group. Immutable. */
public sealed interface At {
  /** What manifest {@code number} shows. */
  static At version(long number) {
    return new Version(number);
  }

  /**
   * What was visible at {@code instant}, by the clocks of the processes that committed: the newest
   * manifest that is not younger.
   */
  static At time(Instant instant) {
    return new Time(instant);
  }

  /** What the tag called {@code name} names when it is looked at. */
  static At tag(String name) {
    return new Tagged(name);
  }

  /**
   * A manifest.
   *
   * @param number its number, at least 1
   */
  record Version(long number) implements At {}

  /**
   * A point in time.
   *
   * @param instant when
   */
  record Time(Instant instant) implements At {
    /** Checks for null. */
    public Time {
      Objects.requireNonNull(instant, "instant");
    }
  }

  /**
   * A tag.
   *
   * @param name its name
   */
  record Tagged(String name) implements At {
    /** Checks for null. */
    public Tagged {
      Objects.requireNonNull(name, "name");
    }
  }
}
