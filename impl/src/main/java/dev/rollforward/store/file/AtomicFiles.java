package dev.rollforward.store.file;

import dev.rollforward.StoreException;
import dev.rollforward.port.Created;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Files that appear whole or not at all, and outlive a power loss once their creation is
 * acknowledged. A file is written under a temporary name beside its own, synced, and only then
 * linked to its own name. A temporary name starts with a dot and ends with {@code .tmp}: one left
 * by a process that died is never taken for an object, and can be deleted when no process is
 * running. Needs what {@link DiskOps} needs of the file system. Safe for use by several threads and
 * processes.
 */
final class AtomicFiles {
  private final FileOps ops;

  AtomicFiles(FileOps ops) {
    this.ops = ops;
  }

  /**
   * Creates {@code file} if no file has its name, and its folders as needed. What exists is durable
   * at return, whoever created it.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have been created
   * @throws StoreException if it was not created
   */
  Created create(Path file, byte[] content) {
    Path temporary = temporary(file);
    try {
      makeFolder(file.getParent());
      ops.write(temporary, content);
    } catch (IOException e) {
      discard(temporary, e);
      throw notCreated(file, e);
    }
    Created created = link(file, temporary);
    settle(file, temporary, created);
    return created;
  }

  /**
   * Deletes {@code file}; does nothing if there is none. Its absence is durable at return.
   *
   * @throws StoreException if it may still be there, or come back after a power loss
   */
  void delete(Path file) {
    try {
      ops.delete(file);
      if (ops.exists(file.getParent())) {
        ops.syncFolder(file.getParent());
      }
    } catch (IOException e) {
      throw new StoreException("could not delete " + file + ": " + e, e);
    }
  }

  private Created link(Path file, Path temporary) {
    try {
      ops.link(file, temporary);
      return Created.CREATED;
    } catch (FileAlreadyExistsException e) {
      return Created.EXISTS;
    } catch (IOException e) {
      discard(temporary, e);
      throw standsNow(file, e) ? unknown(file, e) : notCreated(file, e);
    }
  }

  private void settle(Path file, Path temporary, Created created) {
    try {
      ops.delete(temporary);
      ops.syncFolder(file.getParent());
    } catch (IOException e) {
      throw created == Created.CREATED ? unknown(file, e) : notCreated(file, e);
    }
  }

  private void makeFolder(Path folder) throws IOException {
    if (!ops.exists(folder)) {
      makeFolder(folder.getParent());
      ops.createFolder(folder);
      ops.syncFolder(folder.getParent());
    }
  }

  private boolean standsNow(Path file, IOException failure) {
    try {
      return ops.exists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return true;
    }
  }

  private void discard(Path temporary, IOException failure) {
    try {
      ops.delete(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private static StoreException notCreated(Path file, IOException cause) {
    return new StoreException("did not create " + file + ": " + cause, cause);
  }

  private static StoreException unknown(Path file, IOException cause) {
    return new StoreException.OutcomeUnknown(
        file + " may or may not have been created: " + cause, cause);
  }
}
