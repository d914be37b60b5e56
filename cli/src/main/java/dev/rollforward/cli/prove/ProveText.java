package dev.rollforward.cli.prove;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TextTable;
import dev.rollforward.spec.proof.Proof;
import dev.rollforward.spec.proof.ProofReport;
import dev.rollforward.spec.proof.ProofResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what came of a proof: a line for each lemma, then lemma by action. */
final class ProveText {
  private static final int MOST_OPEN = 20;

  private final Console console;
  private final Proof proof;
  private final ProofReport report;
  private final String solver;
  private final List<String> lemmas;

  ProveText(Console console, Proof proof, ProofReport report, String solver) {
    this.console = console;
    this.proof = proof;
    this.report = report;
    this.solver = solver;
    this.lemmas = List.copyOf(report.byLemma().keySet());
  }

  void print() {
    console.println(
        console.styled(
            Style.BOLD, "Safety for any number of operations, tables, sweeps and crashes"));
    console.println();
    printLemmas();
    console.println();
    printMatrix();
    console.println();
    printOpen();
    printVerdict();
  }

  private void printLemmas() {
    TextTable table = new TextTable("", "lemma or property", ">obligations", ">cpu s", "~needs");
    Map<String, List<ProofResult>> byLemma = report.byLemma();
    for (String lemma : lemmas) {
      List<ProofResult> results = byLemma.get(lemma);
      double seconds = results.stream().mapToDouble(ProofResult::seconds).sum();
      Set<String> needed = new LinkedHashSet<>(ProofReport.needed(results));
      needed.remove(lemma);
      table.row(
          letter(lemma),
          new Cell(lemma, style(results)),
          results.stream().filter(r -> r.verdict() != ProofResult.Verdict.UNCHANGED).count(),
          String.format(Locale.ROOT, "%.1f", seconds),
          needed.stream().map(this::letter).sorted().collect(Collectors.joining(" ")));
    }
    console.print(table, "  ");
  }

  /** A letter for each lemma, so that its column is narrow. */
  private String letter(String lemma) {
    int index = lemmas.indexOf(lemma);
    if (index < 0) {
      return "(" + lemma + ")";
    }
    return String.valueOf((char) (index < 26 ? 'A' + index : 'a' + index - 26));
  }

  private void printMatrix() {
    String letters = lemmas.stream().map(this::letter).collect(Collectors.joining(" "));
    TextTable table = new TextTable("action", letters);
    Map<String, List<ProofResult>> byAction =
        report.results().stream().collect(Collectors.groupingBy(ProofResult::action));
    List<String> actions = new ArrayList<>(List.of("Init"));
    actions.addAll(proof.actions());
    actions.add("the lemmas");
    for (String action : actions) {
      List<ProofResult> results = byAction.getOrDefault(action, List.of());
      if (!results.isEmpty()) {
        table.row(
            new Cell(action, style(results)),
            lemmas.stream().map(lemma -> mark(results, lemma)).collect(Collectors.joining(" ")));
      }
    }
    console.print(table, "  ");
    console.println("  + proved, . says nothing of what changes, ! refuted, ? unknown");
  }

  private static String mark(List<ProofResult> results, String lemma) {
    Set<ProofResult.Verdict> verdicts =
        results.stream()
            .filter(result -> result.lemma().equals(lemma))
            .map(ProofResult::verdict)
            .collect(Collectors.toSet());
    if (verdicts.contains(ProofResult.Verdict.REFUTED)) {
      return "!";
    }
    if (verdicts.contains(ProofResult.Verdict.UNKNOWN)) {
      return "?";
    }
    if (verdicts.contains(ProofResult.Verdict.PROVED)) {
      return "+";
    }
    return verdicts.isEmpty() ? " " : ".";
  }

  private static Style style(List<ProofResult> results) {
    if (results.stream().anyMatch(r -> r.verdict() == ProofResult.Verdict.REFUTED)) {
      return Style.RED;
    }
    return results.stream().allMatch(ProofResult::holds) ? Style.PLAIN : Style.YELLOW;
  }

  private void printOpen() {
    List<ProofResult> open = report.open();
    if (open.isEmpty()) {
      return;
    }
    open.stream()
        .limit(MOST_OPEN)
        .forEach(
            result ->
                console.println(
                    "  %s  %s"
                        .formatted(
                            console.styled(
                                result.verdict() == ProofResult.Verdict.REFUTED
                                    ? Style.RED
                                    : Style.YELLOW,
                                result.verdict().name().toLowerCase(Locale.ROOT)),
                            result.name())));
    if (open.size() > MOST_OPEN) {
      console.println(
          String.format(Locale.ROOT, "  and %,d more; --json names all", open.size() - MOST_OPEN));
    }
    console.println();
  }

  private void printVerdict() {
    long proved = report.count(ProofResult.Verdict.PROVED);
    long kept = report.results().stream().filter(ProofResult::kept).count();
    String figures =
        String.format(
            Locale.ROOT,
            "%,d obligations by %s in %.0f s of processor time%s, %,d unchanged by their action",
            proved,
            solver,
            report.seconds(),
            kept == 0 ? "" : String.format(Locale.ROOT, " (%,d of them in earlier runs)", kept),
            report.count(ProofResult.Verdict.UNCHANGED));
    switch (report.verdict()) {
      case PROVED, UNCHANGED ->
          console.println(console.styled(Style.GREEN, "proved") + "  " + figures);
      case REFUTED -> console.println(console.styled(Style.RED, "refuted") + "  " + figures);
      case UNKNOWN -> console.println(console.styled(Style.YELLOW, "unknown") + "  " + figures);
    }
  }
}
