package dev.rollforward.cli.prove;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TextTable;
import dev.rollforward.spec.proof.Proof;
import dev.rollforward.spec.proof.ProofReport;
import dev.rollforward.spec.proof.Refutation;
import java.util.List;
import java.util.Optional;

/**
 * Shows that the proof could fail: it does with each rule removed and with each lemma left out; and
 * that it is about something: from some state with the invariant, each action can be taken.
 */
final class ControlRun {
  private final Console console;
  private final Proof proof;
  private boolean asExpected = true;

  ControlRun(Console console, Proof proof) {
    this.console = console;
    this.proof = proof;
  }

  /**
   * Runs all of it.
   *
   * @param whole the report of the whole proof
   * @return whether everything came out as it should
   */
  boolean run(ProofReport whole) {
    console.println();
    TextTable faults = new TextTable("rule removed", "refutes");
    for (String fault : proof.faults().keySet()) {
      row(faults, fault, asking(fault, () -> proof.refute(fault)), "nothing: it is not caught");
    }
    console.print(faults, "  ");
    console.println();
    TextTable lemmas = new TextTable("lemma left out", "refutes");
    for (String lemma : proof.lemmas().keySet()) {
      if (proof.isGoal(lemma)) {
        continue;
      }
      row(
          lemmas,
          lemma,
          asking(lemma, () -> proof.refuteWithout(lemma, whole)),
          "nothing within the bounds tried");
    }
    console.print(lemmas, "  ");
    console.println("  Not asked: lemmas that are to be proved for their own sake.");
    console.println();
    List<String> impossible = proof.impossible();
    asExpected &= impossible.isEmpty();
    console.println(
        impossible.isEmpty()
            ? "  Every alternative of every action can be taken from a state with the invariant."
            : "  From no state with the invariant: " + String.join(", ", impossible));
    return asExpected;
  }

  private interface Question {
    Optional<Refutation> ask();
  }

  private Optional<Refutation> asking(String name, Question question) {
    try (LiveLine line = console.liveLine()) {
      line.update("looking for a counterexample to induction: " + name);
      return question.ask();
    }
  }

  private void row(TextTable table, String name, Optional<Refutation> found, String otherwise) {
    asExpected &= found.isPresent();
    table.row(
        name,
        found
            .map(refutation -> new Cell(refutation.obligation(), Style.PLAIN))
            .orElseGet(() -> new Cell(otherwise, Style.RED)));
  }
}
