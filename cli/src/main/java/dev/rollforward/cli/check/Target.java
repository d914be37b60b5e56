package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Scene;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecModule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What to check. */
public sealed interface Target {
  /**
   * What a manifest has of it.
   *
   * @throws CliException if that is nothing
   */
  Selection select(Manifest manifest);

  /** The options that ask for it. */
  String arguments();

  /** All of a lane. */
  record Whole(Lane lane) implements Target {
    @Override
    public Selection select(Manifest manifest) {
      return notEmpty(manifest.lane(lane), "lane " + lane.label());
    }

    @Override
    public String arguments() {
      return "--lane " + lane.label();
    }
  }

  /** All of a lane that belongs to one module. */
  record OfModule(String module, Lane lane) implements Target {
    @Override
    public Selection select(Manifest manifest) {
      List<String> names = manifest.modules().stream().map(SpecModule::module).toList();
      NearNames.require("module", module, names);
      Selection all = manifest.lane(lane);
      return notEmpty(
          new Selection(
              module + " " + lane.label(),
              all.models().stream().filter(model -> model.module().equals(module)).toList(),
              all.faults().stream().filter(fault -> isOurs(fault.base())).toList(),
              all.scenes().stream().filter(scene -> isOurs(scene.base())).toList(),
              all.covered().stream().filter(one -> one.module().equals(module)).toList()),
          "module " + module + " in lane " + lane.label());
    }

    @Override
    public String arguments() {
      return "--module " + module + " --lane " + lane.label();
    }

    private boolean isOurs(Model base) {
      return base.module().equals(module);
    }
  }

  /** One thing by its name, whatever its lanes. */
  record One(Kind kind, String name) implements Target {
    @Override
    public Selection select(Manifest manifest) {
      List<String> names = kind.names(manifest);
      if (!names.contains(name)) {
        Arrays.stream(Kind.values())
            .filter(other -> other.names(manifest).contains(name))
            .findFirst()
            .ifPresent(this::refuse);
      }
      NearNames.require(kind.label(), name, names);
      return manifest.only(name);
    }

    @Override
    public String arguments() {
      return kind.option() + " " + name;
    }

    private void refuse(Kind actual) {
      throw CliException.usage(
          name + " is a " + actual.label() + ", not a " + kind.label(),
          "use " + actual.option() + " " + name);
    }
  }

  /** What a name can stand for. */
  enum Kind {
    MODEL,
    FAULT,
    SCENE;

    /** The option of {@code check} that takes such a name. */
    public String option() {
      return "--" + label();
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<String> names(Manifest manifest) {
      return switch (this) {
        case MODEL -> manifest.models().stream().map(Model::name).toList();
        case FAULT -> manifest.faults().stream().map(Fault::name).toList();
        case SCENE -> manifest.scenes().stream().map(Scene::name).toList();
      };
    }
  }

  private static Selection notEmpty(Selection selection, String what) {
    if (selection.isEmpty()) {
      throw CliException.usage(
          "there is nothing to check of " + what, "choose another --lane or --module");
    }
    return selection;
  }
}
