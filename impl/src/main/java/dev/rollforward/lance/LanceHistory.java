package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lance.Dataset;
import org.lance.Transaction;

/** Reads what the transactions of a table's versions say. */
final class LanceHistory {
  private final LanceDatasets datasets;

  LanceHistory(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  /**
   * The versions above {@code from}. HEAD is read at once, as it is always asked for; each other
   * one by a call of its own.
   *
   * @throws StoreException.Unreadable if HEAD is below {@code from}
   * @throws StoreException if HEAD cannot be read
   */
  TableHistory above(TableId table, long from) {
    Optional<Dataset> newest = datasets.newest(table);
    if (newest.isEmpty()) {
      return above(table, from, Pin.ABSENT, Optional.empty());
    }
    try (Dataset dataset = newest.get()) {
      long head = dataset.version();
      return above(
          table, from, head, head > from ? Optional.of(newest(table, dataset)) : Optional.empty());
    }
  }

  private TableHistory above(TableId table, long from, long head, Optional<TableVersion> newest) {
    if (head < from) {
      throw datasets.missing(table, "HEAD is " + head + ", below the pinned version " + from, null);
    }
    return TableHistory.reading(
        table,
        from,
        head,
        version -> version == head ? newest : Optional.of(describe(table, version)));
  }

  private TableVersion describe(TableId table, long version) {
    return LanceTransactions.describe(version, transaction(table, version));
  }

  /**
   * The versions above {@code pin} that no operation made, oldest first.
   *
   * @throws StoreException if a version cannot be read
   */
  List<ExternalCommit> external(TableId table, long pin) {
    List<ExternalCommit> external = new ArrayList<>();
    Optional<Dataset> newest = datasets.newest(table);
    if (newest.isPresent()) {
      try (Dataset head = newest.get()) {
        for (long version = pin + 1; version <= head.version(); version++) {
          Optional<Transaction> transaction = transaction(table, version);
          if (LanceTransactions.describe(version, transaction).operation().isEmpty()) {
            external.add(external(version, transaction));
          }
        }
      }
    }
    return external;
  }

  private static ExternalCommit external(long version, Optional<Transaction> transaction) {
    return new ExternalCommit(
        version,
        transaction.map(t -> t.operation().name()).orElse(ExternalCommit.UNKNOWN),
        transaction.map(Transaction::uuid));
  }

  /**
   * The version above {@code from} that the transaction {@code uuid} made, if there is one.
   *
   * @throws StoreException if that cannot be read
   */
  OptionalLong find(TableId table, long from, String uuid) {
    Optional<Dataset> newest = datasets.newest(table);
    if (newest.isEmpty()) {
      return OptionalLong.empty();
    }
    try (Dataset head = newest.get()) {
      for (long version = from + 1; version <= head.version(); version++) {
        if (transaction(table, version).filter(t -> t.uuid().equals(uuid)).isPresent()) {
          return OptionalLong.of(version);
        }
      }
      return OptionalLong.empty();
    }
  }

  private Optional<Transaction> transaction(TableId table, long version) {
    try (Dataset dataset = datasets.at(table, version)) {
      return transaction(table, dataset);
    }
  }

  private TableVersion newest(TableId table, Dataset head) {
    return LanceTransactions.describe(head.version(), transaction(table, head));
  }

  /**
   * Empty also for a transaction that the binding cannot represent, such as a compaction of an
   * indexed table: all of ours can be, so it is an external change like any other.
   */
  private Optional<Transaction> transaction(TableId table, Dataset dataset) {
    try {
      return dataset.readTransaction();
    } catch (Exception e) {
      if (LanceErrors.kindOf(e) == LanceErrors.Kind.UNREPRESENTABLE) {
        return Optional.empty();
      }
      throw datasets.failure(
          table, "cannot read the transaction of version " + dataset.version(), e);
    }
  }
}
