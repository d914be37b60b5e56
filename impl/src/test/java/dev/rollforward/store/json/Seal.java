package dev.rollforward.store.json;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Makes the checksum of an altered file fit again, so that only the alteration can be at fault. */
public final class Seal {
  private static final String FIELD = "\"checksum\": \"[0-9a-f]{64}\"";

  private Seal() {}

  /** The bytes of {@code text} under a checksum that fits. */
  public static byte[] again(String text) {
    String blank = text.replaceFirst(FIELD, field("0".repeat(64)));
    return blank.replaceFirst(FIELD, field(sha256(blank))).getBytes(StandardCharsets.UTF_8);
  }

  private static String field(String digits) {
    return "\"checksum\": \"" + digits + "\"";
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
