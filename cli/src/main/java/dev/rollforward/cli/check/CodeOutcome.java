package dev.rollforward.cli.check;

import dev.rollforward.conformance.CrashWindow;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Violation;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the library itself came out.
 *
 * @param store on what it ran
 * @param scenario who changed what
 * @param schedules how many schedules were played
 * @param windows how often a process was halted at each place
 * @param violations what did not hold
 * @param elapsed how long it took
 */
record CodeOutcome(
    String store,
    Scenario scenario,
    int schedules,
    Map<CrashWindow, Integer> windows,
    List<Violation> violations,
    Duration elapsed) {
  CodeOutcome {
    windows = new TreeMap<>(windows);
    violations = List.copyOf(violations);
  }

  String name() {
    return scenario.name();
  }

  Verdict verdict() {
    return violations.isEmpty() ? Verdict.HELD : Verdict.VIOLATED;
  }

  /** What did not hold, by name. */
  List<String> violated() {
    return violations.stream().map(Violation::property).distinct().toList();
  }

  JUnitXml.Case asCase() {
    String story = violations.isEmpty() ? "" : violations.get(0).story();
    return new JUnitXml.Case(
        "code." + store,
        name(),
        elapsed,
        verdict(),
        "%s schedules on %s".formatted(schedules, store),
        violations.isEmpty() ? "held" : "violated: " + violated(),
        story);
  }
}
