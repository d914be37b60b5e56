package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.TableGroup;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/**
 * A command that shows something of a group, as text or as JSON of format 1.
 *
 * @param <T> what it shows
 */
abstract class ShowCommand<T> extends GroupCommand {
  @Option(names = "--json", description = "Print JSON instead of a table; see below.")
  private boolean json;

  /** What there is to show. */
  abstract T find(TableGroup group);

  /** Prints it as text. */
  abstract void print(T found);

  /** Adds its fields to {@code node}. */
  abstract void put(ObjectNode node, T found);

  /** What {@code found} means for whoever runs the command in a script. */
  int exitCode(T found) {
    return ExitCode.OK;
  }

  @Override
  final int run(TableGroup group) {
    return show(group.root().toString(), find(group));
  }

  /** Prints {@code found}, of the group at {@code root}; returns the exit code. */
  final int show(String root, T found) {
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("format", 1);
      node.put("root", root);
      put(node, found);
      console().println(GroupJson.write(node));
    } else {
      print(found);
    }
    return exitCode(found);
  }

  static void putNumber(ObjectNode node, String field, OptionalLong number) {
    if (number.isPresent()) {
      node.put(field, number.getAsLong());
    } else {
      node.putNull(field);
    }
  }
}
