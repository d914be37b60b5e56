package dev.rollforward.store.local;

import dev.rollforward.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Finds out, by trying, whether the file system of a root can do what {@link AtomicFiles} needs.
 * The root must exist.
 */
final class FileSystemProbe {
  /**
   * As {@code java.nio.file.FileStore.type()} names them. A client of these may repeat a link whose
   * answer it has lost, cache names, or sync less than it says.
   */
  private static final Set<String> NETWORKED =
      Set.of(
          "9p",
          "afpfs",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "davfs",
          "fuse.ceph",
          "fuse.cephfs",
          "fuse.gcsfuse",
          "fuse.glusterfs",
          "fuse.juicefs",
          "fuse.rclone",
          "fuse.s3fs",
          "fuse.sshfs",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs3",
          "nfs4",
          "orangefs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "webdav");

  private static final String ELSEWHERE = "Put the group on another file system";

  private final Path root;
  private final FileOps ops;
  private final boolean allowNetwork;

  FileSystemProbe(Path root, FileOps ops, boolean allowNetwork) {
    this.root = root;
    this.ops = ops;
    this.allowNetwork = allowNetwork;
  }

  /**
   * @param folders names of folders in the root that are written to; need not exist
   * @throws StoreException if it cannot be used; the message says why and what to do
   */
  void run(List<String> folders) {
    Path existing = existing();
    refuseNetwork(existing);
    Path file = existing.resolve(".probe." + UUID.randomUUID() + ".tmp");
    Path name = existing.resolve(".probe." + UUID.randomUUID() + ".tmp");
    try {
      write(file);
      link(name, file);
      linkAgain(name, file);
      sync(existing);
    } catch (StoreException e) {
      discard(name, e);
      discard(file, e);
      throw e;
    }
    delete(name);
    delete(file);
    folders.stream().map(root::resolve).forEach(this::requireAccess);
  }

  private void requireAccess(Path folder) {
    try {
      if (ops.exists(folder) && !ops.mayChange(folder)) {
        throw unusable(
            "its folder " + folder.getFileName() + " may not be read and written by this user",
            null,
            "Give every user who writes to the group the right to read and write its folders: check"
                + " their owner, their mode and the umask of the processes that write");
      }
    } catch (IOException e) {
      throw unusable("its folder " + folder + " cannot be looked at", e, "Check its permissions");
    }
  }

  /** The root, or the lowest folder above it that exists. */
  private Path existing() {
    Path folder = root;
    try {
      while (!ops.exists(folder)) {
        folder = folder.getParent();
      }
      return folder;
    } catch (IOException e) {
      throw unusable("cannot be looked at", e, "Check the path and the permissions above it");
    }
  }

  private void refuseNetwork(Path existing) {
    String type;
    try {
      type = ops.fileSystemType(existing).toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw unusable("its file system cannot be determined", e, "Check the path");
    }
    if (NETWORKED.contains(type) && !allowNetwork) {
      throw unusable(
          "lies on a network file system (" + type + "), where a lost answer can lose a commit",
          null,
          "Put the group on a local disk; or, if you answer for it that links are atomic, names are"
              + " seen at once and syncs are durable there, open it with"
              + " OpenOptions.builder().allowNetworkFileSystem()");
    }
  }

  private void write(Path file) {
    try {
      ops.write(file, new byte[] {'x'});
    } catch (IOException e) {
      throw unusable(
          "no file can be written in it",
          e,
          "Check owner, mode and free space of the folder, or open the group for reading only");
    }
  }

  private void link(Path name, Path file) {
    try {
      ops.link(name, file);
    } catch (IOException e) {
      throw unusable(
          "its file system refuses hard links, by which files are created whole or not at all",
          e,
          "Put the group on a file system that has them, as ext4, xfs, btrfs, zfs and APFS do (FAT"
              + " and exFAT do not)");
    }
  }

  private void linkAgain(Path name, Path file) {
    try {
      ops.link(name, file);
    } catch (FileAlreadyExistsException expected) {
      return;
    } catch (IOException e) {
      throw unusable("a second link under one name fails as it should not", e, ELSEWHERE);
    }
    throw unusable("its file system lets two links take one name", null, ELSEWHERE);
  }

  private void sync(Path folder) {
    try {
      ops.syncFolder(folder);
    } catch (AccessDeniedException e) {
      throw unusable(
          "the folder cannot be opened, and so not be synced",
          e,
          "Give every user who writes to the group the right to read its folders");
    } catch (IOException e) {
      throw unusable("the folder cannot be synced, so nothing in it is durable", e, ELSEWHERE);
    }
  }

  private void delete(Path file) {
    try {
      ops.delete(file);
    } catch (IOException e) {
      throw unusable("a file in it cannot be deleted", e, "Check owner and mode of the folder");
    }
  }

  private void discard(Path file, StoreException failure) {
    try {
      ops.delete(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private StoreException unusable(String problem, IOException cause, String remedy) {
    String why = cause == null ? "" : " (" + cause + ")";
    return new StoreException(
        "a group cannot be written at " + root + ": " + problem + why + ". " + remedy, cause);
  }
}
