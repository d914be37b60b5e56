package dev.rollforward.store.file;

import dev.rollforward.StoreException;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.store.json.ObjectCodec;
import dev.rollforward.store.json.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One folder of objects of one kind, each in a file {@code <name>.json}. Only {@link #create} and
 * {@link #delete} write. Safe for use by several threads and processes.
 */
final class ObjectFolder<T> {
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final ObjectCodec<T> codec;
  private final FileOps ops;
  private final AtomicFiles files;

  ObjectFolder(Path folder, ObjectCodec<T> codec, FileOps ops) {
    this.folder = folder.toAbsolutePath().normalize();
    this.codec = codec;
    this.ops = ops;
    this.files = new AtomicFiles(ops);
  }

  /** Where the object {@code name} stands or would stand. */
  Place place(String name) {
    return new Place(codec.kind(), path(name).toString());
  }

  /** Whether an object stands under {@code name}, readable or not. */
  boolean exists(String name) {
    try {
      return ops.exists(path(name));
    } catch (IOException e) {
      throw new StoreException("cannot tell whether " + path(name) + " exists: " + e, e);
    }
  }

  /** The object {@code name}, of whatever group; empty if there is none (any more). */
  Optional<T> read(String name) {
    return content(name).map(content -> codec.decode(content, path(name).toString(), name));
  }

  /** The object {@code name} of {@code group}; empty if there is none (any more). */
  Optional<T> read(String name, GroupId group) {
    return content(name).map(content -> codec.decode(content, path(name).toString(), name, group));
  }

  Created create(T object) {
    return files.create(path(codec.name(object)), codec.encode(object));
  }

  void delete(String name) {
    files.delete(path(name));
  }

  /** The file names in the folder, without those that start with a dot, in ascending order. */
  List<String> fileNames() {
    try {
      return ops.names(folder).stream().filter(name -> !name.startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new StoreException("cannot list " + folder + ": " + e, e);
    }
  }

  /** The name of the object that a file of this name would be, if it can be one. */
  static Optional<String> objectName(String fileName) {
    return fileName.endsWith(SUFFIX)
        ? Optional.of(fileName.substring(0, fileName.length() - SUFFIX.length()))
        : Optional.empty();
  }

  private Optional<byte[]> content(String name) {
    Path file = path(name);
    try {
      return Optional.of(ops.read(file, ObjectCodec.MAX_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.isDirectory(file)) {
        throw place(name).corrupt("it is a folder", e);
      }
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  private Path path(String name) {
    return folder.resolve(name + SUFFIX);
  }
}
