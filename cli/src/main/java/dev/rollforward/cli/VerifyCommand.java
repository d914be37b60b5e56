package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.TableGroup;
import dev.rollforward.Verification;
import dev.rollforward.Verification.Finding;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything in a group for what contradicts the protocol. */
@Command(
    name = "verify",
    description = {
      "Look at everything in a table group: every manifest, every version of a table that one of"
          + " them pins and the files that it needs, every sidecar and every audit record.",
      "It only reads, and is safe beside running writers and clean-ups."
    },
    exitCodeList = {
      "0:nothing is damaged, missing or contradictory; there may be notes",
      "1:something is: each violation is listed, with what to do",
      "2:the root is no group, or one of another protocol",
      "3:the root could not be read to the end, so nothing is known"
    },
    footer = {
      "  rollforward verify /data/warehouse",
      "  rollforward verify --rows --json /data/warehouse | jq '.findings[] | select(.violation)'",
      "",
      "JSON, format 1: root, sound, manifests, versions, rows, findings[]: violation, check, place,",
      "problem, remedy. A check is a property of docs/invariants.md or spec/CleanUp.tla, or",
      "ManifestChain, Unfinished, External, Orphan."
    })
final class VerifyCommand extends ShowCommand<Verification> {
  @Option(
      names = "--rows",
      description =
          "Read every row that is visible now, too: it finds what was altered within a file.")
  private boolean rows;

  @Override
  Verification find(TableGroup group) {
    return group.maintenance().verify(rows);
  }

  private record Unopened(long manifests, long versions, long rows, List<Finding> findings)
      implements Verification {
    Unopened(List<Finding> findings) {
      this(0, 0, 0, findings);
    }
  }

  /** A group that is too damaged to be opened; where there is none, there is nothing to verify. */
  @Override
  int unopened(String place, Unreadable problem) {
    boolean isInside = problem.location().startsWith(place + "/");
    if (problem.reason() == Unreadable.Reason.FOREIGN || !isInside) {
      throw problem;
    }
    Finding finding =
        new Finding(true, "ManifestChain", problem.location(), problem.problem(), problem.remedy());
    return show(place, new Unopened(List.of(finding)));
  }

  @Override
  int exitCode(Verification found) {
    return found.isSound() ? ExitCode.OK : ExitCode.VIOLATED;
  }

  @Override
  void print(Verification found) {
    TextTable table = new TextTable("", "CHECK", "~PLACE", "~PROBLEM", "~WHAT TO DO");
    for (Finding finding : found.findings()) {
      table.row(
          finding.isViolation() ? new Cell("violated", Style.RED) : Cell.of("note"),
          finding.check(),
          finding.place(),
          finding.problem(),
          finding.remedy());
    }
    if (!table.isEmpty()) {
      console().print(table);
    }
    console()
        .println(
            (found.isSound() ? "Sound: " : "Not sound: ")
                + found.manifests()
                + " manifests, "
                + found.versions()
                + " pinned versions, "
                + found.rows()
                + " rows"
                + (rows ? ", all of them read" : ""));
  }

  @Override
  void put(ObjectNode node, Verification found) {
    node.put("sound", found.isSound());
    node.put("manifests", found.manifests());
    node.put("versions", found.versions());
    node.put("rows", found.rows());
    ArrayNode findings = node.putArray("findings");
    for (Finding finding : found.findings()) {
      findings
          .addObject()
          .put("violation", finding.isViolation())
          .put("check", finding.check())
          .put("place", finding.place())
          .put("problem", finding.problem())
          .put("remedy", finding.remedy());
    }
  }
}
