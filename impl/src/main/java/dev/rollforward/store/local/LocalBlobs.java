package dev.rollforward.store.local;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Blobs;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Objects as files under a root folder on a local file system; see the package for what it must
 * offer. The root and the folders in it are made by the first create. Only {@link #create}, {@link
 * #delete}, {@link #overwrite} and {@link #probe} change anything. Safe for use by several threads
 * and processes.
 */
public final class LocalBlobs implements Blobs {
  private final Path root;
  private final FileOps ops;
  private final AtomicFiles files;
  private final FileSystemProbe probe;

  /**
   * Nothing is read or written yet. {@link #probe} refuses a network file system.
   *
   * @param root the folder; need not exist
   * @throws IllegalArgumentException if its name has a control character, which the table format
   *     would read as another name
   */
  public LocalBlobs(Path root) {
    this(root, false);
  }

  /**
   * As {@link #LocalBlobs(Path)}.
   *
   * @param allowNetworkFileSystem whether {@link #probe} accepts a file system that is known to be
   *     a network's; the caller then answers for it that a link is atomic and a sync is one
   */
  public LocalBlobs(Path root, boolean allowNetworkFileSystem) {
    this(root, new DiskOps(), allowNetworkFileSystem);
  }

  LocalBlobs(Path root, FileOps ops) {
    this(root, ops, false);
  }

  private LocalBlobs(Path root, FileOps ops, boolean allowNetworkFileSystem) {
    this.root = checked(root.toAbsolutePath().normalize());
    this.ops = Objects.requireNonNull(ops, "ops");
    this.files = new AtomicFiles(this.root, ops);
    this.probe = new FileSystemProbe(this.root, ops, allowNetworkFileSystem);
  }

  private static Path checked(Path root) {
    root.toString()
        .codePoints()
        .filter(Character::isISOControl)
        .findFirst()
        .ifPresent(
            control -> {
              throw new IllegalArgumentException(
                  "the root '"
                      + visible(root.toString())
                      + "' has a control character (U+00"
                      + (control < 16 ? "0" : "")
                      + Integer.toHexString(control)
                      + ") in its name, and its tables would be put elsewhere. Choose another name");
            });
    return root;
  }

  private static String visible(String text) {
    return text.codePoints()
        .map(character -> Character.isISOControl(character) ? '?' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Override
  public Created create(String key, byte[] content) {
    return files.create(path(key), content);
  }

  @Override
  public Optional<byte[]> read(String key, int limit) {
    Path file = path(key);
    try {
      return Optional.of(ops.read(file, limit));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileOps.NotAFile e) {
      throw new Unreadable(
          Reason.CORRUPT,
          file.toString(),
          "it is " + e.getMessage() + ", not a file",
          "Move it away, and restore the file from a backup",
          e);
    } catch (AccessDeniedException e) {
      throw new StoreException(
          "cannot read "
              + file
              + ": permission denied. Every user who opens a group needs to read its files: check"
              + " their owner, their mode and the umask of the processes that write",
          e);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public boolean exists(String key) {
    Path file = path(key);
    try {
      return ops.exists(file);
    } catch (IOException e) {
      throw new StoreException("cannot determine whether " + file + " exists: " + e, e);
    }
  }

  @Override
  public void delete(String key) {
    files.delete(path(key));
  }

  @Override
  public List<String> list(String folder) {
    Path path = folder.isEmpty() ? root : path(folder);
    try {
      return ops.names(path).stream().filter(name -> !name.startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new StoreException("cannot list " + path + ": " + e, e);
    }
  }

  @Override
  public void makeDurable(String key) {
    files.makeDurable(path(key));
  }

  @Override
  public void overwrite(String key, byte[] content) {
    Path file = path(key);
    try {
      ops.overwrite(file, content);
    } catch (IOException e) {
      throw new StoreException("could not overwrite " + file + ": " + e, e);
    }
  }

  @Override
  public void probe(List<String> folders) {
    probe.run(folders);
  }

  @Override
  public String location(String key) {
    return path(key).toString();
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private Path path(String key) {
    return root.resolve(key);
  }
}
