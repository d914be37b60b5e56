package dev.rollforward.cli;

import dev.rollforward.OpenOptions;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.TableGroup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command on the group at a root, which it opens and closes. */
abstract class GroupCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Mixin private RootOption root;

  /** How to open the group: to read, unless a command does more. */
  OpenOptions options() {
    return OpenOptions.readOnly();
  }

  /** Does it to {@code group}; returns the exit code. */
  abstract int run(TableGroup group);

  /**
   * What it means that {@code problem} keeps the group from being opened: a failure, unless a
   * command is there to find it.
   */
  int unopened(String place, Unreadable problem) {
    throw problem;
  }

  @Override
  public final Integer call() {
    TableGroup opened;
    try {
      opened = root.open(options());
    } catch (Unreadable problem) {
      return unopened(root.place(), problem);
    }
    try (TableGroup group = opened) {
      return run(group);
    }
  }

  final Console console() {
    return main.console();
  }
}
