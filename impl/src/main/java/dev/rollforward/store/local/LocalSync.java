package dev.rollforward.store.local;

import dev.rollforward.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Brings files to the disk that somebody else has written below a root folder. Safe for use by
 * several threads and processes.
 */
public final class LocalSync {
  private final FileOps ops;
  private final AtomicFiles names;

  /**
   * @param root the folder; files are synced with all folders between it and them
   */
  public LocalSync(Path root) {
    this(root, new DiskOps());
  }

  LocalSync(Path root, FileOps ops) {
    this.ops = ops;
    this.names = new AtomicFiles(root.toAbsolutePath().normalize(), ops);
  }

  /**
   * Makes files outlive a power failure: first their bytes, then the names that lead to them.
   *
   * @param files below the root
   * @param folders below the root; each stands for the files that are in it
   * @throws StoreException if one is not there, or may be lost
   */
  public void sync(Collection<Path> files, Collection<Path> folders) {
    Set<Path> all = new LinkedHashSet<>(files);
    for (Path folder : folders) {
      all.addAll(filesIn(folder));
    }
    Set<Path> parents = new LinkedHashSet<>();
    for (Path file : all) {
      syncBytes(file);
      parents.add(file.getParent());
    }
    parents.forEach(this::syncNames);
  }

  private Collection<Path> filesIn(Path folder) {
    try {
      return ops.names(folder).stream().map(folder::resolve).toList();
    } catch (IOException e) {
      throw mayBeLost(folder, e);
    }
  }

  private void syncBytes(Path file) {
    try {
      ops.syncFile(file);
    } catch (IOException e) {
      throw mayBeLost(file, e);
    }
  }

  private void syncNames(Path folder) {
    try {
      names.syncNames(folder);
    } catch (IOException e) {
      throw mayBeLost(folder, e);
    }
  }

  private static StoreException mayBeLost(Path path, IOException cause) {
    return new StoreException(
        path + " could not be synced, and may be lost by a power failure: " + cause, cause);
  }
}
