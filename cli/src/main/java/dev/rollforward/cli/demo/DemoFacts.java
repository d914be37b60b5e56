package dev.rollforward.cli.demo;

import dev.rollforward.OperationId;
import dev.rollforward.RecoveryReport;
import dev.rollforward.Verdict;
import java.util.Optional;

/**
 * The observations of the killed operation that the properties are judged by.
 *
 * @param operation the operation
 * @param old before it began
 * @param crashed after its process was killed
 * @param report what opening the group again did
 * @param after after that
 */
record DemoFacts(
    OperationId operation,
    Observation old,
    Observation crashed,
    RecoveryReport report,
    Observation after) {

  /** How many tables it had changed, judged by their HEADs alone. */
  static int landed(Observation old, Observation crashed) {
    return (int)
        SampleTable.ALL.stream()
            .filter(table -> crashed.table(table).head() > old.table(table).head())
            .count();
  }

  boolean isComplete() {
    return landed(old, crashed) == SampleTable.ALL.size();
  }

  /** Whether readers see it in the end. Its tables agree on that, or else nothing does. */
  boolean isVisible() {
    return after.sight(SampleTable.ALL.get(0)) == Visibility.NEW;
  }

  Optional<RecoveryReport.Finished> finished() {
    return report.finished().stream()
        .filter(finished -> finished.operation().equals(operation))
        .findFirst();
  }

  /** The verdict that fits what readers see. */
  Verdict seen() {
    return isVisible() ? Verdict.COMMITTED : Verdict.ABORTED;
  }
}
