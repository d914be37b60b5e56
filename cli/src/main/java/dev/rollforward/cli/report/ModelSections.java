package dev.rollforward.cli.report;

import dev.rollforward.cli.check.CheckText;
import dev.rollforward.cli.check.Known;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Scene;
import dev.rollforward.spec.model.SpecModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Models with their bounds, faults and scenes, each with what the last check found. */
final class ModelSections {
  private final Project project;
  private final Manifest manifest;

  ModelSections(Project project) {
    this.project = project;
    this.manifest = project.spec().manifest();
  }

  Section models() {
    List<Html> parts = new ArrayList<>();
    parts.add(
        Html.paragraph(
            "A model is the specification within bounds. The lane smoke runs on every change, full"
                + " before a merge, exhaustive takes hours. A number of states is what TLC found; a"
                + " model that finds fewer or more than its file demands fails the check."));
    for (SpecModule module : manifest.modules()) {
      List<List<Html>> rows =
          manifest.models().stream()
              .filter(model -> model.module().equals(module.module()))
              .map(this::row)
              .toList();
      parts.add(part(module, rows));
    }
    return new Section("models", "Models, states and lanes", Html.join(parts));
  }

  private static Html part(SpecModule module, List<List<Html>> rows) {
    Html table =
        Html.table(
            "Models of " + module.module(),
            List.of("model", "bounds", "lanes", ">states", ">time", "last result"),
            rows);
    Html head = Html.code(module.module()).and(Html.of(": " + module.design()));
    return module.module().equals("Rollforward")
        ? Html.tag("h3", head).and(table)
        : Html.details("", head, table);
  }

  private List<Html> row(Model model) {
    Known known = project.known().get(model.name());
    boolean ran = known.state() != Known.State.NOT_RUN;
    return List.of(
        Html.code(model.name()),
        Html.of(model.sentence()),
        Html.of(lanes(model.lanes())),
        ran ? Html.count(known.distinct()) : Html.NONE,
        ran ? Html.of(CheckText.time(Duration.ofMillis(known.millis()))) : Html.NONE,
        ran
            ? Badges.of(known).and(when(known))
            : command("rollforward check --model " + model.name()));
  }

  private static Html command(String command) {
    return Html.of("not run: ").and(Html.code(command));
  }

  private static Html when(Known known) {
    String commit = known.commit().isEmpty() ? "" : ", commit " + known.commit();
    return Html.element("span", "place", Html.of(" " + known.when() + commit));
  }

  private static String lanes(List<Lane> lanes) {
    return lanes.stream().map(Lane::label).collect(Collectors.joining(", "));
  }

  Section faults() {
    List<List<Html>> faults = new ArrayList<>();
    for (Fault fault : manifest.faults()) {
      faults.add(row(fault.name(), fault.base(), fault.sentence(), fault.breaks()));
    }
    List<List<Html>> scenes = new ArrayList<>();
    for (Scene scene : manifest.scenes()) {
      scenes.add(row(scene.name(), scene.base(), scene.sentence(), scene.reaches()));
    }
    List<String> heads = List.of("name", "in model", "what", "property", ">steps", "last result");
    return new Section(
        "faults",
        "Rules taken away, and situations reached",
        Html.paragraph(
                "Each fault takes a rule away, and just the named property has to break: a check that"
                    + " cannot fail shows nothing. Each scene is a situation that has to be possible in"
                    + " a model: what cannot happen is not checked by it.")
            .and(Html.table("Faults and findings", heads, faults))
            .and(Html.table("Scenes", heads, scenes)));
  }

  private List<Html> row(String name, String base, String sentence, String property) {
    Known known = project.known().get(name);
    boolean ran = known.state() != Known.State.NOT_RUN;
    return List.of(
        Html.code(name),
        Html.code(base),
        Html.of(sentence),
        Html.code(property),
        ran ? Html.count(known.steps()) : Html.NONE,
        Badges.of(known).and(ran ? when(known) : Html.NONE));
  }
}
