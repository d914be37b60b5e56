package dev.rollforward.cli.check;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.TextTable;
import dev.rollforward.spec.report.CoverageOutcome;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.report.SceneOutcome;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcStats;
import java.util.List;
import java.util.function.BiConsumer;

/** What TLC found, for people: a table for each kind of check, grouped by module. */
final class SpecText {
  private static final String NONE = "-";

  private final Console console;
  private final boolean grouped;

  private SpecText(Console console, boolean grouped) {
    this.console = console;
    this.grouped = grouped;
  }

  /** Prints a report, without traces. */
  static void print(Console console, LaneReport report) {
    boolean grouped = report.outcomes().stream().map(Outcome::module).distinct().count() > 1;
    SpecText text = new SpecText(console, grouped);
    text.models(report.models().stream().filter(run -> !run.model().simulated()).toList());
    text.simulations(report.models().stream().filter(run -> run.model().simulated()).toList());
    for (FaultWords words : FaultWords.values()) {
      text.faults(words, report.faults());
    }
    text.scenes(report.scenes());
    text.coverage(report.coverage());
  }

  private void models(List<ModelOutcome> models) {
    TextTable table =
        new TextTable("model", "~bounds", ">distinct states", ">depth", ">time", "result");
    section(
        "Models: the specification, every reachable state within the bounds",
        table,
        models,
        (model, stats) ->
            table.row(
                model.name(),
                model.sentence(),
                CheckText.grouped(stats.distinct()),
                stats.depth(),
                CheckText.time(stats.elapsed()),
                result(model, "held")));
  }

  private void simulations(List<ModelOutcome> models) {
    TextTable table =
        new TextTable("model", "~bounds", ">behaviours", ">states", ">time", "result");
    section(
        "Simulations: behaviours drawn at random, deeper than all of them could be explored",
        table,
        models,
        (model, stats) ->
            table.row(
                model.name(),
                model.sentence(),
                model.result() instanceof TlcResult.Sampled sampled
                    ? CheckText.grouped(sampled.traces())
                    : NONE,
                CheckText.grouped(stats.generated()),
                CheckText.time(stats.elapsed()),
                result(model, "held")));
  }

  private void faults(FaultWords words, List<FaultOutcome> all) {
    TextTable table =
        new TextTable(words.what(), "~" + words.change(), words.broken(), ">steps", "result");
    section(
        words.title(),
        table,
        all.stream().filter(fault -> fault.fault().kind() == words.kind()).toList(),
        (fault, stats) ->
            table.row(
                fault.name(),
                fault.sentence(),
                fault.caught() ? fault.fault().breaks() : NONE,
                fault.caught() ? fault.steps() : NONE,
                result(fault, words.good())));
  }

  private void scenes(List<SceneOutcome> scenes) {
    TextTable table = new TextTable("scene", "~what happens", ">steps", "result");
    section(
        "Scenes: what has to be able to happen, and the shortest way there",
        table,
        scenes,
        (scene, stats) ->
            table.row(
                scene.name(),
                scene.sentence(),
                scene.reached() ? scene.steps() : NONE,
                result(scene, "reached")));
  }

  private void coverage(List<CoverageOutcome> modules) {
    if (modules.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("module", "~models", ">actions", "result");
    for (CoverageOutcome module : modules) {
      table.row(
          module.name(),
          String.join(", ", module.models()),
          module.actions().size(),
          result(module, "all taken"));
    }
    CheckText.title(console, "Coverage: every action of the next-state relation is taken");
    console.print(table, "  ");
  }

  private <T extends RunOutcome> void section(
      String title, TextTable table, List<T> outcomes, BiConsumer<T, TlcStats> row) {
    if (outcomes.isEmpty()) {
      return;
    }
    String module = "";
    for (T outcome : outcomes) {
      if (grouped && !outcome.module().equals(module)) {
        module = outcome.module();
        table.group(module);
      }
      row.accept(outcome, outcome.result().stats());
    }
    CheckText.title(console, title);
    console.print(table, "  ");
  }

  private static Cell result(Outcome outcome, String good) {
    return CheckText.result(outcome.verdict(), good);
  }
}
