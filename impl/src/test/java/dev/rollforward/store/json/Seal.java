package dev.rollforward.store.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Makes the checksum of an altered file fit again, so that only the alteration can be at fault. */
public final class Seal {
  private static final String FIELD = "\"sha256\":\"[0-9a-f]{64}\"";

  private Seal() {}

  /** The bytes of {@code text} under a checksum that fits. */
  public static byte[] again(String text) {
    String checksum = sha256(text.replaceFirst(FIELD, "\"sha256\":\"\""));
    return text.replaceFirst(FIELD, "\"sha256\":\"" + checksum + "\"").getBytes(UTF_8);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
