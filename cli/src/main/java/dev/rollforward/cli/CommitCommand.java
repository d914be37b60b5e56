package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that settles what another tool has committed to tables, all of it at once. */
abstract class CommitCommand extends ShowCommand<CommitResult> {
  @Option(names = "--actor", paramLabel = "NAME", description = "Who does it; for the history.")
  private String actor;

  @Option(names = "--message", paramLabel = "TEXT", description = "Why; for the history.")
  private String message;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TABLE", description = "Which tables.")
  private List<String> tables;

  /** Says in {@code transaction} what is to become of the commits of others to {@code table}. */
  abstract void settle(Transaction transaction, String table);

  /** It has to go with a change of each table: one that removes no row. */
  private Transaction transaction(TableGroup group) {
    Transaction transaction = group.begin();
    tables.forEach(table -> settle(transaction.delete(table, "false"), table));
    return transaction;
  }

  @Override
  final OpenOptions options() {
    return OpenOptions.readWrite();
  }

  @Override
  final CommitResult find(TableGroup group) {
    Transaction transaction = transaction(group);
    if (actor != null) {
      transaction.actor(actor);
    }
    if (message != null) {
      transaction.message(message);
    }
    return transaction.commit();
  }

  @Override
  final int exitCode(CommitResult result) {
    return result instanceof CommitResult.Committed ? ExitCode.OK : ExitCode.UNKNOWN;
  }

  @Override
  final void print(CommitResult result) {
    console().println(result.toString());
  }

  @Override
  final void put(ObjectNode node, CommitResult result) {
    node.put("operation", result.operation().value());
    node.put("result", result.getClass().getSimpleName());
    node.put("text", result.toString());
  }
}
