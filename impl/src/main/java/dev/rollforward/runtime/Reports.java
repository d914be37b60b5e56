package dev.rollforward.runtime;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.Optimization;
import dev.rollforward.RecoveryReport;
import dev.rollforward.Revision;
import dev.rollforward.StoreException;
import dev.rollforward.TableDiff;
import dev.rollforward.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What callers are told, as values. */
final class Reports {
  static final RecoveryReport NOTHING = new Report(List.of(), List.of(), List.of());

  private Reports() {}

  record Report(
      List<RecoveryReport.Finished> finished,
      List<RecoveryReport.Pending> pending,
      List<StoreException> problems)
      implements RecoveryReport {
    Report {
      finished = List.copyOf(finished);
      pending = List.copyOf(pending);
      problems = List.copyOf(problems);
    }
  }

  record Finished(OperationId operation, Verdict verdict, String reason)
      implements RecoveryReport.Finished {}

  record Pending(OperationId operation, String reason) implements RecoveryReport.Pending {}

  record Made(
      long version,
      Instant time,
      Optional<OperationId> operation,
      Optional<String> actor,
      Optional<String> message,
      SortedMap<String, String> properties,
      SortedMap<String, Change> tables)
      implements Revision {
    Made {
      properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
      tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }
  }

  record Difference(
      String name,
      List<String> kinds,
      OptionalLong from,
      OptionalLong to,
      OptionalLong rowsFrom,
      OptionalLong rowsTo)
      implements TableDiff {
    Difference {
      kinds = List.copyOf(kinds);
    }
  }

  record Optimized(String table, Optional<String> index, String why, Optional<CommitResult> result)
      implements Optimization {}
}
