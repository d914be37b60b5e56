package dev.rollforward.cli;

import dev.rollforward.Transaction;
import picocli.CommandLine.Command;

/** Undoes what another tool has committed past a group. */
@Command(
    name = "discard",
    description = {
      "Undo what another tool has committed to tables past their group. Lance keeps its versions until they are cleaned up.",
      "It is safe beside running writers: if one of the tables changes meanwhile, nothing is"
          + " discarded."
    },
    exitCodeList = {
      "0:discarded",
      "2:wrong usage, no group, or no such table; nothing was changed",
      "3:not discarded, or the outcome is not known; what is printed says why"
    },
    footer = {
      "  rollforward discard /data/warehouse people",
      "",
      "JSON, format 1: root, operation, result (Committed, Rejected, Unknown), text."
    })
final class DiscardCommand extends CommitCommand {
  @Override
  void settle(Transaction transaction, String table) {
    transaction.discardExternal(table);
  }
}
