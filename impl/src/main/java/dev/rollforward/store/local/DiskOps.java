package dev.rollforward.store.local;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The calls of {@link FileOps} on a real file system. It must have hard links, and folders that can
 * be synced by opening them, as local file systems on Linux and macOS have.
 *
 * <p>Bytes go through streams and never through channels, which an interrupt would close. Only what
 * is not open for writing, as a folder never is, cannot be synced without a channel; of a thread
 * that is interrupted another one does it.
 */
final class DiskOps implements FileOps {
  @Override
  public boolean exists(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return Files.isSameFile(one, other);
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    requireRegular(file);
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.readNBytes(limit + 1);
    } catch (FileNotFoundException e) {
      throw whyNotOpened(file, e);
    }
  }

  /** Streams know one exception for all that keeps a file from being opened. */
  private IOException whyNotOpened(Path file, FileNotFoundException e) throws IOException {
    if (!exists(file)) {
      return new NoSuchFileException(file.toString());
    }
    return Files.isReadable(file)
        ? e
        : new AccessDeniedException(file.toString(), null, e.getMessage());
  }

  private static void requireRegular(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(file)) {
        throw new NotAFile("a symbolic link to nothing");
      }
      throw e;
    }
    if (!attributes.isRegularFile()) {
      throw new NotAFile(attributes.isDirectory() ? "a folder" : "a pipe or a device");
    }
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }

  @Override
  public void overwrite(Path file, byte[] content) throws IOException {
    if (exists(file) && !Files.isRegularFile(file)) {
      Files.delete(file);
    }
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(content);
      if (out.length() != content.length) {
        out.setLength(content.length);
      }
    }
  }

  @Override
  public void link(Path name, Path existing) throws IOException {
    try {
      Files.createLink(name, existing);
    } catch (UnsupportedOperationException e) {
      throw new IOException("the file system of " + name + " has no hard links", e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  @Override
  public void syncFile(Path file) throws IOException {
    sync(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    sync(folder);
  }

  private static void sync(Path path) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      syncElsewhere(path);
      return;
    }
    try {
      force(path);
    } catch (ClosedByInterruptException e) {
      syncElsewhere(path);
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** In a thread that nobody else knows, and so nobody interrupts. */
  private static void syncElsewhere(Path path) throws IOException {
    FutureTask<Void> sync =
        new FutureTask<>(
            () -> {
              force(path);
              return null;
            });
    Thread thread = new Thread(sync, "rollforward-sync");
    thread.setDaemon(true);
    thread.start();
    await(sync);
  }

  private static void await(FutureTask<Void> sync) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          sync.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public boolean mayChange(Path folder) {
    return Files.isReadable(folder) && Files.isWritable(folder) && Files.isExecutable(folder);
  }

  @Override
  public String fileSystemType(Path existing) throws IOException {
    return Files.getFileStore(existing).type();
  }
}
