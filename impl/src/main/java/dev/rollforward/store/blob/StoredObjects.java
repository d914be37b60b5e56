package dev.rollforward.store.blob;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.store.json.ObjectCodec;
import dev.rollforward.store.json.Place;
import java.util.List;
import java.util.Optional;

/**
 * One folder of objects of one kind, each under {@code <name>.json}. Only {@link #create} and
 * {@link #delete} write. Safe for use by several threads and processes.
 */
final class StoredObjects<T> {
  private static final String SUFFIX = ".json";

  private final Blobs blobs;
  private final String folder;
  private final ObjectCodec<T, ?> codec;

  /**
   * @param folder where they are; the empty string for the root
   */
  StoredObjects(Blobs blobs, String folder, ObjectCodec<T, ?> codec) {
    this.blobs = blobs;
    this.folder = folder;
    this.codec = codec;
  }

  /** Where the object {@code name} is or would be. */
  Place place(String name) {
    return new Place(codec.kind(), location(name));
  }

  /** Whether {@code name} is taken, by something readable or not. */
  boolean exists(String name) {
    return blobs.exists(key(name));
  }

  /** The object {@code name}, of whatever group; empty if there is none (any more). */
  Optional<T> read(String name) {
    return content(name, ObjectCodec.MAX_BYTES)
        .map(content -> codec.decode(content, location(name), name));
  }

  /** The object {@code name} of {@code group}; empty if there is none (any more). */
  Optional<T> read(String name, GroupId group) {
    return readStored(name, group).map(Stored::object);
  }

  /**
   * The checksum that the object {@code name} states of itself; empty if there is none. No more of
   * it is read than that takes.
   */
  Optional<String> checksum(String name) {
    return content(name, ObjectCodec.HEADER_BYTES)
        .map(start -> codec.checksum(start, location(name)));
  }

  /** The object {@code name} of {@code group} with its checksum; empty if there is none. */
  Optional<Stored<T>> readStored(String name, GroupId group) {
    return content(name, ObjectCodec.MAX_BYTES)
        .map(
            content ->
                new Stored<>(
                    codec.decode(content, location(name), name, group),
                    codec.checksum(content, location(name))));
  }

  Created create(T object) {
    return create(object, codec.encode(object));
  }

  /**
   * Creates {@code object}.
   *
   * @param content what {@link #encode} made of it
   */
  Created create(T object, byte[] content) {
    return blobs.create(key(codec.name(object)), content);
  }

  byte[] encode(T object) {
    return codec.encode(object);
  }

  /** The checksum that {@code object}, encoded as {@code content}, states of itself. */
  String checksum(T object, byte[] content) {
    return codec.checksum(content, location(codec.name(object)));
  }

  /** An object, and the checksum that it states of itself. */
  record Stored<T>(T object, String checksum) {}

  void delete(String name) {
    blobs.delete(key(name));
  }

  void makeDurable(String name) {
    blobs.makeDurable(key(name));
  }

  /** The names of all that is in the folder, in ascending order. */
  List<String> fileNames() {
    return blobs.list(folder);
  }

  /** The name of the object that a file of this name would be, if it can be one. */
  static Optional<String> objectName(String fileName) {
    return fileName.endsWith(SUFFIX)
        ? Optional.of(fileName.substring(0, fileName.length() - SUFFIX.length()))
        : Optional.empty();
  }

  private Optional<byte[]> content(String name, int limit) {
    try {
      return blobs.read(key(name), limit);
    } catch (Unreadable e) {
      throw place(name).corrupt(e.problem(), e);
    }
  }

  private String location(String name) {
    return blobs.location(key(name));
  }

  private String key(String name) {
    return folder.isEmpty() ? name + SUFFIX : folder + "/" + name + SUFFIX;
  }
}
