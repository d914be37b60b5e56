package dev.rollforward.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file system calls that {@link LocalBlobs} makes, so that tests can count them and let them
 * fail. None of them is broken by an interrupt, and none loses the interrupted flag. Safe for use
 * by several threads.
 */
interface FileOps {
  /**
   * Whether the name {@code file} is taken, by a file or by anything else, a link to nothing
   * included. Never false because of an error.
   *
   * @throws IOException if it cannot be determined
   */
  boolean exists(Path file) throws IOException;

  /** Whether {@code one} and {@code other} are names of the same file. */
  boolean isSameFile(Path one, Path other) throws IOException;

  /**
   * The bytes of {@code file}, but no more than {@code limit + 1}.
   *
   * @throws java.nio.file.NoSuchFileException if there is nothing under that name
   * @throws NotAFile if it is no regular file, which is not even opened: a pipe might never answer
   */
  byte[] read(Path file, int limit) throws IOException;

  /** Writes {@code file}, which does not exist yet. Its bytes are on the disk at return. */
  void write(Path file, byte[] content) throws IOException;

  /**
   * Brings the bytes of {@code file}, whoever wrote them, to the disk.
   *
   * @throws java.nio.file.NoSuchFileException if there is nothing under that name
   */
  void syncFile(Path file) throws IOException;

  /** Makes {@code content} all that is in {@code file}, which need not exist yet. */
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

  /** Whether this user may list, create and delete names in {@code folder}. */
  boolean mayChange(Path folder) throws IOException;

  /** The type of the file system on which {@code existing} lies, such as {@code ext4}. */
  String fileSystemType(Path existing) throws IOException;

  /** What has a file's name is something else. */
  final class NotAFile extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what it is, after "it is"
     */
    NotAFile(String what) {
      super(what);
    }
  }
}
