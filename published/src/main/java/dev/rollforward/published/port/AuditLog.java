package dev.rollforward.published.port;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.published.core.AuditEntry;
import java.time.Instant;
import java.util.List;

/** Audit entries, only ever added. Safe for use by several threads and processes. */
public interface AuditLog {
  /**
   * Adds an entry after those that the operation has.
   *
   * @throws StoreException if it may not have been added
   */
  AuditEntry append(OperationId operation, AuditEntry.Verdict verdict, String actor, Instant at);

  /**
   * Every entry, by operation and sequence.
   *
   * @throws StoreException.Unreadable if one is damaged or foreign
   */
  List<AuditEntry> read();
}
