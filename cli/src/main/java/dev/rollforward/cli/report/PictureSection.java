package dev.rollforward.cli.report;

import dev.rollforward.cli.check.Known;
import dev.rollforward.spec.model.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The counterexamples that the project keeps, told and drawn. */
final class PictureSection {
  private static final String README_PICTURE = "docs/pictures/NoFence.svg";

  private final Project project;

  PictureSection(Project project) {
    this.project = project;
  }

  Section section() {
    List<Html> pictures = new ArrayList<>();
    project.text(README_PICTURE).ifPresent(svg -> pictures.add(drawn("NoFence", svg)));
    project.spec().manifest().of("SidecarSweep").faults().stream()
        .map(this::picture)
        .flatMap(Optional::stream)
        .forEach(pictures::add);
    return new Section(
        "counterexamples",
        "Counterexamples",
        Html.paragraph(
                "A column stands for a process or a store, a row for a step with what it changed. The"
                    + " first is our protocol without its rule 7; the others are of the published"
                    + " sweep, the design that this work began with.")
            .and(Html.join(pictures))
            .and(project.source("spec/counterexamples", "CounterexamplesTest").line()));
  }

  private Optional<Html> picture(Fault fault) {
    Known known = project.known().get(fault.name());
    return project
        .text("spec/counterexamples/" + fault.name() + ".svg")
        .map(
            svg ->
                Html.details(
                    "picture-" + fault.name(),
                    Html.code(fault.name())
                        .and(Html.of(" breaks "))
                        .and(Html.code(fault.breaks()))
                        .and(Html.of(": " + fault.sentence()))
                        .and(Badges.ofFault(known)),
                    drawn(fault.name(), svg)));
  }

  /** Its style is that of every other picture, so the page has it once. */
  private static Html drawn(String name, String svg) {
    return Html.scroll(
        name + ", step by step", new Html(svg.replaceFirst("(?s)<style>.*?</style>\n", "")));
  }
}
