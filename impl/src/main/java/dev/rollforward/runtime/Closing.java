package dev.rollforward.runtime;

import dev.rollforward.CloseReport;
import dev.rollforward.OperationId;
import java.util.List;

/** How closing a group ended. */
record Closing(Root root, boolean isClosed, List<OperationId> commits, int calls)
    implements CloseReport {
  @Override
  public String toString() {
    return isClosed
        ? "the group at " + root + " is closed"
        : "the group at "
            + root
            + " could not be closed in time: "
            + calls
            + " calls are under way, among them the commits of "
            + commits
            + ". It takes no new calls, and its native memory is not freed. A commit that does not"
            + " end is finished, or rolled back, by whoever opens the group next; close again to"
            + " wait longer";
  }
}
