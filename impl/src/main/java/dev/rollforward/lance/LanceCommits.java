package dev.rollforward.lance;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.util.Optional;
import java.util.OptionalLong;
import org.lance.Dataset;
import org.lance.Transaction;

/**
 * Commits transactions and says truthfully how each ended: a failure that may hide a success is
 * looked up by the transaction's own uuid before it is reported.
 */
final class LanceCommits {
  /** Each lost attempt means that somebody else landed, so this many in a row is starvation. */
  private static final int RESTORE_ATTEMPTS = 100;

  private final LanceDatasets datasets;
  private final LanceHistory history;

  LanceCommits(LanceDatasets datasets, LanceHistory history) {
    this.datasets = datasets;
    this.history = history;
  }

  CommitOutcome commit(OperationId operation, PlannedCommit commit, LanceStagedChange change) {
    if (commit.read() == Pin.ABSENT) {
      return create(change.table(), LanceTransactions.of(operation, commit, change.operation()));
    }
    try (KeptDatasets.Lease lease = datasets.lease(change.table(), commit.read())) {
      Dataset base = lease.dataset();
      LanceStagedChange fit = change.base() == commit.read() ? change : change.fit(base);
      Transaction transaction = LanceTransactions.of(operation, commit, fit.operation());
      return attempt(
          change.table(), commit.read(), transaction, () -> datasets.commit(base, transaction));
    }
  }

  /** The version of the fence; empty if the dataset exists. */
  OptionalLong fence(OperationId operation, TableId table) {
    return create(table, LanceTransactions.fence(operation)) instanceof Landed landed
        ? OptionalLong.of(landed.version())
        : OptionalLong.empty();
  }

  /** The version at which {@code pin} was restored. */
  long restore(OperationId operation, TableId table, long pin) {
    datasets.at(table, pin).close();
    for (int attempt = 0; attempt < RESTORE_ATTEMPTS; attempt++) {
      if (restoreOnce(operation, table, pin) instanceof Landed landed) {
        return landed.version();
      }
    }
    throw new StoreException(
        datasets.location().uri(table)
            + ": restore of version "
            + pin
            + " lost "
            + RESTORE_ATTEMPTS
            + " races in a row. Try again when fewer writers commit to this table",
        null);
  }

  private CommitOutcome restoreOnce(OperationId operation, TableId table, long pin) {
    long read = history.head(table, pin);
    try (Dataset head = datasets.at(table, read)) {
      Transaction restore = LanceTransactions.restore(operation, read, pin);
      return attempt(table, read, restore, () -> datasets.commit(head, restore));
    }
  }

  private CommitOutcome create(TableId table, Transaction create) {
    return attempt(table, Pin.ABSENT, create, () -> datasets.create(table, create));
  }

  private CommitOutcome attempt(
      TableId table, long base, Transaction transaction, NativeCommit commit) {
    try (transaction;
        KeptDatasets.Lease landed = datasets.keep(table, commit.run())) {
      return new Landed(landed.dataset().version());
    } catch (Exception e) {
      return explain(table, base, transaction, e);
    }
  }

  private CommitOutcome explain(
      TableId table, long base, Transaction transaction, Exception failure) {
    return switch (LanceErrors.kindOf(failure)) {
      case INCOMPATIBLE -> refused(failure);
      case NOT_FOUND -> notFound(table, base, failure);
      // A store that repeats a put whose answer was lost can lose to its own first try.
      case LOST_PUT, ALREADY_EXISTS ->
          readBack(table, base, transaction, failure).orElseGet(() -> refused(failure));
      case OTHER_SCHEMA, UNREPRESENTABLE, OTHER ->
          readBack(table, base, transaction, failure)
              .orElseThrow(() -> unknown(table, transaction, failure));
    };
  }

  private static CommitOutcome refused(Exception failure) {
    return new Refused(LanceErrors.reason(failure));
  }

  /** Lance looks for the read version before it writes anything. */
  private CommitOutcome notFound(TableId table, long base, Exception failure) {
    Optional<Dataset> newest = base == Pin.ABSENT ? datasets.newest(table) : Optional.empty();
    if (newest.isEmpty()) {
      throw datasets.failure(table, "cannot commit", failure);
    }
    try (Dataset head = newest.get()) {
      return new Refused("Dataset already exists: " + head.uri() + ", HEAD is " + head.version());
    }
  }

  private Optional<CommitOutcome> readBack(
      TableId table, long base, Transaction transaction, Exception failure) {
    try {
      OptionalLong version = history.find(table, base, transaction.uuid());
      return version.isPresent() ? Optional.of(new Landed(version.getAsLong())) : Optional.empty();
    } catch (StoreException e) {
      failure.addSuppressed(e);
      throw unknown(table, transaction, failure);
    }
  }

  private StoreException unknown(TableId table, Transaction transaction, Exception failure) {
    return new StoreException.OutcomeUnknown(
        datasets.location().uri(table)
            + ": transaction "
            + transaction.uuid()
            + " may or may not have landed: "
            + LanceErrors.reason(failure),
        failure);
  }

  /** A call into Lance; its exceptions are undeclared, checked ones among them. */
  @FunctionalInterface
  private interface NativeCommit {
    Dataset run();
  }
}
