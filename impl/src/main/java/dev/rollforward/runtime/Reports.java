package dev.rollforward.runtime;

import dev.rollforward.OperationId;
import dev.rollforward.RecoveryReport;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import java.util.List;

/** What recovery reports. */
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
}
