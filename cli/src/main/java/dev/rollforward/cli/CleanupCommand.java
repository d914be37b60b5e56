package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.CleanUpPlan;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Retention;
import dev.rollforward.TableGroup;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows what nobody needs any more in a group, and deletes it if asked to. */
@Command(
    name = "cleanup",
    description = {
      "Show which manifests and versions of tables nobody needs any more; with --delete, delete"
          + " them.",
      "It is safe beside running writers and readers of this library, except for a process that"
          + " reads a snapshot older than --age: that read fails, and never sees wrong rows."
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
      "JSON, format 1: root, deleted, newest, least, bytes, items[]: path, bytes, why."
    })
final class CleanupCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 20;

  @ParentCommand private Main main;

  @Mixin private RootOption root;

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

  @Option(names = "--accept-failing-readers", description = "Allow an --age below an hour.")
  private boolean acceptFailingReaders;

  @Option(names = "--delete", description = "Delete what is shown. Without it, nothing is changed.")
  private boolean delete;

  @Option(names = "--json", description = "Print JSON instead of a table; see below.")
  private boolean json;

  @Override
  public Integer call() {
    Retention retention = new Retention(commits, age, acceptFailingReaders);
    OpenOptions options =
        delete
            ? OpenOptions.builder().recovery(RecoveryPolicy.NONE).build()
            : OpenOptions.readOnly();
    try (TableGroup group = root.open(options)) {
      CleanUpPlan plan =
          delete ? group.maintenance().cleanUp(retention) : group.maintenance().plan(retention);
      if (json) {
        main.console().println(GroupJson.write(node(group, plan)));
      } else {
        print(plan);
      }
    }
    return ExitCode.OK;
  }

  private void print(CleanUpPlan plan) {
    TextTable table = new TextTable("BYTES", "WHAT", "WHY");
    plan.items().stream()
        .limit(MOST_SHOWN)
        .forEach(item -> table.row(item.bytes(), item.path(), item.why()));
    if (!table.isEmpty()) {
      main.console().print(table);
    }
    if (plan.items().size() > MOST_SHOWN) {
      main.console()
          .println("and " + (plan.items().size() - MOST_SHOWN) + " more; --json shows all");
    }
    String what = plan.items().size() + " things, " + plan.bytes() + " bytes";
    main.console()
        .println(
            delete
                ? "Deleted: " + what + ". The oldest manifest that is kept is " + plan.least()
                : "Would go: " + what + ". Nothing was changed; --delete deletes it");
  }

  private ObjectNode node(TableGroup group, CleanUpPlan plan) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", 1);
    node.put("root", group.root().toString());
    node.put("deleted", delete);
    node.put("newest", plan.newest());
    node.put("least", plan.least());
    node.put("bytes", plan.bytes());
    ArrayNode items = node.putArray("items");
    for (CleanUpPlan.Item item : plan.items()) {
      items.addObject().put("path", item.path()).put("bytes", item.bytes()).put("why", item.why());
    }
    return node;
  }
}
