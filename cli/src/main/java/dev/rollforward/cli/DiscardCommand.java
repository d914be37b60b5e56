package dev.rollforward.cli;

import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TABLE", description = "Which tables.")
  private List<String> tables;

  /** It has to go with a change of each table: one that removes no row. */
  @Override
  Transaction transaction(TableGroup group) {
    Transaction transaction = group.begin();
    tables.forEach(table -> transaction.delete(table, "false").discardExternal(table));
    return transaction;
  }
}
