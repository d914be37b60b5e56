package dev.rollforward.cli.report;

import dev.rollforward.spec.model.SpecModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is claimed, and what the models do and do not say. */
final class ScopeSections {
  private final Project project;

  ScopeSections(Project project) {
    this.project = project;
  }

  Section claims() {
    Optional<Markdown> readme = project.document("README.md");
    Html body =
        readme
            .flatMap(document -> document.table("guarantee"))
            .map(table -> Html.table("Guarantees", table.heads(), table.rows()))
            .orElseGet(() -> Source.missing("the guarantees", "git checkout README.md"));
    List<Html> limits = new ArrayList<>();
    for (String beginning : List.of("External writers.", "Limits.")) {
      readme.flatMap(document -> document.paragraph(beginning)).ifPresent(limits::add);
    }
    return new Section("claims", "What is claimed", body.and(Html.join(limits)));
  }

  Section scope() {
    List<Html> modules = new ArrayList<>();
    modules.add(
        Html.paragraph(
            "Checked means: TLC has seen every state within the bounds of a model. Proved means: for"
                + " any number of operations, tables and recoveries. What stands under \"assumed\" and"
                + " \"out of scope\" is neither."));
    modules.add(box("Rollforward").orElse(Html.NONE));
    List<Html> others = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of("LanceTable", "CreateIfAbsent"));
    project.spec().manifest().modules().stream()
        .map(SpecModule::module)
        .filter(name -> !name.equals("Rollforward"))
        .forEach(names::add);
    names.forEach(name -> box(name).ifPresent(others::add));
    modules.add(
        Html.details(
            "",
            Html.of("The contracts with Lance and with the file store, and the other designs"),
            others.toArray(Html[]::new)));
    return new Section("scope", "What is checked, and what is not", Html.join(modules));
  }

  private Optional<Html> box(String module) {
    return new TlaModule(project.spec().text(module))
        .scope()
        .map(
            scope ->
                Html.tag("h3", Html.code(module))
                    .and(
                        Html.element(
                            "div",
                            "cards",
                            card("Modelled", scope.modelled()),
                            card("Assumed, not checked", scope.assumed()),
                            card("Out of scope", scope.outOfScope()))));
  }

  private static Html card(String title, String text) {
    return Html.element("div", "card", Html.tag("h4", Html.of(title)), Html.paragraph(text));
  }
}
