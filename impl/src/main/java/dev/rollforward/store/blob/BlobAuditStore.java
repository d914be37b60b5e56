package dev.rollforward.store.blob;

import dev.rollforward.OperationId;
import dev.rollforward.core.Audit;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.store.json.AuditCodec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Audit records as objects {@code __audit/<operation id>.json}. What {@link #create} finds or makes
 * is durable at return. {@link #list} looks at names only, and leaves out those that are no
 * operation's. Only {@link #create} and {@link #delete} change anything. Safe for use by several
 * threads and processes.
 */
public final class BlobAuditStore implements AuditStore {
  static final String FOLDER = "__audit";

  private final OperationObjects<Audit> audits;

  /**
   * A store in {@code blobs}. Nothing is read or written yet.
   *
   * @param blobs the root of the group
   * @param group the group of the root, asked at each read and create; what it throws, they throw
   */
  public BlobAuditStore(Blobs blobs, Supplier<GroupId> group) {
    audits = new OperationObjects<>(blobs, FOLDER, new AuditCodec(), group);
  }

  @Override
  public Optional<Audit> read(OperationId operation) {
    return audits.read(operation);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code audit} belongs to another group
   */
  @Override
  public Created create(Audit audit) {
    return audits.create(audit);
  }

  @Override
  public List<OperationId> list() {
    return audits.listing().operations();
  }

  @Override
  public void delete(OperationId operation) {
    audits.delete(operation);
  }
}
