package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.lance.Dataset;
import org.lance.Transaction;

/** Reads what the transactions of a table's versions say. */
final class LanceHistory {
  private final LanceDatasets datasets;

  LanceHistory(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  /**
   * The versions above {@code from}.
   *
   * @throws StoreException.Unreadable if HEAD is below {@code from}, or a version above it is gone
   * @throws StoreException if a version cannot be read
   */
  TableHistory above(TableId table, long from) {
    Optional<Dataset> newest = datasets.newest(table);
    if (newest.isEmpty()) {
      return upTo(table, null, from, Pin.ABSENT);
    }
    try (Dataset head = newest.get()) {
      return upTo(table, head, from, head.version());
    }
  }

  private TableHistory upTo(TableId table, Dataset head, long from, long newest) {
    if (newest < from) {
      throw datasets.missing(
          table, "HEAD is " + newest + ", below the pinned version " + from, null);
    }
    NavigableMap<Long, TableVersion> versions = new TreeMap<>();
    for (long version = from + 1; version <= newest; version++) {
      versions.put(version, LanceTransactions.describe(version, transaction(table, head, version)));
    }
    return new TableHistory(table, from, versions);
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
          Optional<Transaction> transaction = transaction(table, head, version);
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
   * @throws StoreException if that cannot be told
   */
  OptionalLong find(TableId table, long from, String uuid) {
    Optional<Dataset> newest = datasets.newest(table);
    if (newest.isEmpty()) {
      return OptionalLong.empty();
    }
    try (Dataset head = newest.get()) {
      for (long version = from + 1; version <= head.version(); version++) {
        if (transaction(table, head, version).filter(t -> t.uuid().equals(uuid)).isPresent()) {
          return OptionalLong.of(version);
        }
      }
      return OptionalLong.empty();
    }
  }

  /**
   * Empty also for a transaction that the binding cannot represent, such as a compaction of an
   * indexed table: all of ours can be, so it is an external change like any other.
   */
  private Optional<Transaction> transaction(TableId table, Dataset head, long version) {
    try (Dataset at = head.checkoutVersion(version)) {
      return at.readTransaction();
    } catch (Exception e) {
      if (LanceErrors.kindOf(e) == LanceErrors.Kind.UNREPRESENTABLE) {
        return Optional.empty();
      }
      if (LanceErrors.kindOf(e) == LanceErrors.Kind.NOT_FOUND) {
        throw datasets.missing(table, "version " + version + " below HEAD is gone", e);
      }
      throw datasets.failure(table, "cannot read the transaction of version " + version, e);
    }
  }
}
