package dev.rollforward.cli;

import dev.rollforward.Transaction;
import picocli.CommandLine.Command;

/** Makes visible what another tool has committed past a group. */
@Command(
    name = "adopt",
    description = {
      "Make visible what another tool has committed to tables past their group, all of it at once.",
      "It is safe beside running writers: if one of the tables changes meanwhile, nothing is"
          + " adopted."
    },
    exitCodeList = {
      "0:adopted",
      "2:wrong usage, no group, or no such table; nothing was changed",
      "3:not adopted, or the outcome is not known; what is printed says why"
    },
    footer = {
      "  rollforward adopt --message 'loaded by pylance' /data/warehouse people",
      "",
      "JSON, format 1: root, operation, result (Committed, Rejected, Unknown), text."
    })
final class AdoptCommand extends CommitCommand {
  @Override
  void settle(Transaction transaction, String table) {
    transaction.adoptExternal(table);
  }
}
