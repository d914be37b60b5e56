package dev.rollforward.published.engine;

import java.util.Set;

/** Switches faults on: only tests can, because only this package may. */
public final class TestFaults {
  private TestFaults() {}

  /** These faults. */
  public static Faults of(Fault... faults) {
    return new Faults(Set.of(faults));
  }
}
