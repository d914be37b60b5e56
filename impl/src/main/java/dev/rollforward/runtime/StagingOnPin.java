package dev.rollforward.runtime;

import dev.rollforward.core.PinnedTable;
import dev.rollforward.port.TableStore.StagedChange;

/** Stages a change of a table that exists; errors name it as the group does. */
@FunctionalInterface
public interface StagingOnPin {
  /** Stages it on what is pinned. */
  StagedChange stage(PinnedTable pinned);
}
