package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.GroupView;
import dev.rollforward.TableGroup;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how recovery ended operations. */
@Command(
    name = "audit",
    description = {
      "Show the operations that recovery has finished, how, and why.",
      "It only reads, so it is safe beside running writers."
    },
    exitCodeList = {
      "0:they were shown",
      "2:the root is no group, or a record of it cannot be used; nothing was changed",
      "3:the root could not be read to the end"
    },
    footer = {
      "  rollforward audit /data/warehouse",
      "  rollforward audit --operation 0d6f9c2e-... --json /data/warehouse",
      "",
      "JSON, format 1: root, audits[]: operation, verdict, reason, manifest."
    })
final class AuditCommand extends ShowCommand<GroupView> {
  @Option(
      names = "--operation",
      paramLabel = "ID",
      description = "Only this one, or those whose id begins so.")
  private String operation = "";

  @Override
  GroupView find(TableGroup group) {
    return group.inspect();
  }

  private List<GroupView.AuditRecord> wanted(GroupView view) {
    return view.audits().stream()
        .filter(audit -> audit.operation().value().startsWith(operation))
        .toList();
  }

  @Override
  int exitCode(GroupView view) {
    return Failure.report(console(), view.problems());
  }

  @Override
  void print(GroupView view) {
    TextTable table = new TextTable("OPERATION", "VERDICT", ">MANIFEST", "~WHY");
    wanted(view)
        .forEach(
            audit ->
                table.row(
                    audit.operation().value(),
                    audit.verdict(),
                    audit.manifestVersion(),
                    audit.reason()));
    console().print(table);
  }

  @Override
  void put(ObjectNode node, GroupView view) {
    GroupJson.putAudits(node.putArray("audits"), wanted(view));
  }
}
