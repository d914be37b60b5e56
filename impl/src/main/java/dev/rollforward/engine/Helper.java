package dev.rollforward.engine;

import dev.rollforward.OperationId;
import java.util.SortedSet;

/** What a writer does about unfinished operations of others that stand in its way (rule 5). */
@FunctionalInterface
public interface Helper {
  /**
   * Returns once each of {@code operations} is decided, or may be by now: it may wait for their
   * owners for a while, and then recovers them.
   *
   * @throws dev.rollforward.StoreException if one of them cannot be recovered
   */
  void help(SortedSet<OperationId> operations);
}
