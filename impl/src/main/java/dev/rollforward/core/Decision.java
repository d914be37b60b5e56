package dev.rollforward.core;

import dev.rollforward.Verdict;
import java.util.Objects;

/**
 * What a manifest says of one operation that is not yet cleaned up.
 *
 * @param verdict how it ended
 * @param expected the pins the operation was prepared against. An abort may be forgotten only once
 *     one of them has moved (rule 9).
 * @param manifestVersion the manifest that decided it
 */
public record Decision(Verdict verdict, Expectation expected, long manifestVersion) {
  /** Checks for nulls. */
  public Decision {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(expected, "expected");
  }
}
