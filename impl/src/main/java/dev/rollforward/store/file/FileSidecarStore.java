package dev.rollforward.store.file;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Sidecar;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.store.json.SidecarCodec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sidecars as files {@code __recovery/<operation id>.json} under a root folder on a local file
 * system. Creates and deletes are durable at return. {@link #list} looks at names only, so what it
 * lists may turn out unreadable in {@link #read}. Only {@link #create} and {@link #delete} write
 * anything. Safe for use by several threads and processes.
 */
public final class FileSidecarStore implements SidecarStore {
  private static final String FOLDER = "__recovery";

  private final OperationFolder<Sidecar> sidecars;

  /**
   * A store under {@code root}. Nothing is read or written yet.
   *
   * @param root the group's folder; need not exist
   * @param group tells the group of the root, asked at each read and create; what it throws, they
   *     throw
   */
  public FileSidecarStore(Path root, Supplier<GroupId> group) {
    this(root, group, new DiskOps());
  }

  FileSidecarStore(Path root, Supplier<GroupId> group, FileOps ops) {
    sidecars = new OperationFolder<>(root.resolve(FOLDER), new SidecarCodec(), group, ops);
  }

  @Override
  public Listing list() {
    return sidecars.listing();
  }

  @Override
  public Optional<Sidecar> read(OperationId operation) {
    return sidecars.read(operation);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code sidecar} belongs to another group
   */
  @Override
  public Created create(Sidecar sidecar) {
    return sidecars.create(sidecar);
  }

  @Override
  public void delete(OperationId operation) {
    sidecars.delete(operation);
  }
}
