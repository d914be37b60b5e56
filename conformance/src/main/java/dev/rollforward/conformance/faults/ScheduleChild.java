package dev.rollforward.conformance.faults;

import dev.rollforward.OperationId;
import dev.rollforward.conformance.Explorer;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Schedule;
import dev.rollforward.conformance.Violation;
import dev.rollforward.testkit.LosingStores;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Plays schedules on the library of this JVM until a wanted property is violated: first where one
 * process halts, then where several do, then where an answer gets lost, then random ones.
 */
final class ScheduleChild {
  /** Everything. */
  static final String THOROUGH = "thorough";

  /** One process halts, or an answer gets lost. */
  static final String QUICK = "quick";

  /** Late enough for a call to take effect when everybody has ended. */
  private static final int LAST = 1000;

  private static final int WALKS = 6000;

  private final Set<String> wanted;
  private final Map<String, Integer> violated = new TreeMap<>();
  private int plays;
  private boolean found;

  private ScheduleChild(Set<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * @param arguments {@link #THOROUGH} or {@link #QUICK}, and the properties to look for; none for
   *     any
   */
  static Finding run(List<String> arguments) {
    Set<String> wanted = Set.copyOf(arguments.subList(1, arguments.size()));
    return new ScheduleChild(wanted).run(arguments.get(0).equals(THOROUGH));
  }

  private Finding run(boolean thorough) {
    explore(List.of(Scenario.values()), Explorer.SHALLOW, () -> stores -> stores);
    if (thorough) {
      for (Walk.Of what : Walk.Of.values()) {
        walk(what);
      }
    }
    for (LosingStores.Call call : LosingStores.Call.values()) {
      for (int delay : List.of(0, 1, 2, 4, 8, LAST, LosingStores.NEVER)) {
        explore(
            Scenario.DEEPLY,
            Explorer.SHALLOW,
            () -> new LosingStores(new OperationId("writer-1"), call, delay));
      }
    }
    if (thorough) {
      explore(Scenario.DEEPLY, Explorer.DEEP, () -> stores -> stores);
    }
    return finding();
  }

  private void walk(Walk.Of what) {
    for (long seed = 1; seed <= WALKS && !found; seed++) {
      plays++;
      try {
        new Walk(seed, what).violations().forEach(this::note);
      } catch (RuntimeException broken) {
        note(broken.getClass().getSimpleName());
      }
    }
  }

  private void explore(
      List<Scenario> scenarios, List<Schedule> schedules, Supplier<Network> networks) {
    for (Scenario scenario : scenarios) {
      for (Schedule schedule : schedules) {
        if (!found) {
          explore(scenario, schedule, networks);
        }
      }
    }
  }

  private void explore(Scenario scenario, Schedule schedule, Supplier<Network> networks) {
    Explorer explorer =
        new Explorer(
            MemoryTestStores::new,
            UnaryOperator.identity(),
            networks,
            result -> {
              plays++;
              result.violations().stream().map(Violation::property).forEach(this::note);
              return !found;
            });
    try {
      var unused = explorer.explore(List.of(scenario), List.of(schedule));
    } catch (RuntimeException broken) {
      // Faulty code may end in a state in which its own checks, or those of a play, give up.
      note(broken.getClass().getSimpleName());
    }
  }

  private void note(String property) {
    violated.merge(property, 1, Integer::sum);
    found |= wanted.isEmpty() || wanted.contains(property);
  }

  private Finding finding() {
    if (violated.isEmpty()) {
      return Finding.missed(
          String.format(Locale.ROOT, "no property is violated in %,d plays", plays));
    }
    String detail = String.format(Locale.ROOT, "in %,d plays, beside %s", plays, violated.keySet());
    return found
        ? Finding.caught(
            violated.keySet().stream()
                .filter(p -> wanted.isEmpty() || wanted.contains(p))
                .findFirst()
                .orElseThrow(),
            detail)
        : new Finding(Finding.Kind.OTHERWISE, String.join(", ", violated.keySet()), detail);
  }
}
