package dev.rollforward.spec.model;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one run checks.
 *
 * @param label what to call it in a report
 * @param models the models to check
 * @param faults the faults to check
 * @param scenes the scenes to check
 * @param covered the modules whose coverage to judge; every coverage model of theirs is selected
 */
public record Selection(
    String label,
    List<Model> models,
    List<Injection> faults,
    List<Staging> scenes,
    List<SpecModule> covered) {
  /** The largest model of the quick lane, in distinct states; half as many where steps count. */
  private static final long QUICK_STATES = 55_000;

  public Selection {
    models = List.copyOf(models);
    faults = List.copyOf(faults);
    scenes = List.copyOf(scenes);
    covered = List.copyOf(covered);
  }

  /** A selection of models and faults alone. */
  public static Selection of(String label, List<Model> models, List<Injection> faults) {
    return new Selection(label, models, faults, List.of(), List.of());
  }

  /**
   * A fault together with the model that it changes.
   *
   * @param model the base with the fault in it, as TLC gets it
   */
  public record Injection(Fault fault, Model base, Model model) {}

  /** A scene together with the model that has to reach it. */
  public record Staging(Scene scene, Model base) {
    /** The base, checking that the scene never happens, as TLC gets it. */
    public Model model() {
      return scene.stagedIn(base);
    }
  }

  /** Of the smoke lane what takes seconds, of some modules. */
  Selection ofQuickLane(Predicate<String> isOurs) {
    List<Model> small =
        models.stream()
            .filter(model -> isOurs.test(model.module()))
            .filter(model -> costOf(model) <= QUICK_STATES)
            .toList();
    return new Selection(
        Lane.QUICK.label(),
        small,
        faults.stream().filter(fault -> isOurs.test(fault.base().module())).toList(),
        scenes.stream().filter(scene -> isOurs.test(scene.base().module())).toList(),
        covered.stream()
            .filter(module -> isOurs.test(module.module()))
            .filter(
                module ->
                    small.containsAll(
                        models.stream()
                            .filter(Model::coverage)
                            .filter(model -> model.module().equals(module.module()))
                            .toList()))
            .toList());
  }

  /** Liveness and refinement cost as much again. */
  private static long costOf(Model model) {
    long states = model.expect().distinct().high();
    return model.properties().isEmpty() ? states : 2 * states;
  }

  /** How many outcomes there will be. */
  public int size() {
    return models.size() + faults.size() + scenes.size() + covered.size();
  }

  /** Whether there is nothing to check. */
  public boolean isEmpty() {
    return size() == 0;
  }
}
