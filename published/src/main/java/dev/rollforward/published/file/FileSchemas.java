package dev.rollforward.published.file;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.published.port.SchemaStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Schema files {@code __schema/<operation id>.staged}, promoted by a rename to {@code .promoted},
 * and the lock {@code __schema/lock}, which names its holder.
 */
public final class FileSchemas implements SchemaStore {
  private static final String FOLDER = "__schema";
  private static final String STAGED = ".staged";
  private static final String PROMOTED = ".promoted";

  private final Path folder;
  private final Path lock;

  /**
   * @param root the root's folder
   */
  public FileSchemas(Path root) {
    folder = root.toAbsolutePath().normalize().resolve(FOLDER);
    lock = folder.resolve("lock");
  }

  @Override
  public void stage(OperationId operation, String schema) {
    create(folder.resolve(operation + STAGED), schema);
  }

  @Override
  public SortedSet<OperationId> staged() {
    SortedSet<OperationId> operations = named(STAGED);
    operations.addAll(promoted());
    return operations;
  }

  @Override
  public SortedSet<OperationId> promoted() {
    return named(PROMOTED);
  }

  @Override
  public void promote(OperationId operation) {
    Path promoted = folder.resolve(operation + PROMOTED);
    try {
      Files.move(folder.resolve(operation + STAGED), promoted, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      if (!Files.exists(promoted)) {
        throw failed("promote", promoted, e);
      }
    } catch (IOException e) {
      throw failed("promote", promoted, e);
    }
  }

  @Override
  public boolean lock(OperationId operation) {
    return create(lock, operation.value());
  }

  @Override
  public Optional<OperationId> lockHolder() {
    try {
      return Optional.of(new OperationId(Files.readString(lock)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", lock, e);
    }
  }

  @Override
  public void unlock(OperationId operation) {
    if (lockHolder().equals(Optional.of(operation))) {
      try {
        Files.deleteIfExists(lock);
      } catch (IOException e) {
        throw failed("delete", lock, e);
      }
    }
  }

  private boolean create(Path file, String content) {
    try {
      Files.createDirectories(folder);
      Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw failed("create", file, e);
    }
  }

  private SortedSet<OperationId> named(String suffix) {
    SortedSet<OperationId> operations = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return operations;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> new OperationId(name.substring(0, name.length() - suffix.length())))
          .forEach(operations::add);
      return operations;
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
  }

  private static StoreException failed(String what, Path file, IOException e) {
    return new StoreException("cannot " + what + " " + file + ": " + e, e);
  }
}
