package dev.rollforward.lance;

import java.nio.file.Path;
import java.util.Collection;

/** Makes files durable, which Lance does not. Safe for use by several threads. */
@FunctionalInterface
public interface FileSync {
  /**
   * Makes files, and the names that lead to them, outlive a power failure.
   *
   * @param folders stand for the files that are in them
   * @throws dev.rollforward.StoreException if one may be lost
   */
  void sync(Collection<Path> files, Collection<Path> folders);
}
