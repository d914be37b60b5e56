package dev.rollforward.published.engine;

import java.util.Set;

/**
 * The faults that are switched on: none, for whoever is not a test. Only this package can make
 * another set, and only its tests do, which {@code PublishedArchitectureTest} checks. Immutable.
 */
public final class Faults {
  /** The design as published. */
  public static final Faults NONE = new Faults(Set.of());

  private final Set<Fault> on;

  Faults(Set<Fault> on) {
    this.on = Set.copyOf(on);
  }

  /** Whether {@code fault} is on. */
  public boolean has(Fault fault) {
    return on.contains(fault);
  }
}
