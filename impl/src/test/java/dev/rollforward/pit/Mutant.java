package dev.rollforward.pit;

import java.util.Comparator;

/**
 * A change of one instruction that PIT made. Line numbers change with every edit elsewhere, so a
 * mutant is told by the method and by what was done to it.
 *
 * @param where the class without its package, a dot, and the method
 * @param what what was done, in PIT's words
 * @param nth which of those in this method that read the same, from 1
 */
record Mutant(String where, String what, int nth) implements Comparable<Mutant> {
  private static final Comparator<Mutant> ORDER =
      Comparator.comparing(Mutant::where).thenComparing(Mutant::what).thenComparing(Mutant::nth);

  @Override
  public int compareTo(Mutant other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "| " + where + " | " + what + " | " + nth + " |";
  }
}
