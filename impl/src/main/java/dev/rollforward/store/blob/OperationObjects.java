package dev.rollforward.store.blob;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.store.json.ObjectCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A folder with one object per operation, all of one group. */
final class OperationObjects<T> {
  private final Blobs blobs;
  private final String folder;
  private final StoredObjects<T> objects;
  private final ObjectCodec<T, ?> codec;
  private final Supplier<GroupId> group;
  private final Set<String> durable = ConcurrentHashMap.newKeySet();

  OperationObjects(Blobs blobs, String folder, ObjectCodec<T, ?> codec, Supplier<GroupId> group) {
    this.blobs = blobs;
    this.folder = folder;
    this.objects = new StoredObjects<>(blobs, folder, codec);
    this.codec = codec;
    this.group = group;
  }

  Optional<T> read(OperationId operation) {
    return objects.read(operation.value(), group.get());
  }

  boolean exists(OperationId operation) {
    return objects.exists(operation.value());
  }

  Created create(T object) {
    if (!codec.group(object).equals(group.get())) {
      throw new IllegalArgumentException(
          codec.kind().jsonName()
              + (" of group " + codec.group(object) + " cannot go into group " + group.get()));
    }
    return objects.create(object);
  }

  /** Once per object: what is durable stays so until it is deleted. */
  void makeDurable(OperationId operation) {
    if (!durable.contains(operation.value())) {
      objects.makeDurable(operation.value());
      durable.add(operation.value());
    }
  }

  void delete(OperationId operation) {
    objects.delete(operation.value());
    durable.remove(operation.value());
  }

  /** What is in the folder, by its names alone. */
  Listing listing() {
    List<OperationId> operations = new ArrayList<>();
    List<Unreadable> problems = new ArrayList<>();
    for (String fileName : objects.fileNames()) {
      operation(fileName).ifPresentOrElse(operations::add, () -> problems.add(stranger(fileName)));
    }
    Collections.sort(operations);
    return new Listing(operations, problems);
  }

  private static Optional<OperationId> operation(String fileName) {
    return StoredObjects.objectName(fileName).filter(OperationId::isValid).map(OperationId::new);
  }

  private Unreadable stranger(String fileName) {
    return new Unreadable(
        Reason.FOREIGN,
        blobs.location(folder + "/" + fileName),
        "this is no operation's " + codec.kind().jsonName() + ": those are named <operation>.json",
        "It is left alone. Give it back its name if it had another, or move it out of this folder",
        null);
  }
}
