package dev.rollforward.conformance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** A digest of the patched sources, by which an outdated answer is recognized. */
final class LibraryDigest {
  private static final int CHARACTERS = 16;

  private LibraryDigest() {}

  static String of(Path home) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String module : PatchedLibrary.MODULES) {
        add(digest, home.resolve(module).resolve("src").resolve("main").resolve("java"));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
