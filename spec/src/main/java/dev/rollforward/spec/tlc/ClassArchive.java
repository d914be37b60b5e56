package dev.rollforward.spec.tlc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * TLC's classes in the form in which the JVM maps them into memory (class-data sharing): a third of
 * a JVM's start is the loading of them. The first run writes the archive, those after it use it. A
 * JVM that cannot use an archive ignores it.
 */
public final class ClassArchive {
  private static final String PREFIX = "tlc-";
  private static final String SUFFIX = ".jsa";
  private static final int CHARACTERS = 16;

  private final Path folder;
  private final AtomicBoolean written = new AtomicBoolean();

  /**
   * The archives in a folder, which is made when the first is written. Several processes may use it
   * at once.
   */
  public ClassArchive(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * The flags for a JVM with a class path.
   *
   * @param next where this run may write the archive, if it is the one that does; empty for a run
   *     that does not end soon, or is killed in the end
   */
  List<String> flags(String classPath, Optional<Path> next) {
    // The JVM refuses to archive what it has from a folder, and ends.
    if (!Stream.of(classPath.split(File.pathSeparator)).map(File::new).allMatch(File::isFile)) {
      return List.of();
    }
    Path file = file(classPath);
    if (Files.isRegularFile(file)) {
      return List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:disable");
    }
    return next.isPresent() && written.compareAndSet(false, true)
        ? List.of("-XX:ArchiveClassesAtExit=" + next.get(), "-Xlog:disable")
        : List.of();
  }

  /** Takes what a run wrote, if it wrote an archive; those for other class paths go. */
  void take(String classPath, Path next) {
    if (!Files.isRegularFile(next)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path own = Files.createTempFile(folder, "next-", SUFFIX);
      Files.move(next, own, StandardCopyOption.REPLACE_EXISTING);
      try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
        for (Path other : others) {
          Files.deleteIfExists(other);
        }
      }
      Files.move(own, file(classPath), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep TLC's classes in " + folder, e);
    }
  }

  /** Another JVM, or another file on the class path, is another archive. */
  private Path file(String classPath) {
    StringBuilder key = new StringBuilder(Runtime.version().toString());
    for (String entry : classPath.split(File.pathSeparator)) {
      File file = new File(entry);
      key.append('\n').append(entry).append(' ').append(file.length());
      key.append(' ').append(file.lastModified());
    }
    return folder.resolve(PREFIX + digest(key.toString()) + SUFFIX);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] bytes = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
