package dev.rollforward.cli.demo;

import dev.rollforward.GroupView;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TextTable;
import dev.rollforward.spec.text.Prose;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The output of a demo, for a reader who knows nothing of the protocol. */
final class DemoReport {
  private static final String INDENT = "   ";
  private static final int TEXT_WIDTH = 80;

  private final Console console;
  private int chapter;

  DemoReport(Console console) {
    this.console = console;
  }

  void begin(KillPoint at) {
    Prose.wrap(
            "One operation adds a row to each of three Lance tables. Its process is killed right"
                + " after the step "
                + at.label()
                + ". Nobody may ever see a part of it.",
            Math.min(console.width(), TEXT_WIDTH))
        .forEach(console::println);
  }

  void made(Path root, Observation old) {
    chapter("Three tables in " + root);
    TextTable text = new TextTable("TABLE", ">ROWS", "THE OPERATION WILL ADD");
    for (SampleTable table : SampleTable.ALL) {
      text.row(table.name(), old.rowCount(table), rows(table.added()));
    }
    console.print(text, INDENT);
  }

  void killed(DemoWriter.KilledWriter killed) {
    chapter("Process " + killed.pid() + " commits operation " + killed.operation());
    TextTable text = steps(killed.steps());
    text.row(new Cell("SIGKILL", Style.RED), "is killed: exit code " + DemoWriter.KILLED);
    console.print(text, INDENT);
  }

  void crashed(OperationId operation, Observation crashed) {
    chapter("What it left behind");
    TextTable text = new TextTable("TABLE", ">PIN", ">HEAD", "READERS SEE", "~ITS SIDECAR SAYS");
    for (SampleTable table : SampleTable.ALL) {
      GroupView.Table found = crashed.table(table);
      text.row(
          table.name(),
          found.pin().version(),
          found.head(),
          seen(crashed, table),
          plan(crashed.sidecar(operation), table));
    }
    console.print(text, INDENT);
    say("HEAD is Lance's newest version. The pin, in the manifest, is the one that readers open.");
    say(sidecar(operation, crashed));
    say(decision(operation, crashed));
  }

  private static String seen(Observation observation, SampleTable table) {
    return observation.rowCount(table) + " rows, " + observation.sight(table).word();
  }

  private static String plan(Optional<GroupView.Pending> sidecar, SampleTable table) {
    return sidecar.stream()
        .flatMap(pending -> pending.tables().stream())
        .filter(plan -> plan.name().equals(table.name()))
        .map(DemoReport::plan)
        .findFirst()
        .orElse("(deleted)");
  }

  private static String plan(GroupView.Plan plan) {
    return "%s on pin %s, to land at %s"
        .formatted(plan.kind(), plan.expected().orElse(0), plan.pinAfter().orElse(0));
  }

  private static String sidecar(OperationId operation, Observation crashed) {
    return crashed.sidecar(operation).isPresent()
        ? "Its sidecar, its intent, is __recovery/" + operation + ".json."
        : "Its sidecar, its intent, was deleted: there is nothing left to do.";
  }

  private static String decision(OperationId operation, Observation crashed) {
    return crashed
        .decision(operation)
        .map(verdict -> "The manifest says that the operation is " + verdict + ".")
        .orElse("The manifest does not mention the operation: it is undecided.");
  }

  void recovered(DemoFacts facts, List<StepLine> steps) {
    chapter("The group is opened again: " + what(facts));
    TextTable text = steps(steps);
    if (!text.isEmpty()) {
      console.print(text, INDENT);
    }
    say(why(facts));
  }

  private static String what(DemoFacts facts) {
    if (facts.finished().isEmpty()) {
      return "nothing to recover";
    }
    if (facts.finished().get().verdict() == Verdict.ABORTED) {
      return "recovery rolls it back";
    }
    return wasDecided(facts) ? "recovery cleans up" : "recovery rolls it forward";
  }

  private static boolean wasDecided(DemoFacts facts) {
    return facts.crashed().decision(facts.operation()).isPresent();
  }

  private static String why(DemoFacts facts) {
    if (facts.finished().isEmpty()) {
      return "Why: recovery looks for sidecars, and there is none.";
    }
    return wasDecided(facts)
        ? "Why: its sidecar existed, but the manifest contained its decision already."
        : "Why: " + facts.finished().get().reason() + ".";
  }

  void outcome(DemoFacts facts) {
    chapter("What readers see, before and after");
    TextTable text =
        new TextTable("TABLE", "BEFORE", "AFTER", ">PIN", ">HEAD", ">HEAD RESOLVES TO");
    for (SampleTable table : SampleTable.ALL) {
      GroupView.Table found = facts.after().table(table);
      text.row(
          table.name(),
          seen(facts.crashed(), table),
          seen(facts.after(), table),
          found.pin().version(),
          found.head(),
          found.resolved());
    }
    console.print(text, INDENT);
    say(audit(facts));
  }

  private static String audit(DemoFacts facts) {
    return facts.after().audits(facts.operation()).stream()
        .findFirst()
        .map(
            audit ->
                "Recovery leaves an audit record: %s, as of manifest %s."
                    .formatted(audit.verdict(), audit.manifestVersion()))
        .orElse("There is no audit record, since recovery did not finish this operation.");
  }

  /** Says of each property whether it holds, and returns whether all do. */
  boolean judge(DemoFacts facts) {
    chapter("Checked on disk");
    TextTable text = new TextTable("", "PROPERTY", "~WHAT IT SAYS");
    for (Property property : Property.values()) {
      boolean holds = property.violation(facts).isEmpty();
      text.row(
          holds ? new Cell("ok", Style.GREEN) : new Cell("VIOLATED", Style.RED),
          property,
          property.sentence());
    }
    console.print(text, INDENT);
    return report(facts);
  }

  private boolean report(DemoFacts facts) {
    boolean held = true;
    for (Property property : Property.values()) {
      Optional<String> violation = property.violation(facts);
      if (violation.isPresent()) {
        held = false;
        console.error(
            property + " is violated: " + violation.get(),
            "this is a bug; keep the files named below and report it");
      }
    }
    return held;
  }

  void end(Path root, boolean stays) {
    console.println();
    console.printWrapped(
        stays
            ? "The files are in "
                + root
                + "; look at them with: rollforward inspect "
                + quoted(root)
            : "The files are removed; --root DIR would keep them.",
        2);
  }

  private static String quoted(Path root) {
    String path = root.toString();
    return path.matches("[\\w./-]*") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private static TextTable steps(List<StepLine> steps) {
    TextTable text = new TextTable("STEP", "~WHAT THE PROCESS DOES");
    steps.forEach(step -> text.row(step.action(), step.words()));
    return text;
  }

  private static String rows(List<List<String>> rows) {
    return rows.stream().map(row -> String.join(", ", row)).collect(Collectors.joining("; "));
  }

  private void chapter(String title) {
    chapter++;
    console.println();
    Prose.wrap(chapter + ". " + title, console.width())
        .forEach(line -> console.println(console.styled(Style.BOLD, line)));
  }

  private void say(String sentence) {
    console.printWrapped(INDENT + sentence, 0);
  }
}
