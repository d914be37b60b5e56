package dev.rollforward.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link FailpointBenchmark} and prints what failpoints cost that are switched off: as a share
 * of an operation in memory, all measured in this run. On Lance an operation takes many times as
 * long.
 *
 * <pre>{@code
 * mvn -pl impl,bench -am verify -DskipTests -Prun -Dbench.main=dev.rollforward.bench.FailpointCost
 * }</pre>
 */
public final class FailpointCost {
  static final int HUNDRED = 100;

  /** Of an append to three tables: before and after each of its ten steps. */
  static final int OF_AN_OPERATION = 20;

  private FailpointCost() {}

  /** Runs and prints it. */
  public static void main(String[] args) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(FailpointBenchmark.class.getName())
                    .shouldFailOnError(true)
                    .build())
            .run();
    double steps = score(results, "hundredSteps");
    double failpoints = score(results, "hundredFailpoints");
    double operation = score(results, "operation");
    double each = (failpoints - steps) / HUNDRED;
    System.out.printf(
        Locale.ROOT,
        "a failpoint that is off: %.2f ns beside a call of %.2f ns; %s of them in an operation in"
            + " memory of %.0f ns: %.3f %%%n",
        each,
        steps / HUNDRED,
        OF_AN_OPERATION,
        operation,
        100 * each * OF_AN_OPERATION / operation);
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
