package dev.rollforward.spec;

import java.util.List;

/**
 * What one run checks.
 *
 * @param label what to call it in a report
 * @param models the models to check
 * @param faults the faults to check
 */
public record Selection(String label, List<Model> models, List<Injection> faults) {
  public Selection {
    models = List.copyOf(models);
    faults = List.copyOf(faults);
  }

  /** A fault together with the model that it changes. */
  public record Injection(Fault fault, Model base) {
    Model model() {
      return fault.injectedInto(base);
    }
  }

  /** Whether there is nothing to check. */
  public boolean isEmpty() {
    return models.isEmpty() && faults.isEmpty();
  }
}
