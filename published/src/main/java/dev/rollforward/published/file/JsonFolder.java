package dev.rollforward.published.file;

import dev.rollforward.StoreException;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.store.json.ObjectCodec;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One folder of objects of one kind, each whole in a file {@code <name>.json}. Unlike the shipped
 * stores it can replace a file, and syncs nothing: atomic against death, not against power loss.
 */
final class JsonFolder<T> {
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final ObjectCodec<T, ?> codec;

  JsonFolder(Path folder, ObjectCodec<T, ?> codec) {
    this.folder = folder.toAbsolutePath().normalize();
    this.codec = codec;
  }

  Created create(T object) {
    Path file = path(codec.name(object));
    Path temporary = write(object);
    try {
      Files.createLink(file, temporary);
      return Created.CREATED;
    } catch (FileAlreadyExistsException e) {
      return Created.EXISTS;
    } catch (IOException e) {
      throw failed("create", file, e);
    } finally {
      delete(temporary);
    }
  }

  void put(T object) {
    Path file = path(codec.name(object));
    try {
      Files.move(write(object), file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed("put", file, e);
    }
  }

  private Path write(T object) {
    Path temporary = folder.resolve("." + codec.name(object) + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(folder);
      return Files.write(temporary, codec.encode(object));
    } catch (IOException e) {
      throw failed("write", temporary, e);
    }
  }

  /** The object {@code name} of whatever group; empty if there is none. */
  Optional<T> read(String name) {
    return content(name).map(content -> codec.decode(content, path(name).toString(), name));
  }

  /** The object {@code name} of {@code group}; empty if there is none. */
  Optional<T> read(String name, GroupId group) {
    return content(name).map(content -> codec.decode(content, path(name).toString(), name, group));
  }

  private Optional<byte[]> content(String name) {
    try {
      return Optional.of(Files.readAllBytes(path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", path(name), e);
    }
  }

  void delete(String name) {
    delete(path(name));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("delete", file, e);
    }
  }

  /** The file names without those that start with a dot, in ascending order. */
  List<String> fileNames() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
  }

  /** The name of the object that a file of this name would be. */
  static Optional<String> objectName(String fileName) {
    return fileName.endsWith(SUFFIX)
        ? Optional.of(fileName.substring(0, fileName.length() - SUFFIX.length()))
        : Optional.empty();
  }

  Path path(String name) {
    return folder.resolve(name + SUFFIX);
  }

  private static StoreException failed(String what, Path file, IOException e) {
    return new StoreException("cannot " + what + " " + file + ": " + e, e);
  }
}
