package dev.rollforward.spec.picture;

import java.util.Comparator;

/**
 * A column of a picture: a process or a place where state lives.
 *
 * @param kind what it is
 * @param name what to call it, such as {@code writer 1}; unique in a picture
 */
public record Lifeline(Kind kind, String name) implements Comparable<Lifeline> {
  private static final Comparator<Lifeline> ORDER =
      Comparator.comparing(Lifeline::kind).thenComparing(Lifeline::name);

  /** What a column stands for, in the order from left to right. */
  public enum Kind {
    WRITER,
    RECOVERY,
    TABLE,
    MANIFEST,
    SIDECARS,
    AUDITS,
    CALLS,
    OTHER;

    /** Whether it acts. What it knows dies with it, unlike what a store holds. */
    public boolean isProcess() {
      return this == WRITER || this == RECOVERY;
    }

    /** Whether it is a store that every design has, and so every picture. */
    boolean isCommon() {
      return this == TABLE || this == MANIFEST || this == SIDECARS || this == AUDITS;
    }
  }

  @Override
  public int compareTo(Lifeline other) {
    return ORDER.compare(this, other);
  }
}
