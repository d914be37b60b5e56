package dev.rollforward.cli;

import dev.rollforward.OpenOptions;
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

  @Override
  public final Integer call() {
    try (TableGroup group = root.open(options())) {
      return run(group);
    }
  }

  final Console console() {
    return main.console();
  }
}
