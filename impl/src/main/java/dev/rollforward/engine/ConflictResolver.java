package dev.rollforward.engine;

import dev.rollforward.OperationId;
import java.util.Set;
import java.util.SortedSet;

/** What a writer does about unfinished operations of others that stand in its way (rule 5). */
@FunctionalInterface
public interface ConflictResolver {
  /**
   * Waits for the owners of {@code operations} for a while, then recovers each of them. There may
   * be none: then it is only told that the writer is held up.
   *
   * @return those of them that are decided, or have no sidecar any more; they block nobody
   * @throws dev.rollforward.StoreException if one of them cannot be recovered
   */
  Set<OperationId> resolve(SortedSet<OperationId> operations);
}
