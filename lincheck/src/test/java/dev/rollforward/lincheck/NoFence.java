package dev.rollforward.lincheck;

import dev.rollforward.testkit.PlantedFault;

/** Fault: a roll-back restores only the tables which the operation has reached (rule 7). */
public class NoFence extends MemoryGroup {
  /** A group with the fault. */
  public NoFence() {
    super(PlantedFault.NoFence.plant());
  }
}
