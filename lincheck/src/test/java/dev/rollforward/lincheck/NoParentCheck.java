package dev.rollforward.lincheck;

import dev.rollforward.testkit.PlantedFault;

/**
 * Fault: a writer takes any commit that landed for a clean one (rule 4), so it publishes a version
 * that is somebody else's.
 */
public class NoParentCheck extends MemoryGroup {
  /** A group with the fault. */
  public NoParentCheck() {
    super(PlantedFault.NoParentCheck.plant());
  }
}
