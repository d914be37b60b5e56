package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.TextTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the comparison of the designs. */
final class RivalText {
  private static final String UNKNOWN = "?";

  private final Console console;

  RivalText(Console console) {
    this.console = console;
  }

  void print(List<RivalRow> rows, boolean markdown) {
    if (markdown) {
      markdown(rows).forEach(console::println);
    } else {
      text(rows);
    }
  }

  private void text(List<RivalRow> rows) {
    TextTable results =
        new TextTable("design", ">holds", ">violates", "first counterexample", ">calls per commit");
    TextTable designs = new TextTable("design", "~what it is", "~what blocks whom");
    for (RivalRow row : rows) {
      String name = row.declared().module();
      results.row(name, row.holds().size(), row.violates().size(), row.first(), calls(row));
      designs.row(name, row.declared().design(), row.declared().blocks());
    }
    CheckText.title(console, "Designs: properties that hold and that do not, and the cost");
    console.print(results, "  ");
    CheckText.title(console, "Designs: in words");
    console.print(designs, "  ");
    for (RivalRow row : rows) {
      CheckText.title(console, row.declared().module());
      console.println("  holds     " + names(row.holds()));
      console.println("  violates  " + names(row.violates()));
    }
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
        ? "nothing"
        : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String cells(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
