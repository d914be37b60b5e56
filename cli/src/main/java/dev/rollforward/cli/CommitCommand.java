package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import picocli.CommandLine.Option;

/** A command that commits one transaction, and shows how that ended. */
abstract class CommitCommand extends ShowCommand<CommitResult> {
  @Option(names = "--actor", paramLabel = "NAME", description = "Who does it; for the history.")
  private String actor;

  @Option(names = "--message", paramLabel = "TEXT", description = "Why; for the history.")
  private String message;

  /** The transaction to commit. */
  abstract Transaction transaction(TableGroup group);

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
