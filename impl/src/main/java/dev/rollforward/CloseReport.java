package dev.rollforward;

import java.util.List;

/** How {@link TableGroup#close(java.time.Duration)} ended. Implemented by this library only. */
public interface CloseReport {
  /**
   * Whether the group is closed and its native memory is free. If not, calls are still under way;
   * the group takes no new ones.
   */
  boolean isClosed();

  /**
   * The operations whose commits were under way when the time was up; empty if it is closed. Each
   * goes on. If the process ends first, recovery finishes it or rolls it back.
   */
  List<OperationId> commits();

  /** How many calls, commits included, were under way when the time was up. */
  int calls();
}
