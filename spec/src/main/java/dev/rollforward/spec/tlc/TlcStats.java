package dev.rollforward.spec.tlc;

import java.time.Duration;
import java.util.List;

/**
 * What TLC explored.
 *
 * @param generated states generated, with repetitions
 * @param distinct distinct states
 * @param depth the depth of the search, in states
 * @param queue states found but not yet explored
 * @param elapsed from the start of TLC's JVM to its end
 * @param coverage every action of the next-state relation; empty unless it was asked for
 */
public record TlcStats(
    long generated,
    long distinct,
    int depth,
    long queue,
    Duration elapsed,
    List<ActionCoverage> coverage) {
  public TlcStats {
    coverage = List.copyOf(coverage);
  }

  /** Nothing at all. */
  public static TlcStats none() {
    return new TlcStats(0, 0, 0, 0, Duration.ZERO, List.of());
  }

  /** The names of the actions that were never taken. */
  public List<String> idleActions() {
    return coverage.stream()
        .filter(action -> action.generated() == 0)
        .map(ActionCoverage::action)
        .distinct()
        .toList();
  }
}
