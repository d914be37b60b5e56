package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file {@code models/<Module>.json} as it is written: a module, and its models, faults and scenes
 * with everything left out that is as the module says. Every reference in it leads somewhere.
 *
 * @param format the version of the file's form; always 2
 * @param faultModule null for none
 * @param faultActions null for none
 * @param actors null for none
 * @param leastStates how many distinct states the models of a lane explore together, at least;
 *     null for no such claim
 * @param faults null for none
 * @param scenes null for none
 */
record ModuleFile(
    @JsonProperty(required = true) int format,
    @JsonProperty(required = true) String module,
    @JsonProperty(required = true) String design,
    @JsonProperty(required = true) String blocks,
    String faultModule,
    @JsonProperty(required = true) Map<String, String> constants,
    @JsonProperty(required = true) String specification,
    @JsonProperty(required = true) List<String> invariants,
    @JsonProperty(required = true) List<String> properties,
    List<String> faultActions,
    Map<String, String> actors,
    Map<Lane, Long> leastStates,
    @JsonProperty(required = true) List<ModelEntry> models,
    List<Fault> faults,
    List<Scene> scenes) {

  private static final int FORMAT = 2;

  ModuleFile {
    Names.check(format == FORMAT, "format", format + " is unknown; this reads format " + FORMAT);
    Names.distinct("models", models);
    Names.check(!models.isEmpty(), "models", "is empty; a module needs one model or more");
    faults = Objects.requireNonNullElse(faults, List.of());
    scenes = Objects.requireNonNullElse(scenes, List.of());
    Names.distinct("faults", faults);
    Names.distinct("scenes", scenes);
    SpecModule declared =
        new SpecModule(
            module,
            design,
            blocks,
            faultModule,
            constants,
            specification,
            invariants,
            properties,
            Objects.requireNonNullElse(faultActions, List.of()),
            Objects.requireNonNullElse(actors, Map.of()));
    List<Model> resolved = resolve(models, declared);
    leastStates = Objects.requireNonNullElse(leastStates, Map.of());
    leastStates.forEach((lane, least) -> checkStates(lane, least, resolved));
    References references = new References(declared, resolved);
    faults.forEach(references::check);
    scenes.forEach(references::check);
    constants = declared.constants();
    faultActions = declared.faultActions();
    actors = declared.actors();
  }

  /** Each model has to explore the least that it expects, so together they explore so much. */
  private static void checkStates(Lane lane, long least, List<Model> models) {
    long states =
        models.stream()
            .filter(model -> model.lanes().contains(lane))
            .filter(model -> !model.simulated())
            .mapToLong(model -> model.expect().distinct().low())
            .sum();
    Names.check(
        states >= least,
        "leastStates." + lane.label(),
        "the models of that lane explore " + states + " states together, not " + least);
  }

  private static List<Model> resolve(List<ModelEntry> entries, SpecModule module) {
    List<Model> models = new ArrayList<>();
    for (ModelEntry entry : entries) {
      try {
        models.add(entry.in(module));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("models[" + entry.name() + "]." + e.getMessage(), e);
      }
    }
    return models;
  }

  SpecModule declared() {
    return new SpecModule(
        module,
        design,
        blocks,
        faultModule,
        constants,
        specification,
        invariants,
        properties,
        faultActions,
        actors);
  }

  /** Every model with the module's defaults filled in. */
  List<Model> resolved() {
    return resolve(models, declared());
  }

  /** The names of all models, faults and scenes. */
  Stream<String> names() {
    return Stream.of(
            models.stream().map(ModelEntry::name),
            faults.stream().map(Fault::name),
            scenes.stream().map(Scene::name))
        .flatMap(names -> names);
  }
}
