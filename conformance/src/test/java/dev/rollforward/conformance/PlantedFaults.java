package dev.rollforward.conformance;

import dev.rollforward.engine.Stores;
import java.util.function.UnaryOperator;

/** {@link PlantedFault}, for other packages. */
public final class PlantedFaults {
  private PlantedFaults() {}

  /** Plants the fault called {@code name} into stores. */
  public static UnaryOperator<Stores> of(String name) {
    return PlantedFault.valueOf(name).plant();
  }
}
