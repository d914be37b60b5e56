package dev.rollforward.store.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * A file that says "at least this manifest exists". It may be stale or absent, and one that is
 * damaged counts as absent. It carries a checksum: without one, a flipped digit would name a
 * manifest that never was. That also makes it safe to overwrite in place, which costs a tenth of a
 * rename: a reader that meets half a hint meets none. Safe for use by several threads and
 * processes.
 */
final class HintFile {
  private static final int LENGTH = 20 + 1 + 8 + 1;

  private final Path file;
  private final FileOps ops;

  HintFile(Path file, FileOps ops) {
    this.file = file;
    this.ops = ops;
  }

  /**
   * The hinted version; empty if there is no usable hint.
   *
   * @throws IOException if the file exists and cannot be read
   */
  OptionalLong read() throws IOException {
    try {
      return parse(new String(ops.read(file, LENGTH), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Replaces the hint.
   *
   * @param version a manifest that exists durably
   * @throws IOException if it may not have been replaced
   */
  void write(long version) throws IOException {
    ops.overwrite(file, text(version).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static OptionalLong parse(String text) {
    if (!text.matches("[0-9]{20} [0-9a-f]{8}\n")) {
      return OptionalLong.empty();
    }
    long version;
    try {
      version = Long.parseLong(text.substring(0, 20));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
    return text.equals(text(version)) ? OptionalLong.of(version) : OptionalLong.empty();
  }

  private static String text(long version) {
    String number = String.format("%020d", version);
    CRC32C checksum = new CRC32C();
    checksum.update(number.getBytes(StandardCharsets.ISO_8859_1));
    return String.format("%s %08x\n", number, checksum.getValue());
  }
}
