package dev.rollforward.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link CommitBenchmark} and prints what atomicity costs: the time of one operation over
 * three tables, divided by that of three Lance commits right after it. Several rounds show how far
 * that can be trusted on this machine; milliseconds of different runs cannot be compared.
 *
 * <pre>{@code
 * mvn -pl impl,bench -am verify -DskipTests -Prun
 * }</pre>
 */
public final class CommitRatio {
  private static final int ROUNDS = 5;

  /**
   * What one round measured.
   *
   * @param operation milliseconds of one operation over three tables
   * @param commits milliseconds of three Lance commits
   */
  private record Round(double operation, double commits) {
    double ratio() {
      return operation / commits;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f ms / %.2f ms = %.2f", operation, commits, ratio());
    }
  }

  private CommitRatio() {}

  /** Runs and prints it. */
  public static void main(String[] args) throws RunnerException {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(round());
    }
    System.out.println("one operation over three tables / three Lance commits:");
    rounds.forEach(round -> System.out.println("  " + round));
    List<Double> ratios = rounds.stream().map(Round::ratio).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "ratio: median %.2f, from %.2f to %.2f in %s rounds%n",
        ratios.get(ROUNDS / 2),
        ratios.get(0),
        ratios.get(ROUNDS - 1),
        ROUNDS);
  }

  private static Round round() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(CommitBenchmark.class.getName())
                    .shouldFailOnError(true)
                    .build())
            .run();
    return new Round(score(results, "oneOperation"), score(results, "threeLanceCommits"));
  }

  private static double score(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .map(RunResult::getPrimaryResult)
        .filter(result -> result.getLabel().equals(benchmark))
        .findFirst()
        .orElseThrow()
        .getScore();
  }
}
