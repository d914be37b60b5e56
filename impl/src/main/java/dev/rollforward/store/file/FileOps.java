package dev.rollforward.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file system calls that the file stores make, so that tests can count them and let them fail.
 * Safe for use by several threads.
 */
interface FileOps {
  /**
   * Whether {@code file} exists. Never false because of an error.
   *
   * @throws IOException if it cannot be told
   */
  boolean exists(Path file) throws IOException;

  /**
   * The bytes of {@code file}, but no more than {@code limit + 1}.
   *
   * @throws java.nio.file.NoSuchFileException if it does not exist
   */
  byte[] read(Path file, int limit) throws IOException;

  /** Writes {@code file}, which does not exist yet. Its bytes are on the disk at return. */
  void write(Path file, byte[] content) throws IOException;

  /** Puts {@code content} over the first bytes of {@code file}, which need not exist yet. */
  void overwrite(Path file, byte[] content) throws IOException;

  /**
   * Gives {@code existing} a second name in one step.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken
   */
  void link(Path name, Path existing) throws IOException;

  /** Deletes {@code file}; does nothing if it does not exist. */
  void delete(Path file) throws IOException;

  /** Creates {@code folder}; does nothing if it exists. */
  void createFolder(Path folder) throws IOException;

  /** Brings the names in {@code folder} to the disk. */
  void syncFolder(Path folder) throws IOException;

  /** The names in {@code folder}, in no order; none if it does not exist. */
  List<String> names(Path folder) throws IOException;
}
