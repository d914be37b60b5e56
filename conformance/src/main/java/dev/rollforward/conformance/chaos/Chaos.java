package dev.rollforward.conformance.chaos;

import dev.rollforward.engine.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Many schedules, one for each seed from a first one on. */
public final class Chaos {
  private static final int BATCH = 64;
  private static final int MOST_TO_SHRINK = 600;

  private final List<String> digests = new ArrayList<>();
  private final SortedMap<String, Integer> outcomes = new TreeMap<>();
  private long turns;

  private Chaos() {}

  /**
   * A schedule that violated a property.
   *
   * @param seed what made it
   * @param first how it happened at first
   * @param shrunk how it happens with as little else as possible
   */
  public record Found(long seed, ChaosRun.Result first, ChaosRun.Result shrunk) {}

  /**
   * What came of all of them.
   *
   * @param schedules how many were run: all, or those up to the first that violated something
   * @param turns how many calls to stores there were
   * @param digest of all that happened: equal for equal seeds
   * @param outcomes how many callers were told what, and how many processes were killed
   * @param found the first schedule that violated a property; empty if none did
   */
  public record Report(
      int schedules,
      long turns,
      String digest,
      SortedMap<String, Integer> outcomes,
      Optional<Found> found) {}

  /**
   * Runs them side by side, and ends with the first that violates a property.
   *
   * @param seed that of the first schedule; the next has the next one
   * @param schedules how many at most
   * @param fault what is planted into the stores; the identity for nothing
   * @param goOn is told after some of them how many have ended, and says whether to go on
   */
  public static Report run(long seed, int schedules, UnaryOperator<Stores> fault, IntPredicate goOn)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      return new Chaos().run(pool, seed, schedules, fault, goOn);
    } finally {
      pool.shutdownNow();
    }
  }

  private Report run(
      ExecutorService pool,
      long seed,
      int schedules,
      UnaryOperator<Stores> fault,
      IntPredicate goOn)
      throws InterruptedException {
    for (int from = 0; from < schedules; from += BATCH) {
      List<Future<ChaosRun.Result>> batch = new ArrayList<>();
      for (int i = from; i < Math.min(from + BATCH, schedules); i++) {
        long own = seed + i;
        batch.add(pool.submit(() -> ChaosRun.of(own, fault)));
      }
      for (Future<ChaosRun.Result> next : batch) {
        ChaosRun.Result result = result(next);
        add(result);
        if (result.violation().isPresent()) {
          batch.forEach(running -> running.cancel(false));
          long own = seed + digests.size() - 1;
          return report(
              Optional.of(new Found(own, result, Shrinker.shrink(result, fault, MOST_TO_SHRINK))));
        }
      }
      if (!goOn.test(digests.size())) {
        break;
      }
    }
    return report(Optional.empty());
  }

  private static ChaosRun.Result result(Future<ChaosRun.Result> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void add(ChaosRun.Result result) {
    digests.add(result.digest());
    turns += result.turns();
    result.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
  }

  private Report report(Optional<Found> found) {
    return new Report(digests.size(), turns, ChaosLog.digest(digests), outcomes, found);
  }
}
