package dev.rollforward.store.file;

import dev.rollforward.OperationId;
import dev.rollforward.core.Audit;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.store.json.AuditCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Audit records as files {@code __audit/<operation id>.json} under a root folder on a local file
 * system. Creates are durable at return. {@link #list} looks at names only, and leaves out files
 * whose names are no operation's. Only {@link #create} writes anything. Safe for use by several
 * threads and processes.
 */
public final class FileAuditStore implements AuditStore {
  private static final String FOLDER = "__audit";

  private final OperationFolder<Audit> audits;

  /**
   * A store under {@code root}. Nothing is read or written yet.
   *
   * @param root the group's folder; need not exist
   * @param group tells the group of the root, asked at each read and create; what it throws, they
   *     throw
   */
  public FileAuditStore(Path root, Supplier<GroupId> group) {
    this(root, group, new DiskOps());
  }

  FileAuditStore(Path root, Supplier<GroupId> group, FileOps ops) {
    audits = new OperationFolder<>(root.resolve(FOLDER), new AuditCodec(), group, ops);
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
}
