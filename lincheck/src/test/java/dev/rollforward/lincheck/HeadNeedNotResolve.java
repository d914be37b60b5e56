package dev.rollforward.lincheck;

import dev.rollforward.testkit.PlantedFault;

/** Fault: hEAD is taken to hold what the pin holds, whatever lies above it (rule 5). */
public class HeadNeedNotResolve extends MemoryGroup {
  /** A group with the fault. */
  public HeadNeedNotResolve() {
    super(PlantedFault.HeadNeedNotResolve.plant());
  }
}
