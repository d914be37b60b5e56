package dev.rollforward;

import java.io.Serializable;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A table as one snapshot shows it, as other machines need it to write rows for it: {@link
 * Snapshot#stagingTarget}. They need not open the group, and nothing that they do is visible.
 *
 * <p>Holds no credentials. It can be serialized, and has a versioned form in JSON ({@link #toJson},
 * {@link TableGroup#stagingTarget}); both carry a checksum. Immutable; safe for use by several
 * threads. Implemented by this library only.
 */
public interface StagingTarget extends Serializable {
  /** The schema that the rows must have. */
  Schema schema();

  /**
   * Writes {@code rows} into data files of the table, in no version of it.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @param options of which the storage options, the deadline and the allocator count
   * @return what to hand to whoever commits
   * @throws SchemaMismatchException if their schema is not the table's
   * @throws StoreException.Unreadable if the version that the snapshot shows is gone (MISSING), or
   *     is not in this place (FOREIGN)
   * @throws StoreException if the rows cannot be read, or the data not be written; files that were
   *     completed before that stay
   * @throws LanceUnavailableException if Lance cannot run in this JVM
   */
  StagedFragments stage(ArrowReader rows, OpenOptions options);

  /** The form that {@link TableGroup#stagingTarget} reads, on one line. */
  String toJson();
}
