package dev.rollforward.spec.check;

import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.tlc.ClassArchive;
import dev.rollforward.spec.tlc.TlcOptions;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How to check a lane.
 *
 * @param workspace an existing folder for the files of each run, which are removed after it
 * @param models how to check large models
 * @param faults how to check faults, scenes and small models and how to simulate; more than one
 *     worker makes traces vary
 * @param faultsAtOnce how many runs of one worker each to make side by side
 * @param reuse whether faults and scenes may share a JVM, see {@link
 *     dev.rollforward.spec.tlc.ReusedTlc}
 * @param seed what simulations draw their behaviours from
 */
public record LaneOptions(
    Path workspace,
    TlcOptions models,
    TlcOptions faults,
    int faultsAtOnce,
    boolean reuse,
    long seed) {
  /** Short enough to be typed again. */
  private static final int SEEDS = 1_000_000;

  public LaneOptions {
    if (faultsAtOnce < 1) {
      throw new UsageException("at least one fault has to be checked at once");
    }
  }

  /**
   * Two workers and 4 GB for the largest model; one worker and 1 GB for each of two others at once;
   * faults and scenes share a JVM; a fresh seed.
   *
   * @throws UsageException if there is no TLC
   */
  public static LaneOptions defaults(Path workspace) {
    TlcOptions tlc = TlcOptions.defaults();
    return new LaneOptions(
        workspace,
        tlc.withWorkers(2).withHeapMegabytes(4096),
        tlc.withWorkers(1).withHeapMegabytes(1024).withBrief(true),
        2,
        true,
        ThreadLocalRandom.current().nextInt(SEEDS));
  }

  /** These options with a given seed, also for what a model draws at random itself. */
  public LaneOptions withSeed(long chosen) {
    return new LaneOptions(workspace, models.withSeed(chosen), faults, faultsAtOnce, reuse, chosen);
  }

  /** These options with a JVM for each run. */
  public LaneOptions withoutReuse() {
    return new LaneOptions(workspace, models, faults, faultsAtOnce, false, seed);
  }

  /** These options with TLC's classes kept, for a quicker start of each JVM. */
  public LaneOptions withClasses(ClassArchive archive) {
    return new LaneOptions(
        workspace,
        models.withClasses(archive),
        faults.withClasses(archive),
        faultsAtOnce,
        reuse,
        seed);
  }
}
