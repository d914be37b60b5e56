package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.At;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.TableGroup;
import dev.rollforward.Tag;
import dev.rollforward.Tags;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the tags of a group, and changes them. */
@Command(
    name = "tag",
    description = {
      "Show the tags of a table group; or give a point in its history a name. A clean-up keeps what"
          + " has one.",
      "It is safe beside running writers and clean-ups."
    },
    exitCodeList = {
      "0:shown, or changed and shown",
      "2:wrong usage, no group, no such tag, or what was to be named is not kept",
      "3:the outcome is not known; the same command may be run again"
    },
    footer = {
      "  rollforward tag /data/warehouse",
      "  rollforward tag /data/warehouse before-import 2026-11-30T10:00:00Z",
      "  rollforward tag --move /data/warehouse before-import 42",
      "  rollforward tag --delete /data/warehouse before-import",
      "",
      "JSON, format 1: root, tags[]: name, manifest, time."
    })
final class TagCommand extends ShowCommand<SortedMap<String, Tag>> {
  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Which tag.")
  private String name;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "AT",
      converter = RootOption.AtConverter.class,
      description = "The number of a manifest, a time, or another tag.")
  private At at;

  @Option(names = "--move", description = "Let a tag that there is name AT from now on.")
  private boolean move;

  @Option(names = "--delete", description = "Remove the tag.")
  private boolean delete;

  @Override
  OpenOptions options() {
    return name == null
        ? super.options()
        : OpenOptions.builder().recovery(RecoveryPolicy.NONE).build();
  }

  @Override
  SortedMap<String, Tag> find(TableGroup group) {
    Tags tags = group.tags();
    boolean makesSense =
        name == null ? !move && !delete : delete ? at == null && !move : at != null;
    if (!makesSense) {
      throw CliException.usage(
          "what is to be done with which tag is not said",
          "name no tag, to see all; a tag and a point, with --move if it exists; or a tag with"
              + " --delete");
    }
    if (delete) {
      tags.delete(name);
    } else if (move) {
      tags.move(name, at);
    } else if (name != null) {
      tags.create(name, at);
    }
    return tags.list();
  }

  @Override
  void print(SortedMap<String, Tag> tags) {
    TextTable table = new TextTable("TAG", ">MANIFEST", "SET AT");
    tags.forEach((tag, names) -> table.row(tag, names.version(), names.time()));
    if (table.isEmpty()) {
      console().println("No tags.");
    } else {
      console().print(table);
    }
  }

  @Override
  void put(ObjectNode node, SortedMap<String, Tag> tags) {
    ArrayNode all = node.putArray("tags");
    tags.forEach(
        (tag, names) ->
            all.addObject()
                .put("name", tag)
                .put("manifest", names.version())
                .put("time", names.time().toString()));
  }
}
