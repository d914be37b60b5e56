package dev.rollforward.conformance.chaos;

import dev.rollforward.engine.Stores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Makes a run that violates a property shorter: choices are put back to 0, by streams, halves and
 * smaller parts, as long as the same property is violated.
 */
public final class Shrinker {
  private final String property;
  private final UnaryOperator<Stores> fault;
  private int left;
  private ChaosRun.Result best;

  private Shrinker(ChaosRun.Result failing, UnaryOperator<Stores> fault, int most) {
    this.property = failing.violation().orElseThrow().property();
    this.best = failing;
    this.fault = fault;
    this.left = most;
  }

  /**
   * A short run that violates what {@code failing} does.
   *
   * @param fault what was planted
   * @param most how many runs it may take
   */
  public static ChaosRun.Result shrink(
      ChaosRun.Result failing, UnaryOperator<Stores> fault, int most) throws InterruptedException {
    Shrinker shrinker = new Shrinker(failing, fault, most);
    while (shrinker.left > 0 && shrinker.improves()) {}
    return shrinker.best;
  }

  private boolean improves() throws InterruptedException {
    int before = size(best);
    for (String stream : List.copyOf(best.choices().taken().keySet())) {
      for (int part = length(stream); part >= 1; part /= 2) {
        for (int from = 0; from < length(stream); from += part) {
          tryWithout(stream, from, from + part);
        }
      }
    }
    return size(best) < before;
  }

  private int length(String stream) {
    return best.choices().taken().getOrDefault(stream, List.of()).size();
  }

  private void tryWithout(String stream, int from, int to) throws InterruptedException {
    SortedMap<String, List<Integer>> choices = new TreeMap<>(best.choices().taken());
    List<Integer> numbers = new ArrayList<>(choices.getOrDefault(stream, List.of()));
    List<Integer> part =
        numbers.subList(Math.min(from, numbers.size()), Math.min(to, numbers.size()));
    if (left <= 0 || part.stream().allMatch(n -> n == 0)) {
      return;
    }
    Collections.fill(part, 0);
    choices.put(stream, numbers);
    left--;
    ChaosRun.Result shorter = ChaosRun.of(Choices.of(choices), fault, Optional.empty());
    boolean same =
        shorter.violation().filter(violation -> violation.property().equals(property)).isPresent();
    if (same && size(shorter) < size(best)) {
      best = shorter;
    }
  }

  /** First how much was chosen, then how long it took. */
  private static int size(ChaosRun.Result run) {
    long chosen =
        run.choices().taken().values().stream().flatMap(List::stream).filter(n -> n != 0).count();
    return (int) chosen * 10_000 + run.turns();
  }
}
