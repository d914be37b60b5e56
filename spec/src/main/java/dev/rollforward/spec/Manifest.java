package dev.rollforward.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The models and the faults of a specification, as {@code models.json} lists them. Every reference
 * in a manifest leads somewhere: a fault changes constants which its base has, and breaks a
 * property which its base checks.
 *
 * @param format the version of the file's form; always 1
 * @param models the models
 * @param faults the negative controls
 */
public record Manifest(
    @JsonProperty(required = true) int format,
    @JsonProperty(required = true) List<Model> models,
    @JsonProperty(required = true) List<Fault> faults) {

  private static final int FORMAT = 1;

  public Manifest {
    Names.check(format == FORMAT, "format", format + " is unknown; this reads format " + FORMAT);
    Names.distinct("models", models);
    Names.distinct("faults", faults);
    Names.check(!models.isEmpty(), "models", "is empty");
    models = List.copyOf(models);
    faults = List.copyOf(faults);
    Names.distinct(
        "name",
        Stream.concat(models.stream().map(Model::name), faults.stream().map(Fault::name)).toList());
    for (Fault fault : faults) {
      checkReferences(fault, find(models, fault));
    }
  }

  /**
   * Reads a manifest.
   *
   * @param origin what to call the text in an error, such as its file name
   * @throws UsageException naming the origin, the field and the problem
   */
  public static Manifest parse(String json, String origin) {
    return ManifestReader.parse(json, origin);
  }

  private static Model find(List<Model> models, Fault fault) {
    return models.stream()
        .filter(model -> model.name().equals(fault.base()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    at(fault, "base") + ": there is no model \"" + fault.base() + "\""));
  }

  private static void checkReferences(Fault fault, Model base) {
    fault
        .overrides()
        .forEach(
            (key, value) -> {
              String field = at(fault, "overrides." + key);
              String before = base.constants().get(key);
              Names.check(before != null, field, "is no constant of model " + base.name());
              Names.check(!value.equals(before), field, "is the value that the model has anyway");
            });
    List<String> among =
        fault.kind() == Fault.Kind.INVARIANT ? base.invariants() : base.properties();
    Names.check(
        among.contains(fault.breaks()),
        at(fault, "breaks"),
        "model " + base.name() + " has no " + fault.kind().label() + " " + fault.breaks());
  }

  private static String at(Fault fault, String field) {
    return "faults[" + fault.name() + "]." + field;
  }

  /** The models and faults of one lane, in the order of the manifest. */
  public Selection lane(Lane lane) {
    return new Selection(
        lane.label(),
        models.stream().filter(model -> model.lanes().contains(lane)).toList(),
        faults.stream()
            .filter(fault -> fault.lanes().contains(lane))
            .map(this::injection)
            .toList());
  }

  /**
   * One model or one fault, whatever its lanes.
   *
   * @throws UsageException if nothing has that name
   */
  public Selection only(String name) {
    Selection found =
        new Selection(
            name,
            models.stream().filter(model -> model.name().equals(name)).toList(),
            faults.stream()
                .filter(fault -> fault.name().equals(name))
                .map(this::injection)
                .toList());
    if (found.isEmpty()) {
      throw new UsageException("no model and no fault is called \"" + name + "\"");
    }
    return found;
  }

  private Selection.Injection injection(Fault fault) {
    return new Selection.Injection(fault, find(models, fault));
  }

  /** The invariants and properties that no fault breaks: nothing shows that they can be red. */
  public Set<String> uncontrolled() {
    Set<String> names = new LinkedHashSet<>();
    models.forEach(model -> names.addAll(model.checked()));
    faults.forEach(fault -> names.remove(fault.breaks()));
    return names;
  }
}
