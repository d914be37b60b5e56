package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPlan;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.RecoveryReport;
import dev.rollforward.StoreException;
import dev.rollforward.TableGroup;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finishes what processes left unfinished, or shows what that would mean. */
@Command(
    name = "recover",
    description = {
      "Finish every unfinished operation: what is complete becomes visible, the rest is undone.",
      "It is safe beside running writers: one that is rolled back is told so and can try again."
          + " With --dry-run it only reads."
    },
    exitCodeList = {
      "0:nothing is left unfinished; or, with --dry-run, it was shown",
      "2:the root is no group, or a sidecar of it cannot be used; the others were finished",
      "3:something is left unfinished, or the root could not be read to the end"
    },
    footer = {
      "  rollforward recover --dry-run /data/warehouse",
      "  rollforward recover --patience PT1M /data/warehouse",
      "",
      "JSON, format 1: root, and with --dry-run operations[]: operation, decision (ROLL_FORWARD,",
      "ROLL_BACK, HELD), reason, tables[]: name, kind, found (LANDED, MISSING, FENCED,",
      "NOTHING_TO_LAND); else finished[]: operation, verdict, reason, and pending[]: operation,",
      "reason; always problems[] as of inspect."
    })
final class RecoverCommand extends ShowCommand<RecoverCommand.Found> {
  @Option(names = "--dry-run", description = "Show what would be done, and why; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "PT1S",
      description =
          "How long to wait for the owner of an incomplete operation. Default: ${DEFAULT-VALUE}.")
  private Duration patience;

  /** What would be done, or what was done. */
  sealed interface Found {}

  private record Planned(RecoveryPlan plan) implements Found {}

  private record Done(RecoveryReport report) implements Found {}

  @Override
  OpenOptions options() {
    return dryRun
        ? super.options()
        : OpenOptions.builder().recovery(RecoveryPolicy.NONE).patience(patience).build();
  }

  @Override
  Found find(TableGroup group) {
    return dryRun ? new Planned(group.maintenance().planRecovery()) : new Done(group.recover());
  }

  private static List<StoreException> problems(Found found) {
    return found instanceof Planned planned
        ? planned.plan().problems()
        : ((Done) found).report().problems();
  }

  @Override
  int exitCode(Found found) {
    int code = Failure.report(console(), problems(found));
    boolean left = found instanceof Done done && !done.report().pending().isEmpty();
    return left ? ExitCode.UNKNOWN : code;
  }

  @Override
  void print(Found found) {
    TextTable table = new TextTable("OPERATION", dryRun ? "WOULD" : "WAS", "TABLES", "~WHY");
    if (found instanceof Planned planned) {
      planned
          .plan()
          .operations()
          .forEach(o -> table.row(o.operation().value(), o.decision(), tables(o), o.reason()));
    } else {
      RecoveryReport report = ((Done) found).report();
      report
          .finished()
          .forEach(o -> table.row(o.operation().value(), o.verdict(), "-", o.reason()));
      report.pending().forEach(o -> table.row(o.operation().value(), "left", "-", o.reason()));
    }
    if (table.isEmpty()) {
      console().println("Nothing is unfinished.");
    } else {
      console().print(table);
    }
  }

  private static String tables(RecoveryPlan.Planned planned) {
    return planned.tables().stream()
        .map(table -> table.name() + " " + table.kind() + " " + table.found())
        .collect(Collectors.joining(", "));
  }

  @Override
  void put(ObjectNode node, Found found) {
    if (found instanceof Planned planned) {
      ArrayNode operations = node.putArray("operations");
      planned.plan().operations().forEach(operation -> put(operations.addObject(), operation));
    } else {
      RecoveryReport report = ((Done) found).report();
      ArrayNode finished = node.putArray("finished");
      report
          .finished()
          .forEach(
              operation ->
                  finished
                      .addObject()
                      .put("operation", operation.operation().value())
                      .put("verdict", operation.verdict().name())
                      .put("reason", operation.reason()));
      ArrayNode pending = node.putArray("pending");
      report
          .pending()
          .forEach(
              operation ->
                  pending
                      .addObject()
                      .put("operation", operation.operation().value())
                      .put("reason", operation.reason()));
    }
    ArrayNode problems = node.putArray("problems");
    problems(found).forEach(problem -> GroupJson.put(problems.addObject(), problem));
  }

  private static void put(ObjectNode node, RecoveryPlan.Planned planned) {
    node.put("operation", planned.operation().value());
    node.put("decision", planned.decision().name());
    node.put("reason", planned.reason());
    ArrayNode tables = node.putArray("tables");
    planned
        .tables()
        .forEach(
            table ->
                tables
                    .addObject()
                    .put("name", table.name())
                    .put("kind", table.kind())
                    .put("found", table.found().name()));
  }
}
