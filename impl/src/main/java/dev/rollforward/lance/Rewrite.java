package dev.rollforward.lance;

import java.util.List;
import java.util.Optional;
import org.lance.FragmentMetadata;
import org.lance.operation.Delete;
import org.lance.operation.Operation;
import org.lance.operation.Update;

/**
 * What a commit does to the fragments of the version that it is prepared against.
 *
 * @param gone those of which nothing is left
 * @param updated those from which rows are deleted, with the files that say so
 * @param added new ones
 */
record Rewrite(List<Long> gone, List<FragmentMetadata> updated, List<FragmentMetadata> added) {
  /** Copies the lists. */
  Rewrite {
    gone = List.copyOf(gone);
    updated = List.copyOf(updated);
    added = List.copyOf(added);
  }

  /**
   * As rows that are moved to new fragments. No update mode is given: with the one for rewritten
   * rows, Lance takes the new fragments of a table with stable row ids for covered by its indices,
   * and filters by index miss their rows.
   */
  Operation update() {
    return Update.builder()
        .removedFragmentIds(gone)
        .updatedFragments(updated)
        .newFragments(added)
        .fieldsModified(new long[0])
        .fieldsForPreservingFragBitmap(new long[0])
        .updateMode(Optional.empty())
        .build();
  }

  /** As rows that are deleted by {@code predicate}. */
  Operation delete(String predicate) {
    return Delete.builder()
        .updatedFragments(updated)
        .deletedFragmentIds(gone)
        .predicate(predicate)
        .build();
  }
}
