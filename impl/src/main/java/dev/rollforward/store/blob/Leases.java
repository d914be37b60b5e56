package dev.rollforward.store.blob;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Lease;
import dev.rollforward.store.json.LeaseCodec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The leases of snapshots as objects {@code __lease/<uuid>.json}. Safe for use by several threads
 * and processes.
 */
final class Leases {
  static final String FOLDER = "__lease";

  private final StoredObjects<Lease> leases;
  private final Supplier<GroupId> group;

  Leases(Blobs blobs, Supplier<GroupId> group) {
    this.leases = new StoredObjects<>(blobs, FOLDER, new LeaseCodec());
    this.group = group;
  }

  void create(Lease lease) {
    leases.create(lease);
  }

  /** Those that there are; one that was created before this call began is among them. */
  List<Lease> all() {
    return leases.fileNames().stream()
        .map(StoredObjects::objectName)
        .flatMap(Optional::stream)
        .map(name -> leases.read(name, group.get()))
        .flatMap(Optional::stream)
        .toList();
  }

  void delete(UUID id) {
    leases.delete(id.toString());
  }
}
