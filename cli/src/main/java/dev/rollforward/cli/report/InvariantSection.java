package dev.rollforward.cli.report;

import dev.rollforward.cli.check.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Each property: where it is defined on both sides, what is known of it, and what breaks it. */
final class InvariantSection {
  private static final String DOCUMENT = "docs/invariants.md";
  private static final String MODULE = "Rollforward";
  private static final String TESTKIT =
      "testkit/src/main/java/dev/rollforward/testkit/Invariant.java";
  private static final String SCHEDULES =
      "conformance/src/main/java/dev/rollforward/conformance/ScheduleRun.java";
  private static final String RECOVERY =
      "testkit/src/main/java/dev/rollforward/testkit/RecoveryChecks.java";

  private final Project project;
  private final TlaModule module;

  InvariantSection(Project project) {
    this.project = project;
    this.module = new TlaModule(project.spec().text(MODULE));
  }

  Section section() {
    Optional<Markdown.Table> table = project.document(DOCUMENT).flatMap(d -> d.table("id"));
    if (table.isEmpty()) {
      return new Section(
          "invariants", "Properties", Source.missing("the properties", "git checkout " + DOCUMENT));
    }
    List<List<Html>> rows = new ArrayList<>();
    List<Html> definitions = new ArrayList<>();
    List<Html> inJava = new ArrayList<>();
    for (int i = 0; i < table.get().rows().size(); i++) {
      List<String> text = table.get().texts().get(i);
      rows.add(row(table.get().rows().get(i), text));
      definition(text.get(1)).ifPresent(definitions::add);
      javaDefinition(text.get(1), text.get(4)).ifPresent(inJava::add);
    }
    Html body =
        Html.paragraph(
                "A property links to its definition in the specification, and its Java symbol to the"
                    + " code that evaluates it, both below. A fault is a rule"
                    + " taken away: the property must then break, and the number says after how many"
                    + " steps TLC saw it.")
            .and(
                Html.table(
                    "Properties and their evidence",
                    List.of(
                        "property", "what it says", "in Java", "evidence", "proved", "broken by"),
                    rows))
            .and(Html.tag("h3", Html.of("Definitions in the specification")))
            .and(Html.join(definitions))
            .and(Html.tag("h3", Html.of("What evaluates them on running code")))
            .and(Html.join(inJava))
            .and(project.source(DOCUMENT, "InvariantsDocTest").line());
    return new Section("invariants", "Properties", body);
  }

  /** The columns of the document: id, property, sentence, spec, Java, evidence, faults, proved. */
  private List<Html> row(List<Html> cells, List<String> text) {
    String name = text.get(1);
    Html property =
        Html.link("def-" + name, Html.code(name))
            .and(Html.element("span", "soft", Html.of(" " + text.get(0) + ", " + text.get(3))));
    Html proved =
        text.get(7).isEmpty()
            ? Html.element("span", "soft", Html.of("within bounds only"))
            : cells.get(7);
    return List.of(
        property, cells.get(2), java(name, text.get(4)), cells.get(5), proved, faults(text.get(6)));
  }

  /** A symbol, which links to its source below. */
  private Html java(String property, String symbol) {
    if (symbol.isEmpty()) {
      return Html.element("span", "soft", Html.of("model only"));
    }
    return source(property, symbol).isPresent()
        ? Html.link("java-" + property, Html.code(symbol))
        : Html.code(symbol);
  }

  private static String file(String symbol) {
    if (symbol.startsWith("Invariant.")) {
      return TESTKIT;
    }
    return symbol.equals("ScheduleRun") ? SCHEDULES : RECOVERY;
  }

  private Optional<JavaSource.Part> source(String property, String symbol) {
    return project
        .text(file(symbol))
        .map(JavaSource::new)
        .flatMap(
            java ->
                symbol.startsWith("Invariant.")
                    ? java.constant(property)
                    : java.methodThatNames(property));
  }

  private Optional<Html> javaDefinition(String property, String symbol) {
    return symbol.isEmpty()
        ? Optional.empty()
        : source(property, symbol)
            .map(
                part ->
                    Html.details(
                        "java-" + property,
                        Html.code(symbol.contains(".") ? symbol : symbol + ": " + property)
                            .and(
                                Html.element(
                                    "span",
                                    "place",
                                    Html.of(" " + file(symbol) + ":" + part.line()))),
                        Html.tag("pre", Html.tag("code", Html.of(part.text())))));
  }

  private Html faults(String text) {
    List<Html> faults = new ArrayList<>();
    Arrays.stream(text.split("[;,]"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .forEach(name -> faults.add(Html.tag("li", fault(name))));
    return faults.isEmpty() ? Html.NONE : Html.element("ul", "plain", faults.toArray(Html[]::new));
  }

  private Html fault(String name) {
    Known known = project.known().get(name);
    if (known == null) {
      return Html.code(name).and(Html.of(" in Java"));
    }
    return Html.code(name)
        .and(Html.of(known.steps() == 0 ? "" : " " + known.steps()))
        .and(Badges.ofFault(known));
  }

  private Optional<Html> definition(String name) {
    return module
        .definition(name)
        .map(
            definition ->
                Html.details(
                    "def-" + name,
                    Html.code(name)
                        .and(
                            Html.element(
                                "span",
                                "place",
                                Html.of(" spec/" + MODULE + ".tla:" + definition.line()))),
                    Html.tag("pre", Html.tag("code", Html.of(definition.text())))));
  }
}
