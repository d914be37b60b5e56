package dev.rollforward.store.file;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.store.json.ObjectCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A folder with one object per operation, all of one group. */
final class OperationFolder<T> {
  private final ObjectFolder<T> objects;
  private final ObjectCodec<T> codec;
  private final Path folder;
  private final Supplier<GroupId> group;

  OperationFolder(Path folder, ObjectCodec<T> codec, Supplier<GroupId> group, FileOps ops) {
    this.objects = new ObjectFolder<>(folder, codec, ops);
    this.codec = codec;
    this.folder = folder.toAbsolutePath().normalize();
    this.group = group;
  }

  Optional<T> read(OperationId operation) {
    return objects.read(operation.value(), group.get());
  }

  Created create(T object) {
    if (!codec.group(object).equals(group.get())) {
      throw new IllegalArgumentException(
          codec.kind().jsonName()
              + (" of group " + codec.group(object) + " cannot go into group " + group.get()));
    }
    return objects.create(object);
  }

  void delete(OperationId operation) {
    objects.delete(operation.value());
  }

  /** What stands in the folder, by its names alone. */
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
    return ObjectFolder.objectName(fileName).filter(OperationId::isValid).map(OperationId::new);
  }

  private Unreadable stranger(String fileName) {
    return new Unreadable(
        Reason.FOREIGN,
        folder.resolve(fileName).toString(),
        "this is no operation's " + codec.kind().jsonName() + ": those are named <operation>.json",
        "It is left alone. Give it back its name if it had another, or move it out of this folder",
        null);
  }
}
