package dev.rollforward.store.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of every stored object. Its form never changes, so that every release can tell
 * damage from a newer format, and whose file it is.
 *
 * <pre>{@code
 * {"rollforward":"manifest","format":2,"minReader":2,"sha256":"<64 hexadecimal digits>"}
 * }</pre>
 *
 * <p>The checksum is that of all bytes of the object without its own 64 digits.
 *
 * @param kind the word for the kind of object
 * @param format the format of the body
 * @param minReader the least format that a reader must know
 * @param checksum the SHA-256 that it states, as lower-case hexadecimal digits
 * @param length the number of bytes of the line, its end included
 */
record Header(String kind, int format, int minReader, String checksum, int length) {
  /** No header is longer. */
  static final int MAX_BYTES = 256;

  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"rollforward\":\"([a-z-]{1,64})\",\"format\":([1-9][0-9]{0,8}),\"minReader\":([1-9][0-9]{0,8}),\"sha256\":\"([0-9a-f]{64})\"}\n");

  private static final int DIGITS = 64;
  private static final String AFTER_DIGITS = "\"}\n";

  /** How a file of format 1 began. */
  private static final String FORMAT_1 = "{\n  \"format\": 1,";

  /**
   * The header of {@code content}.
   *
   * @param content the object, or at least its first {@link #MAX_BYTES} bytes
   * @throws dev.rollforward.StoreException.Unreadable if it has none
   */
  static Header of(byte[] content, Place place) {
    if (content.length == 0) {
      throw place.corrupt("it is empty", null);
    }
    String start = ascii(content);
    Matcher header = FORM.matcher(start);
    if (!header.lookingAt()) {
      throw start.startsWith(FORMAT_1)
          ? place.olderFormat(1, ObjectKind.OLDEST_FORMAT)
          : place.corrupt("its first line is not the header of a stored object", null);
    }
    return new Header(
        header.group(1),
        Integer.parseInt(header.group(2)),
        Integer.parseInt(header.group(3)),
        header.group(4),
        header.end());
  }

  /** The object of this kind that has this body. */
  static byte[] seal(ObjectKind kind, byte[] body) {
    String line =
        "{\"rollforward\":\""
            + kind.jsonName()
            + "\",\"format\":"
            + kind.format()
            + ",\"minReader\":"
            + kind.minReader()
            + ",\"sha256\":\"";
    byte[] before = line.getBytes(StandardCharsets.US_ASCII);
    byte[] after = AFTER_DIGITS.getBytes(StandardCharsets.US_ASCII);
    byte[] content = new byte[before.length + DIGITS + after.length + body.length];
    System.arraycopy(before, 0, content, 0, before.length);
    System.arraycopy(after, 0, content, before.length + DIGITS, after.length);
    System.arraycopy(body, 0, content, before.length + DIGITS + after.length, body.length);
    byte[] digits = sum(content, before.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, content, before.length, DIGITS);
    return content;
  }

  /** Whether {@code content}, which begins with this header, is what it was written as. */
  boolean fits(byte[] content) {
    return sum(content, length - AFTER_DIGITS.length() - DIGITS).equals(checksum);
  }

  /** The checksum of {@code content} without the digits that begin at {@code digits}. */
  private static String sum(byte[] content, int digits) {
    MessageDigest sha = sha256();
    sha.update(content, 0, digits);
    sha.update(content, digits + DIGITS, content.length - digits - DIGITS);
    return HexFormat.of().formatHex(sha.digest());
  }

  private static String ascii(byte[] content) {
    int length = Math.min(content.length, MAX_BYTES);
    return new String(content, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
