package dev.rollforward.spec;

import java.nio.file.Path;

/**
 * How to check a lane.
 *
 * @param workspace an existing folder for the files of each run, which are removed after it
 * @param models how to check models, one after another
 * @param faults how to check faults; more than one worker makes counterexamples vary
 * @param faultsAtOnce how many faults to check side by side
 */
public record LaneOptions(Path workspace, TlcOptions models, TlcOptions faults, int faultsAtOnce) {
  public LaneOptions {
    if (faultsAtOnce < 1) {
      throw new UsageException("at least one fault has to be checked at once");
    }
  }

  /**
   * Two workers and 4 GB for a model; one worker and 1 GB for each of two faults at once.
   *
   * @throws UsageException if there is no TLC
   */
  public static LaneOptions defaults(Path workspace) {
    TlcOptions tlc = TlcOptions.defaults();
    return new LaneOptions(
        workspace,
        tlc.withWorkers(2).withHeapMegabytes(4096),
        tlc.withWorkers(1).withHeapMegabytes(1024),
        2);
  }
}
