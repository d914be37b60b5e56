package dev.rollforward.spec.tlc;

import dev.rollforward.spec.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to run TLC.
 *
 * @param workers threads that explore states; one worker finds the same shortest counterexample
 *     every time
 * @param heapMegabytes the heap of TLC's JVM
 * @param timeout after which a run is given up
 * @param coverage whether to count the steps of each action
 * @param brief whether the run is one of seconds, which the optimising compiler would only slow
 *     down
 * @param seed what TLC draws at random from: a simulation, and the module Randomization
 * @param jar the archive with TLC
 * @param classes where TLC's classes are kept for a quicker start; empty for nowhere
 */
public record TlcOptions(
    int workers,
    int heapMegabytes,
    Duration timeout,
    boolean coverage,
    boolean brief,
    long seed,
    Path jar,
    Optional<ClassArchive> classes) {

  public TlcOptions {
    require(workers >= 1, "TLC needs at least one worker, not " + workers);
    require(heapMegabytes >= 16, "TLC needs a heap of 16 MB or more, not " + heapMegabytes);
    require(timeout.toMillis() > 0, "the time limit has to be positive, not " + timeout);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new UsageException(problem);
    }
  }

  /**
   * One worker, 2 GB, a day, no coverage, seed 0, and the TLC that {@link TlcJar#locate} finds.
   *
   * @throws UsageException if there is no TLC
   */
  public static TlcOptions defaults() {
    return new TlcOptions(
        1, 2048, Duration.ofDays(1), false, false, 0, TlcJar.locate(), Optional.empty());
  }

  public TlcOptions withWorkers(int count) {
    return new TlcOptions(count, heapMegabytes, timeout, coverage, brief, seed, jar, classes);
  }

  public TlcOptions withHeapMegabytes(int megabytes) {
    return new TlcOptions(workers, megabytes, timeout, coverage, brief, seed, jar, classes);
  }

  public TlcOptions withTimeout(Duration limit) {
    return new TlcOptions(workers, heapMegabytes, limit, coverage, brief, seed, jar, classes);
  }

  public TlcOptions withCoverage(boolean wanted) {
    return new TlcOptions(workers, heapMegabytes, timeout, wanted, brief, seed, jar, classes);
  }

  public TlcOptions withBrief(boolean wanted) {
    return new TlcOptions(workers, heapMegabytes, timeout, coverage, wanted, seed, jar, classes);
  }

  public TlcOptions withSeed(long chosen) {
    return new TlcOptions(workers, heapMegabytes, timeout, coverage, brief, chosen, jar, classes);
  }

  public TlcOptions withClasses(ClassArchive archive) {
    return new TlcOptions(
        workers, heapMegabytes, timeout, coverage, brief, seed, jar, Optional.of(archive));
  }
}
