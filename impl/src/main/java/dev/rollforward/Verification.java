package dev.rollforward;

import java.util.List;
import java.util.Objects;

/** What a look at everything in a group has found. Immutable. */
public interface Verification {
  /** How many manifests were read. */
  long manifests();

  /** How many versions of tables, each pinned by one of these manifests, were opened. */
  long versions();

  /** How many rows the newest manifest shows, in all tables. */
  long rows();

  /**
   * What is not as in a group that nobody uses and nobody has damaged, in the order in which it was
   * found.
   */
  List<Finding> findings();

  /** Whether nothing that was found is a violation. */
  default boolean isSound() {
    return findings().stream().noneMatch(Finding::isViolation);
  }

  /**
   * Something that was found.
   *
   * @param isViolation whether it contradicts what the protocol promises: something was lost,
   *     altered, or mixed with another group. What is none needs nothing, or a decision of an
   *     operator
   * @param check what does not hold, in one word: a property of {@code docs/invariants.md} or
   *     {@code spec/CleanUp.tla} where there is one
   * @param place where it was found: a file, an address, a table or an operation
   * @param problem what is there
   * @param remedy what to do about it
   */
  record Finding(boolean isViolation, String check, String place, String problem, String remedy) {
    /** Checks for nulls. */
    public Finding {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(problem, "problem");
      Objects.requireNonNull(remedy, "remedy");
    }
  }
}
