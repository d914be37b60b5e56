package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an operation's change to a table is there, and clean. Decided by identity, never by
 * comparing version numbers (rule 3), and only where it was prepared to land (rule 4): anything
 * else holds rows of somebody else. Spec: {@code LandedClean}.
 */
public final class Landing {
  private Landing() {}

  /** Whether {@code operation}'s change stands on {@code plan.landing()} in {@code history}. */
  public static boolean isClean(OperationId operation, TablePlan plan, TableHistory history) {
    TableVersion version = history.versions().get(plan.landing());
    return version != null
        && version.content() instanceof TableVersion.Change
        && version.operation().equals(Optional.of(operation));
  }

  /** The tables of {@code sidecar} whose change is there and clean, by name. */
  public static List<String> landed(Sidecar sidecar, Map<TableId, TableHistory> histories) {
    return sidecar.tables().stream()
        .filter(plan -> isClean(sidecar.operation(), plan, histories.get(plan.table())))
        .map(TablePlan::name)
        .toList();
  }
}
