package dev.rollforward.spec.model;

import java.util.List;
import java.util.Map;

/** Checks that what a fault or a scene names exists in its module. */
record References(SpecModule module, List<Model> models) {
  void check(Fault fault) {
    String at = "faults[" + fault.name() + "].";
    Model base = base(at, fault.base());
    overrides(at, fault.overrides(), base);
    Names.check(
        fault.kind() == Fault.Kind.FINDING
            || isInvariant(fault.breaks())
            || isProperty(fault.breaks()),
        at + "breaks",
        module.module()
            + " has no invariant or property "
            + fault.breaks()
            + "; list it in the module or in a model");
    Names.check(
        !base.specification().equals(fault.specification()),
        at + "specification",
        "is what model " + base.name() + " has anyway; leave it out or name another");
  }

  void check(Scene scene) {
    String at = "scenes[" + scene.name() + "].";
    overrides(at, scene.overrides(), base(at, scene.base()));
  }

  private Model base(String at, String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    at + "base: there is no model \"" + name + "\" of " + module.module()));
  }

  private void overrides(String at, Map<String, String> overrides, Model base) {
    overrides.forEach(
        (key, value) -> {
          String field = at + "overrides." + key;
          String before = base.constants().get(key);
          Names.check(
              before != null || module.allows(key, value),
              field,
              "is no constant of model " + base.name());
          Names.check(!value.equals(before), field, "is the value that the model has anyway");
        });
  }

  /** Whether the module or one of its models lists it among its invariants. */
  boolean isInvariant(String name) {
    return module.invariants().contains(name)
        || models.stream().anyMatch(model -> model.invariants().contains(name));
  }

  private boolean isProperty(String name) {
    return module.properties().contains(name)
        || models.stream().anyMatch(model -> model.properties().contains(name));
  }
}
