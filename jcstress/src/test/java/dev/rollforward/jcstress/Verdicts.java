package dev.rollforward.jcstress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/**
 * What is wrong with the results of a run. jcstress itself passes a run without tests, one whose
 * tests need more processors than there are, and one in which nothing interesting was seen.
 *
 * <p>Here whatever a test accepts must be seen. An outcome that is interesting proves that the test
 * can see what it is about; one that is right proves that its actors met in that way at all.
 */
final class Verdicts {
  private static final Set<Expect> REFUSED = Set.of(Expect.FORBIDDEN, Expect.UNKNOWN);

  private final int exit;
  private final Map<String, List<TestResult>> results = new TreeMap<>();

  /**
   * @param exit how jcstress itself ended, 0 for well
   * @param recorded what it recorded of each configuration; empty if nothing ran
   */
  Verdicts(int exit, Collection<TestResult> recorded) {
    this.exit = exit;
    for (TestResult result : recorded) {
      results.computeIfAbsent(result.getName(), name -> new ArrayList<>()).add(result);
    }
  }

  /**
   * Everything that is wrong, in words; empty if nothing is.
   *
   * @param expected the tests that must have run, and no others
   * @param samples the minimum number of samples of each of them
   */
  List<String> problems(List<String> expected, long samples) {
    Stream<String> unexpected =
        results.keySet().stream()
            .filter(name -> !expected.contains(name))
            .map(name -> name + " ran, and nobody expected it");
    return Stream.of(
            expected.stream().flatMap(name -> problems(name, samples)), unexpected, brokenDown())
        .flatMap(problems -> problems)
        .toList();
  }

  /** These and what {@code more} says: nothing that was seen in either is forgotten. */
  Verdicts and(Verdicts more) {
    Verdicts all = new Verdicts(exit == 0 ? more.exit : exit, List.of());
    for (Verdicts each : List.of(this, more)) {
      each.results.forEach(
          (name, runs) -> all.results.computeIfAbsent(name, n -> new ArrayList<>()).addAll(runs));
    }
    return all;
  }

  /**
   * The tests that ran, and whose only problems may disappear in another run.
   *
   * @param samples the minimum number of samples of each of them
   */
  List<String> wanting(long samples) {
    return results.entrySet().stream()
        .filter(test -> isWanting(test.getValue(), samples))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isWanting(List<TestResult> runs, long samples) {
    return Stream.concat(broken(runs), refused(runs)).findAny().isEmpty()
        && Stream.concat(unseen(runs), tooFew(runs, samples)).findAny().isPresent();
  }

  /** The number of samples of the test {@code name}. */
  long played(String name) {
    return samples(results.getOrDefault(name, List.of()));
  }

  /** For each test, its number of samples and how often each outcome was seen. */
  String summary() {
    StringBuilder summary = new StringBuilder();
    results.forEach(
        (name, runs) ->
            summary.append(
                String.format(
                    Locale.ROOT,
                    "%s: %,d samples, %s%n",
                    name,
                    samples(runs),
                    outcomes(runs, o -> true))));
    return summary.toString();
  }

  /** How often the test {@code name} saw what it is there to show, by what that is. */
  Map<String, Long> shown(String name) {
    return outcomes(
        results.getOrDefault(name, List.of()), o -> o.expect == Expect.ACCEPTABLE_INTERESTING);
  }

  private Stream<String> problems(String name, long samples) {
    List<TestResult> runs = results.get(name);
    return runs == null
        ? Stream.of(name + " did not run")
        : Stream.of(broken(runs), refused(runs), unseen(runs), tooFew(runs, samples))
            .flatMap(problems -> problems)
            .map(problem -> name + problem);
  }

  private Stream<String> brokenDown() {
    return exit == 0 ? Stream.empty() : Stream.of("jcstress ended with exit code " + exit);
  }

  private static Stream<String> broken(List<TestResult> runs) {
    return runs.stream()
        .filter(run -> run.status() != Status.NORMAL)
        .map(run -> " ended with " + run.status() + ": " + run.getMessages());
  }

  private static Stream<String> refused(List<TestResult> runs) {
    return outcomes(runs, outcome -> REFUSED.contains(outcome.expect)).entrySet().stream()
        .filter(outcome -> outcome.getValue() > 0)
        .map(outcome -> " saw " + outcome.getValue() + " times " + outcome.getKey());
  }

  private static Stream<String> unseen(List<TestResult> runs) {
    return outcomes(runs, outcome -> !REFUSED.contains(outcome.expect)).entrySet().stream()
        .filter(outcome -> outcome.getValue() == 0)
        .map(outcome -> " never saw what it is there to show, " + outcome.getKey());
  }

  private static Stream<String> tooFew(List<TestResult> runs, long samples) {
    return samples(runs) < samples
        ? Stream.of(" was played " + samples(runs) + " times, not " + samples)
        : Stream.empty();
  }

  private static long samples(List<TestResult> runs) {
    return runs.stream().mapToLong(TestResult::getTotalCount).sum();
  }

  /** How often each outcome was seen, by what the test says of it. */
  private static Map<String, Long> outcomes(
      List<TestResult> runs, Predicate<GradingResult> wanted) {
    Map<String, Long> outcomes = new TreeMap<>();
    runs.stream()
        .flatMap(run -> run.grading().gradingResults.values().stream())
        .filter(wanted)
        .forEach(o -> outcomes.merge(o.expect + ": " + o.description, o.count, Long::sum));
    return outcomes;
  }
}
