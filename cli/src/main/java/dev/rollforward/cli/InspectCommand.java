package dev.rollforward.cli;

import dev.rollforward.GroupView;
import dev.rollforward.OpenOptions;
import dev.rollforward.TableGroup;
import dev.rollforward.published.PublishedGroup;
import dev.rollforward.published.PublishedView;
import dev.rollforward.runtime.GroupOpener;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows all that the protocol knows of a group, and never writes. */
@Command(
    name = "inspect",
    description = {
      "Show what stands in a table group: pins, HEADs, decisions, sidecars, audits.",
      "It only reads, also where a recovery would have work to do. What cannot be used goes to"
          + " standard error, after all the rest."
    },
    exitCodeList = {
      "0:everything could be read",
      "2:the root is no group, or something in it cannot be used; nothing was changed",
      "3:the root could not be read to the end, so there may be more"
    },
    footer = {
      "  rollforward inspect /data/warehouse",
      "  rollforward inspect s3://bucket/warehouse",
      "  rollforward inspect --json . | jq '.tables[] | select(.settled | not) | .name'",
      "",
      "JSON, format 2 (fields may be added; a change to one raises the format):",
      "  root, group, protocol, manifest, committedBy",
      "  tables[]     name, dataset, pin, head, resolved, settled,",
      "               abovePin[]: version, restores, operation",
      "  sources[]    name, sequence, operation, manifest: how far each stream was taken in",
      "  decisions[]  operation, verdict, expected{name: {dataset, version} or null}",
      "  sidecars[]   operation, tables[]: name, dataset, kind, nameAfter, expected, base, commits,",
      "               landed",
      "  audits[]     operation, verdict, reason, manifest",
      "  problems[]   reason, location, problem, remedy",
      "A version 0 stands for \"does not exist\". Null: head, resolved and settled of a table that",
      "cannot be read; restores of a version that is no restore; operation of one that Rollforward",
      "did not write; committedBy of a manifest that moved no pin. A root of the research protocol",
      "(protocol \"published-sweep\") has a warning and other fields."
    })
final class InspectCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "ROOT",
      description = "The folder of the group, or its URI, such as s3://bucket/folder.")
  private String root;

  @Option(names = "--json", description = "Print JSON instead of tables; see below.")
  private boolean json;

  @Override
  public Integer call() {
    return RootOption.isUri(root) ? inspect(URI.create(root)) : inspect(Path.of(root));
  }

  private int inspect(Path folder) {
    if (GroupOpener.protocolOf(folder).equals(PublishedGroup.PROTOCOL)) {
      PublishedView view = PublishedGroup.inspect(folder);
      new PublishedText(main.console()).print(folder, view, json);
      return Failure.report(main.console(), view.problems());
    }
    try (TableGroup group = TableGroup.open(folder, OpenOptions.readOnly())) {
      return print(folder.toAbsolutePath().normalize().toString(), group.inspect());
    }
  }

  private int inspect(URI uri) {
    try (TableGroup group = TableGroup.open(uri, OpenOptions.readOnly())) {
      return print(group.root().toString(), group.inspect());
    }
  }

  private int print(String place, GroupView view) {
    if (json) {
      main.console().println(GroupJson.text(place, view));
    } else {
      new GroupText(main.console()).print(place, view);
    }
    return Failure.report(main.console(), view.problems());
  }
}
