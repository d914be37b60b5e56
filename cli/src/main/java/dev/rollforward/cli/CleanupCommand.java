package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.CleanUpPlan;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Retention;
import dev.rollforward.TableGroup;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what nobody needs any more in a group, and deletes it if asked to. */
@Command(
    name = "cleanup",
    description = {
      "Show which manifests and versions of tables nobody needs any more; with --delete, delete"
          + " them.",
      "It is safe beside running writers and readers of this library, except for a process that"
          + " reads a snapshot older than --age: that read fails, and never sees wrong rows; and a"
          + " transaction that has staged rows longer ago than --staged has to stage them again."
    },
    exitCodeList = {
      "0:it was shown, or deleted",
      "2:wrong usage, no group, or something that is needed cannot be read; nothing was deleted",
      "3:it did not finish; what was deleted was needed by nobody, and the next clean-up goes on"
    },
    footer = {
      "  rollforward cleanup /data/warehouse",
      "  rollforward cleanup --age P1D --commits 10 --delete /data/warehouse",
      "  rollforward cleanup --json /data/warehouse | jq '[.items[].bytes] | add'",
      "",
      "JSON, format 1: root, deleted, newest, least, bytes, items[]: kind, path, bytes,",
      "why."
    })
final class CleanupCommand extends ShowCommand<CleanUpPlan> {
  private static final int MOST_SHOWN = 20;

  @Option(
      names = "--age",
      paramLabel = "DURATION",
      defaultValue = "P7D",
      description = "Keep what was visible so long ago or later. Default: ${DEFAULT-VALUE}.")
  private Duration age;

  @Option(
      names = "--commits",
      paramLabel = "N",
      defaultValue = "1",
      description = "Keep at least so many commits. Default: ${DEFAULT-VALUE}.")
  private int commits;

  @Option(
      names = "--staged",
      paramLabel = "DURATION",
      defaultValue = "P7D",
      description =
          "Keep what was staged so long ago or later and is in no version. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration staged;

  @Option(
      names = "--audits",
      description = "Let audit records go with the history that they belong to.")
  private boolean audits;

  @Option(
      names = "--accept-failing-readers",
      description = "Allow an --age, or a time --staged, below an hour.")
  private boolean acceptFailingReaders;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Delete at most so many things in a second. Default: as many as can be.")
  private int rate;

  @Option(names = "--delete", description = "Delete what is shown. Without it, nothing is changed.")
  private boolean delete;

  @Override
  OpenOptions options() {
    return delete ? OpenOptions.builder().recovery(RecoveryPolicy.NONE).build() : super.options();
  }

  @Override
  CleanUpPlan find(TableGroup group) {
    Retention safe = Retention.ofAWeek().commits(commits).deletingAtMost(rate);
    Retention retention =
        (acceptFailingReaders ? safe.acceptingFailingReaders() : safe).age(age).staged(staged);
    retention = audits ? retention.expiringAudits() : retention;
    return delete ? group.maintenance().cleanUp(retention) : group.maintenance().plan(retention);
  }

  @Override
  void print(CleanUpPlan plan) {
    TextTable table = new TextTable("BYTES", "WHAT", "WHY");
    plan.items().stream()
        .limit(MOST_SHOWN)
        .forEach(item -> table.row(item.bytes(), what(item), item.why()));
    if (!table.isEmpty()) {
      console().print(table);
    }
    if (plan.items().size() > MOST_SHOWN) {
      console().println("and " + (plan.items().size() - MOST_SHOWN) + " more; --json shows all");
    }
    String what = plan.items().size() + " things, " + plan.bytes() + " bytes";
    console()
        .println(
            delete
                ? "Deleted: " + what + ". The oldest manifest that is kept is " + plan.least()
                : "Would go: " + what + ". Nothing was changed; --delete deletes it");
  }

  private static String what(CleanUpPlan.Item item) {
    return switch (item.kind()) {
      case MANIFEST -> "manifest " + item.path();
      case AUDIT -> "audit record of " + item.path();
      default -> item.path();
    };
  }

  @Override
  void put(ObjectNode node, CleanUpPlan plan) {
    node.put("deleted", delete);
    node.put("newest", plan.newest());
    node.put("least", plan.least());
    node.put("bytes", plan.bytes());
    ArrayNode items = node.putArray("items");
    for (CleanUpPlan.Item item : plan.items()) {
      items
          .addObject()
          .put("kind", item.kind().name())
          .put("path", item.path())
          .put("bytes", item.bytes())
          .put("why", item.why());
    }
  }
}
