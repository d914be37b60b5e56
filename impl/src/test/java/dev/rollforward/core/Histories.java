package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Table histories in few words. */
final class Histories {
  static final TableId A = new TableId("a");
  static final OperationId ME = new OperationId("me");
  static final OperationId OTHER = new OperationId("other");

  private Histories() {}

  /** A commit of {@code operation} that nobody has planned. */
  static TableVersion change(long version, OperationId operation) {
    return new TableVersion(
        version, Optional.empty(), Optional.of(operation), new TableVersion.Change());
  }

  /** A planned commit of {@code operation}. */
  static TableVersion change(long version, OperationId operation, PlannedCommit commit) {
    return new TableVersion(
        version,
        Optional.of(commit.transaction()),
        Optional.of(operation),
        new TableVersion.Change());
  }

  static TableVersion foreign(long version) {
    return new TableVersion(version, Optional.empty(), Optional.empty(), new TableVersion.Change());
  }

  static TableVersion restore(long version, long of, OperationId servedOperation) {
    return new TableVersion(
        version, Optional.empty(), Optional.of(servedOperation), new TableVersion.Restore(of));
  }

  static TableVersion restore(long version, long of) {
    return restore(version, of, OTHER);
  }

  /** Versions of table {@code a}, read above {@code from}. */
  static TableHistory history(long from, TableVersion... versions) {
    return history(A, from, versions);
  }

  static TableHistory history(TableId table, long from, TableVersion... versions) {
    NavigableMap<Long, TableVersion> byNumber = new TreeMap<>();
    for (TableVersion version : versions) {
      byNumber.put(version.version(), version);
    }
    return TableHistory.of(table, from, byNumber);
  }
}
