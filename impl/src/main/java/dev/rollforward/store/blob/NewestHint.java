package dev.rollforward.store.blob;

import dev.rollforward.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * An object that says "at least this manifest exists". It may be stale or absent, and one that is
 * damaged counts as absent: the next {@link #write} repairs it. It carries a checksum, since a
 * flipped digit would name a manifest that never was. That also makes it safe to overwrite in
 * place, which costs a tenth of a rename. Safe for use by several threads and processes.
 */
final class NewestHint {
  private static final int LENGTH = 20 + 1 + 8 + 1;
  private static final Pattern FORM = Pattern.compile("[0-9]{20} [0-9a-f]{8}\n");

  private final Blobs blobs;
  private final String key;

  NewestHint(Blobs blobs, String key) {
    this.blobs = blobs;
    this.key = key;
  }

  /**
   * The hinted version; empty if there is no usable hint.
   *
   * @throws StoreException if there is one and it cannot be read
   */
  OptionalLong read() {
    return blobs
        .read(key, LENGTH)
        .map(content -> parse(new String(content, StandardCharsets.ISO_8859_1)))
        .orElse(OptionalLong.empty());
  }

  /**
   * Replaces the hint.
   *
   * @param version a manifest that exists durably
   * @throws StoreException if it may not have been replaced
   */
  void write(long version) {
    blobs.overwrite(key, text(version).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static OptionalLong parse(String text) {
    if (!FORM.matcher(text).matches()) {
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
    String number = String.format(Locale.ROOT, "%020d", version);
    CRC32C checksum = new CRC32C();
    checksum.update(number.getBytes(StandardCharsets.ISO_8859_1));
    return String.format(Locale.ROOT, "%s %08x\n", number, checksum.getValue());
  }
}
