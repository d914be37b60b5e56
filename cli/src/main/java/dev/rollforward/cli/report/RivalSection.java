package dev.rollforward.cli.report;

import dev.rollforward.cli.check.Known;
import dev.rollforward.cli.check.RivalRow;
import java.util.List;
import java.util.stream.Collectors;

/** The designs side by side. */
final class RivalSection {
  private final Project project;

  RivalSection(Project project) {
    this.project = project;
  }

  Section section() {
    List<List<Html>> rows =
        Known.rivals(project.spec(), project.home()).stream().map(this::row).toList();
    return new Section(
        "rivals",
        "The designs side by side",
        Html.paragraph(
                "Each design is modelled as one would build it, and checked for the same properties"
                    + " where they apply. What holds does so within the bounds of its models.")
            .and(
                Html.table(
                    "Designs",
                    List.of(
                        "design",
                        ">holds",
                        "violates",
                        "first counterexample",
                        ">store calls per commit",
                        "what blocks whom"),
                    rows))
            .and(
                Html.element(
                    "p",
                    "source",
                    Html.of("From ")
                        .and(Html.code("rollforward check"))
                        .and(Html.of(" and "))
                        .and(Html.code("rollforward rivals")),
                    Html.of("; results that are stale or missing do not count."))));
  }

  private List<Html> row(RivalRow row) {
    int all = row.holds().size() + row.violates().size();
    Html first =
        row.findings().stream()
            .findFirst()
            .map(
                finding ->
                    Html.code(finding.property())
                        .and(Html.of(" after " + finding.steps() + " steps: "))
                        .and(
                            Html.of(
                                project
                                    .spec()
                                    .words()
                                    .harm(finding.property())
                                    .orElse(finding.name()))))
            .orElse(Html.of("none within the bounds"));
    Html violates =
        Html.of(
            row.violates().isEmpty()
                ? "nothing"
                : row.violates().stream().collect(Collectors.joining(", ")));
    return List.of(
        Html.code(row.declared().module()).and(Html.of(" " + row.declared().design())),
        Html.of(all == 0 ? "not run" : row.holds().size() + " of " + all),
        all == 0 ? Html.NONE : violates,
        all == 0 ? Html.of("run ").and(Html.code("./rollforward rivals")) : first,
        Html.of(row.calls().map(String::valueOf).orElse("not run")),
        Html.of(row.declared().blocks()));
  }
}
