package dev.rollforward.store.local;

import dev.rollforward.store.blob.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A disk of which the power can be cut: it knows which bytes and which names were synced, and makes
 * the folder that a power failure leaves. There a name is what it was when its folder was last
 * synced, and a file whose bytes never were holds nothing, or what it held when the power failed.
 * Used by one thread.
 */
public final class PowerCut {
  /** What a name led to. */
  private record Entry(boolean isFolder, Object inode) {}

  private final Path root;
  private final Recorder recorder = new Recorder();
  private final Map<Object, byte[]> bytes = new HashMap<>();
  private final Map<Path, Map<String, Entry>> names = new HashMap<>();
  private Runnable afterEach = () -> {};
  private String failing = "/";
  private boolean keepsBytes;

  /**
   * @param root what is on that disk
   */
  public PowerCut(Path root) {
    this.root = root;
  }

  /** The objects of a group at the root. */
  public Blobs blobs() {
    return new LocalBlobs(root, recorder);
  }

  /** What syncs the files of others there. */
  public LocalSync sync() {
    return new LocalSync(root, recorder);
  }

  /** Runs after each call that makes anything durable. */
  public void afterEach(Runnable action) {
    afterEach = action;
  }

  /** From now on bytes that nobody has synced are kept. */
  public void keepBytes() {
    keepsBytes = true;
  }

  /** From now on the bytes of files in folders of this name cannot be synced. */
  public void failIn(String folder) {
    failing = folder;
  }

  /** The files that are not as they were when they were last synced, if they ever were. */
  public Set<Path> unsynced() throws IOException {
    return files(false);
  }

  /** The others. */
  public Set<Path> synced() throws IOException {
    return files(true);
  }

  private Set<Path> files(boolean synced) throws IOException {
    Set<Path> found = new TreeSet<>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (syncedBytes(file, entry(file)).isPresent() == synced) {
          found.add(root.relativize(file));
        }
      }
    }
    return found;
  }

  /** Makes {@code copy} what is at the root when the power comes back. */
  public void leave(Path copy) {
    try {
      if (names.getOrDefault(root.getParent(), Map.of()).containsKey(name(root))) {
        leave(root, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void leave(Path folder, Path copy) throws IOException {
    Files.createDirectory(copy);
    for (Map.Entry<String, Entry> name : names.getOrDefault(folder, Map.of()).entrySet()) {
      Path original = folder.resolve(name.getKey());
      Path left = copy.resolve(name.getKey());
      if (name.getValue().isFolder()) {
        leave(original, left);
      } else {
        byte[] unsynced =
            keepsBytes && Files.exists(original) ? Files.readAllBytes(original) : new byte[0];
        Files.write(left, syncedBytes(original, name.getValue()).orElse(unsynced));
      }
    }
  }

  /** An inode that was synced and deleted may be another file by now. */
  private Optional<byte[]> syncedBytes(Path file, Entry entry) throws IOException {
    Optional<byte[]> synced = Optional.ofNullable(bytes.get(entry.inode()));
    boolean isAnother =
        synced.isPresent()
            && Files.exists(file)
            && entry(file).equals(entry)
            && !Arrays.equals(Files.readAllBytes(file), synced.get());
    return isAnother ? Optional.empty() : synced;
  }

  private static Entry entry(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Entry(attributes.isDirectory(), attributes.fileKey());
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private final class Recorder extends ForwardingOps {
    @Override
    public void write(Path file, byte[] content) throws IOException {
      super.write(file, content);
      bytes.put(entry(file).inode(), content.clone());
      afterEach.run();
    }

    @Override
    public void syncFile(Path file) throws IOException {
      if (name(file.getParent()).equals(failing)) {
        throw new IOException("the disk is sick");
      }
      super.syncFile(file);
      bytes.put(entry(file).inode(), Files.readAllBytes(file));
      afterEach.run();
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
      super.syncFolder(folder);
      Map<String, Entry> now = new HashMap<>();
      for (String name : names(folder)) {
        now.put(name, entry(folder.resolve(name)));
      }
      names.put(folder, now);
      afterEach.run();
    }
  }
}
