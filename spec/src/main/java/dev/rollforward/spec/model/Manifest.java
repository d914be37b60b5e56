package dev.rollforward.spec.model;

import dev.rollforward.spec.UsageException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The models, faults and scenes of a specification, as the files {@code models/<Module>.json} list
 * them. Every reference in a manifest leads somewhere: a fault changes constants which its base
 * has, and breaks a property which its module lists.
 *
 * @param modules the modules: Rollforward first, then by name
 * @param models the models, resolved, in the order of the modules and then of the file
 * @param faults the negative controls, in the same order
 * @param scenes the situations that have to be reached, in the same order
 */
public record Manifest(
    List<SpecModule> modules, List<Model> models, List<Fault> faults, List<Scene> scenes) {

  /** How the scenes are called in which one operation commits and nobody else does anything. */
  public static final String COMMITS_ALONE = "CommitsAlone";

  private static final String OURS = "Rollforward";
  private static final Comparator<ModuleFile> ORDER =
      Comparator.comparing((ModuleFile file) -> !file.module().equals(OURS))
          .thenComparing(ModuleFile::module);

  public Manifest {
    modules = List.copyOf(modules);
    models = List.copyOf(models);
    faults = List.copyOf(faults);
    scenes = List.copyOf(scenes);
  }

  /**
   * Reads the files of a manifest.
   *
   * @param files the text of each, by what to call it in an error, such as its file name
   * @throws UsageException naming the file, the line, the field and the problem
   */
  public static Manifest parse(Map<String, String> files) {
    Map<String, String> owners = new HashMap<>();
    List<ModuleFile> parsed =
        files.entrySet().stream()
            .map(file -> parse(file.getKey(), file.getValue(), owners))
            .sorted(ORDER)
            .toList();
    return new Manifest(
        parsed.stream().map(ModuleFile::declared).toList(),
        parsed.stream().flatMap(file -> file.resolved().stream()).toList(),
        parsed.stream().flatMap(file -> file.faults().stream()).toList(),
        parsed.stream().flatMap(file -> file.scenes().stream()).toList());
  }

  private static ModuleFile parse(String origin, String json, Map<String, String> owners) {
    ModuleFile file = ManifestReader.parse(json, origin);
    claim("module", file.module(), origin, owners);
    file.names().forEach(name -> claim("name", name, origin, owners));
    return file;
  }

  /** A name stands for one thing in all files. */
  private static void claim(String field, String name, String origin, Map<String, String> owners) {
    String other = owners.putIfAbsent(field + name, origin);
    if (other != null) {
      throw new UsageException(
          origin
              + ": "
              + field
              + ": names something twice: "
              + name
              + " is in "
              + other
              + "; rename one of them");
    }
  }

  /** The models, faults and scenes of one lane, in the order of the manifest. */
  public Selection lane(Lane lane) {
    if (lane == Lane.QUICK) {
      return lane(Lane.SMOKE).ofQuickLane(module -> !isAlternative(module));
    }
    List<Model> selected =
        models.stream()
            .filter(model -> model.lanes().contains(lane))
            .map(model -> model.in(lane))
            .toList();
    return new Selection(
        lane.label(),
        selected,
        faults.stream().filter(fault -> fault.lanes().contains(lane)).map(this::injection).toList(),
        scenes.stream().filter(scene -> scene.lanes().contains(lane)).map(this::staging).toList(),
        lane == Lane.SIMULATION ? List.of() : coveredBy(selected));
  }

  /** The modules that have coverage models, all of which are among these. */
  private List<SpecModule> coveredBy(List<Model> selected) {
    return modules.stream()
        .filter(
            module -> {
              List<Model> counting = modelsOf(module.module()).filter(Model::coverage).toList();
              return !counting.isEmpty() && names(selected).containsAll(names(counting));
            })
        .toList();
  }

  private static Set<String> names(List<Model> models) {
    return Set.copyOf(models.stream().map(Model::name).toList());
  }

  private Stream<Model> modelsOf(String module) {
    return models.stream().filter(model -> model.module().equals(module));
  }

  /**
   * One model, one fault or one scene, whatever its lanes. A model is simulated only if it has no
   * other lane.
   *
   * @throws UsageException if nothing has that name
   */
  public Selection only(String name) {
    Selection found =
        new Selection(
            name,
            models.stream()
                .filter(model -> model.name().equals(name))
                .map(
                    model -> model.in(model.lanes().size() == 1 ? model.lanes().get(0) : Lane.FULL))
                .toList(),
            faults.stream()
                .filter(fault -> fault.name().equals(name))
                .map(this::injection)
                .toList(),
            scenes.stream().filter(scene -> scene.name().equals(name)).map(this::staging).toList(),
            List.of());
    if (found.isEmpty()) {
      throw new UsageException("no model, fault or scene is called \"" + name + "\"");
    }
    return found;
  }

  /** Every fault in its model, whatever its lanes. */
  public List<Selection.Injection> injections() {
    return faults.stream().map(this::injection).toList();
  }

  private Selection.Injection injection(Fault fault) {
    return injection(fault, find(fault.base()));
  }

  /** A fault in another model of its module than its own. */
  public Selection.Injection injection(Fault fault, Model base) {
    References references = new References(module(base.module()), modelsOf(base.module()).toList());
    Model broken = fault.injectedInto(base, references.isInvariant(fault.breaks()));
    return new Selection.Injection(fault, base, broken.readFrom(module(base.module()).faultRoot()));
  }

  private Selection.Staging staging(Scene scene) {
    return new Selection.Staging(scene, find(scene.base()));
  }

  private Model find(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Whether a module is another design than ours: one in which an operation commits. A module in
   * which nobody commits is an argument about ours.
   */
  public boolean isAlternative(String module) {
    return !module.equals(modules.get(0).module())
        && scenes.stream()
            .filter(scene -> scene.name().endsWith(COMMITS_ALONE))
            .anyMatch(scene -> find(scene.base()).module().equals(module));
  }

  /** What belongs to one module; throws IllegalArgumentException if there is none. */
  public Manifest of(String module) {
    Set<String> own = names(modelsOf(module).toList());
    return new Manifest(
        List.of(module(module)),
        modelsOf(module).toList(),
        faults.stream().filter(fault -> own.contains(fault.base())).toList(),
        scenes.stream().filter(scene -> own.contains(scene.base())).toList());
  }

  /** The module of a name; throws IllegalArgumentException if there is none. */
  public SpecModule module(String name) {
    return modules.stream()
        .filter(module -> module.module().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no module is called " + name));
  }

  /**
   * The invariants and properties that no fault breaks, as {@code Module.Property}: nothing shows
   * that they can be red.
   */
  public Set<String> uncontrolled() {
    Set<String> names = new LinkedHashSet<>();
    models.forEach(model -> model.checked().forEach(name -> names.add(qualified(model, name))));
    faults.forEach(fault -> names.remove(qualified(find(fault.base()), fault.breaks())));
    return names;
  }

  private static String qualified(Model model, String property) {
    return model.module() + "." + property;
  }
}
