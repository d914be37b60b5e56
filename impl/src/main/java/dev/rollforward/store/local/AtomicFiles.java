package dev.rollforward.store.local;

import dev.rollforward.StoreException;
import dev.rollforward.port.Created;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that appear whole or not at all, and outlive a power failure once their creation is
 * acknowledged. A file is written under a temporary name beside its own, synced, and only then
 * linked to its own name. A temporary name starts with a dot and ends with {@code .tmp}: one left
 * by a process that died is never taken for an object, and can be deleted when no process is
 * running. Needs what {@link DiskOps} needs of the file system. Safe for use by several threads and
 * processes.
 */
final class AtomicFiles {
  private static final Logger LOG = LoggerFactory.getLogger(AtomicFiles.class);

  private final Path root;
  private final FileOps ops;
  // Folders whose own name is durable, whoever made them.
  private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();

  /**
   * @param root the folder in which all files are; absolute; need not exist
   */
  AtomicFiles(Path root, FileOps ops) {
    this.root = root;
    this.ops = ops;
  }

  /**
   * Creates {@code file} if no file has its name, and its folders as needed. What exists is durable
   * at return, whoever created it.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have been created, or may be lost by
   *     a power failure
   * @throws StoreException if it was not created
   */
  Created create(Path file, byte[] content) {
    Path temporary = temporary(file);
    try {
      makeFolder(file.getParent());
      if (ops.exists(file)) {
        ops.syncFolder(file.getParent());
        return Created.EXISTS;
      }
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
   * @throws StoreException if it may still be there, or come back after a power failure
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

  /**
   * Makes the name {@code file} durable. Its content is, since it was synced before it was linked.
   *
   * @throws StoreException.OutcomeUnknown if it may be lost by a power failure
   */
  void makeDurable(Path file) {
    try {
      syncNames(file.getParent());
    } catch (IOException e) {
      throw new StoreException.OutcomeUnknown(
          file + " can be read, but may be lost by a power failure: " + e, e);
    }
  }

  /**
   * Makes the names in {@code folder}, which exists, and its own name below the root durable.
   *
   * @throws IOException if they may be lost by a power failure
   */
  void syncNames(Path folder) throws IOException {
    makeFolder(folder);
    ops.syncFolder(folder);
  }

  /** What the name leads to shows how the link ended, whatever was answered. */
  private Created link(Path file, Path temporary) {
    try {
      ops.link(file, temporary);
      return Created.CREATED;
    } catch (IOException e) {
      return afterRefusal(file, temporary, e);
    }
  }

  /**
   * A refusal does not say that the link has no effect: its answer may have been lost, and a
   * network file system that then sends the request again finds the name taken, by us.
   */
  private Created afterRefusal(Path file, Path temporary, IOException refusal) {
    try {
      if (ops.exists(file)) {
        return ops.isSameFile(file, temporary) ? Created.CREATED : Created.EXISTS;
      }
      if (refusal instanceof FileAlreadyExistsException) {
        // It was deleted since.
        return Created.EXISTS;
      }
    } catch (IOException e) {
      refusal.addSuppressed(e);
      discard(temporary, refusal);
      throw unknown(file, refusal);
    }
    discard(temporary, refusal);
    throw notCreated(file, refusal);
  }

  private void settle(Path file, Path temporary, Created created) {
    try {
      ops.delete(temporary);
      ops.syncFolder(file.getParent());
    } catch (IOException e) {
      throw created == Created.CREATED ? unknown(file, e) : notCreated(file, e);
    }
  }

  /**
   * Creates {@code folder}, and makes its name durable even if it existed: the process that created
   * it may not have come to that yet. Above the root only what is created here is synced.
   */
  private void makeFolder(Path folder) throws IOException {
    if (durableFolders.contains(folder) && ops.exists(folder)) {
      return;
    }
    boolean created = !ops.exists(folder);
    boolean belowRoot = folder.startsWith(root) && !folder.equals(root);
    if (created || belowRoot) {
      makeFolder(folder.getParent());
    }
    if (created) {
      ops.createFolder(folder);
      ops.syncFolder(folder.getParent());
    } else if (belowRoot) {
      ops.syncFolder(folder.getParent());
    } else if (folder.equals(root)) {
      syncIfAllowed(folder.getParent());
    }
    durableFolders.add(folder);
  }

  /** An existing root may lie in a folder that we may not read; then it is its maker's concern. */
  private void syncIfAllowed(Path aboveRoot) throws IOException {
    if (aboveRoot != null) {
      try {
        ops.syncFolder(aboveRoot);
      } catch (AccessDeniedException e) {
        LOG.debug("{} cannot be synced", aboveRoot, e);
      }
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
