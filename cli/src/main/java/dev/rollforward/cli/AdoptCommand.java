package dev.rollforward.cli;

import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TABLE", description = "Which tables.")
  private List<String> tables;

  /** It has to go with a change of each table: one that removes no row. */
  @Override
  Transaction transaction(TableGroup group) {
    Transaction transaction = group.begin();
    tables.forEach(table -> transaction.delete(table, "false").adoptExternal(table));
    return transaction;
  }
}
