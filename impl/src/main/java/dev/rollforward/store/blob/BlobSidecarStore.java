package dev.rollforward.store.blob;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Sidecar;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.store.json.SidecarCodec;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sidecars as objects {@code __recovery/<operation id>.json}. Creates and deletes are durable at
 * return. {@link #list} looks at names only, so what it lists may turn out unreadable in {@link
 * #read}. Only {@link #create} and {@link #delete} write anything. Safe for use by several threads
 * and processes.
 */
public final class BlobSidecarStore implements SidecarStore {
  static final String FOLDER = "__recovery";

  private final OperationObjects<Sidecar> sidecars;

  /**
   * A store in {@code blobs}. Nothing is read or written yet.
   *
   * @param blobs the root of the group
   * @param group the group of the root, asked at each read and create; what it throws, they throw
   */
  public BlobSidecarStore(Blobs blobs, Supplier<GroupId> group) {
    sidecars = new OperationObjects<>(blobs, FOLDER, new SidecarCodec(), group);
  }

  @Override
  public Listing list() {
    return sidecars.listing();
  }

  @Override
  public Optional<Sidecar> read(OperationId operation) {
    return sidecars.read(operation);
  }

  @Override
  public boolean exists(OperationId operation) {
    return sidecars.exists(operation);
  }

  @Override
  public void makeDurable(OperationId operation) {
    sidecars.makeDurable(operation);
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
