package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.spec.model.Words;
import dev.rollforward.spec.text.Prose;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the comparison of the designs. */
final class RivalText {
  private static final String UNKNOWN = "?";

  private final Console console;
  private final Words words;

  /**
   * @param words what the names of properties mean
   */
  RivalText(Console console, Words words) {
    this.console = console;
    this.words = words;
  }

  void print(List<RivalRow> rows, boolean markdown) {
    if (markdown) {
      markdown(rows).forEach(console::println);
    } else {
      text(rows);
    }
  }

  private void text(List<RivalRow> rows) {
    for (RivalRow row : rows) {
      CheckText.title(console, row.declared().module());
      int all = row.holds().size() + row.violates().size();
      fact("what it is", row.declared().design());
      fact("holds", row.holds().size() + " of " + all + " properties: " + names(row.holds()));
      fact("violates", row.findings().isEmpty() ? "none within the bounds" : names(row.violates()));
      row.findings().stream().findFirst().ifPresent(first -> fact("first", words(first)));
      fact("a commit", calls(row) + " store calls, undisturbed");
      fact("who waits", row.declared().blocks());
    }
    console.println();
    paragraph(
        "What holds does so within the bounds of its models. Bounds and counterexamples: rollforward"
            + " models, and rollforward check --fault NAME.",
        "");
  }

  private void fact(String title, String text) {
    paragraph(text, String.format(Locale.ROOT, "  %-10s  ", title));
  }

  /** The first line after {@code head}, the others below it. */
  private void paragraph(String text, String head) {
    List<String> lines = Prose.wrap(text, Math.min(console.width(), 100) - head.length());
    for (int i = 0; i < lines.size(); i++) {
      console.println((i == 0 ? head : " ".repeat(head.length())) + lines.get(i));
    }
  }

  private String words(RivalRow.Finding finding) {
    return "%s, after %s (%s): %s"
        .formatted(
            finding.property(),
            finding.steps() == 1 ? "1 step" : finding.steps() + " steps",
            finding.name(),
            words.harm(finding.property()).orElse("see its counterexample"));
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static String calls(RivalRow row) {
    return row.calls().map(String::valueOf).orElse(UNKNOWN);
  }

  private static List<String> markdown(List<RivalRow> rows) {
    List<String> lines =
        rows.stream()
            .map(
                row ->
                    cells(
                        "`" + row.declared().module() + "`: " + row.declared().design(),
                        code(row.holds()),
                        code(row.violates()),
                        first(row),
                        calls(row),
                        row.declared().blocks()))
            .collect(Collectors.toList());
    lines.add(
        0,
        cells(
            "design",
            "holds",
            "violates",
            "first counterexample",
            "store calls per commit",
            "what blocks whom"));
    lines.add(1, "| --- | --- | --- | --- | --- | --- |");
    return lines;
  }

  private static String first(RivalRow row) {
    if (row.findings().isEmpty()) {
      return "none";
    }
    RivalRow.Finding finding = row.findings().get(0);
    return "`%s` after %s steps (`%s`)"
        .formatted(finding.property(), finding.steps(), finding.name());
  }

  private static String code(List<String> names) {
    return names.isEmpty()
        ? "nothing, within the bounds"
        : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String cells(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
