package dev.rollforward.cli.prove;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TextTable;
import dev.rollforward.spec.proof.Refutation;

/** Prints a counterexample to induction: the states before and after, side by side. */
final class RefutationView {
  private final Console console;

  RefutationView(Console console) {
    this.console = console;
  }

  void print(Refutation refutation) {
    console.println(console.styled(Style.RED, "refuted") + "  " + refutation.obligation());
    console.println("  " + refutation.sentence());
    if (!refutation.step().isEmpty()) {
      console.println("  by " + refutation.step());
    }
    console.println();
    TextTable table = new TextTable("", "before", "after");
    for (Refutation.Row row : refutation.rows()) {
      boolean same = row.after().isEmpty();
      table.row(
          new Cell(row.name(), same ? Style.DIM : Style.PLAIN),
          row.before(),
          new Cell(row.after(), Style.YELLOW));
    }
    console.print(table, "  ");
    console.println();
    console.println(
        "  The state before has every lemma; the proof does not say that it can be reached.");
  }
}
