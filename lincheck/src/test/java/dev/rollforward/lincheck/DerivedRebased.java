package dev.rollforward.lincheck;

import dev.rollforward.testkit.PlantedFault;

/**
 * Fault: a change that only stores rows differently is published wherever it has landed (rule 4),
 * with rows below it that are somebody else's.
 */
public class DerivedRebased extends MemoryGroup {
  /** A group with the fault. */
  public DerivedRebased() {
    super(PlantedFault.NoParentCheck.plant());
  }
}
