package dev.rollforward.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A new folder that is gone at the end, also when the end is an interrupt from the keyboard. */
public final class TempFolder implements AutoCloseable {
  private final Path path;
  private final Thread hook = new Thread(this::end, "temporary folder");
  private volatile Process user;
  private volatile boolean kept;

  /**
   * Makes it.
   *
   * @param prefix how its name starts; the number of this process follows, so that what a killed
   *     one has left is known as nobody's
   */
  public TempFolder(String prefix) {
    try {
      path = Files.createTempDirectory(prefix + ProcessHandle.current().pid() + "-");
    } catch (IOException e) {
      throw CliException.unknown(
          "cannot make a folder under " + System.getProperty("java.io.tmpdir") + ": " + e,
          "make room there, or set TMPDIR to another folder",
          e);
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Lets {@code process} use it: it is killed before the folder goes. */
  public void lendTo(Process process) {
    user = process;
  }

  /** Lets it stay for good. */
  public void keep() {
    kept = true;
  }

  /**
   * Removes it.
   *
   * @throws UncheckedIOException if some of it is left
   */
  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void end() {
    if (user != null) {
      // Whoever still writes into a folder keeps it from being removed.
      user.destroyForcibly().onExit().join();
    }
    if (!kept) {
      remove();
    }
  }

  private void remove() {
    try {
      Files.walkFileTree(path, new Remover());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
