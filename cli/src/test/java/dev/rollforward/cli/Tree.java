package dev.rollforward.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything below a folder, so that any change shows: names, contents, times, permissions. */
final class Tree {
  private Tree() {}

  static SortedMap<String, String> of(Path folder) {
    SortedMap<String, String> entries = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        entries.put(folder.relativize(file).toString(), describe(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static String describe(Path file) throws IOException {
    return String.join(
        " ",
        Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toString(),
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).toString(),
        Files.isRegularFile(file) ? sha256(Files.readAllBytes(file)) : "not a file");
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
