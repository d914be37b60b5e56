package dev.rollforward.cli.check;

import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to be known of a design before it can be compared.
 *
 * @param models its smoke models
 * @param findings what it violates by itself
 * @param commitsAlone the scene in which one operation commits and nobody else does anything
 */
record RivalNeeds(
    SpecModule module,
    List<Model> models,
    List<Selection.Injection> findings,
    Optional<Selection.Staging> commitsAlone) {
  private static final String COMMITS_ALONE = "CommitsAlone";

  static List<RivalNeeds> of(Manifest manifest) {
    Selection smoke = manifest.lane(Lane.SMOKE);
    return manifest.modules().stream()
        .map(module -> of(module, smoke))
        // A module in which nobody commits is an argument about a design, not one of its own.
        .filter(needs -> needs.commitsAlone().isPresent())
        .toList();
  }

  private static RivalNeeds of(SpecModule module, Selection smoke) {
    String name = module.module();
    return new RivalNeeds(
        module,
        smoke.models().stream().filter(model -> model.module().equals(name)).toList(),
        smoke.faults().stream()
            .filter(fault -> fault.fault().kind() == Fault.Kind.FINDING)
            .filter(fault -> fault.base().module().equals(name))
            .toList(),
        smoke.scenes().stream()
            .filter(scene -> scene.scene().name().endsWith(COMMITS_ALONE))
            .filter(scene -> scene.base().module().equals(name))
            .findFirst());
  }

  /** Everything that several designs need. */
  static Selection all(List<RivalNeeds> needs) {
    return new Selection(
        "rivals",
        needs.stream().flatMap(need -> need.models().stream()).toList(),
        needs.stream().flatMap(need -> need.findings().stream()).toList(),
        needs.stream().flatMap(need -> need.commitsAlone().stream()).toList(),
        List.of());
  }

  /** What of a selection is not known, or no longer. */
  static Selection missing(Selection all, LastCheck last, Map<String, String> digests) {
    return new Selection(
        all.label(),
        all.models().stream().filter(one -> isMissing(one.name(), last, digests)).toList(),
        all.faults().stream().filter(one -> isMissing(one.fault().name(), last, digests)).toList(),
        all.scenes().stream().filter(one -> isMissing(one.scene().name(), last, digests)).toList(),
        List.of());
  }

  private static boolean isMissing(String name, LastCheck last, Map<String, String> digests) {
    return last.fresh(name, digests.get(name)).isEmpty();
  }

  /** The names of all that is needed. */
  List<String> names() {
    Stream<String> models = models().stream().map(Model::name);
    Stream<String> faults = findings.stream().map(one -> one.fault().name());
    Stream<String> scenes = commitsAlone.stream().map(one -> one.scene().name());
    return Stream.of(models, faults, scenes).flatMap(names -> names).toList();
  }
}
