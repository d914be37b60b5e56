package dev.rollforward.store.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.core.GroupId;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands around every stored body: format, kind, group and checksum.
 *
 * <p>The checksum is the SHA-256 of the whole file with the checksum's own digits set to zero, so
 * that it covers every byte, white space included.
 *
 * @param group the group it was written for
 * @param body what it says
 */
record Envelope(GroupId group, JsonNode body) {
  static final int FORMAT = 1;
  private static final String BLANK = "0".repeat(64);

  static byte[] seal(ObjectKind kind, GroupId group, ObjectNode body)
      throws JsonProcessingException, CharacterCodingException {
    ObjectNode envelope = Json.object();
    envelope.put("format", FORMAT);
    envelope.put("kind", kind.jsonName());
    envelope.put("group", group.value());
    envelope.put("checksum", BLANK);
    envelope.set("body", body);
    String text = Json.write(envelope);
    String checksum = sha256(Json.encodeUtf8(text));
    return Json.encodeUtf8(text.replace(checksumField(BLANK), checksumField(checksum)));
  }

  static Envelope open(byte[] content, Place place) {
    String text = text(content, place);
    JsonNode root = parse(text, place);
    checkFormat(root, place);
    try {
      Fields fields = Fields.exactly("it", root, "format", "kind", "group", "checksum", "body");
      checkChecksum(text, fields.text("checksum"));
      checkKind(fields.text("kind"), place.kind());
      return new Envelope(new GroupId(fields.text("group")), fields.any("body"));
    } catch (IllegalArgumentException e) {
      throw place.corrupt(e.getMessage(), e);
    }
  }

  private static String text(byte[] content, Place place) {
    if (content.length == 0) {
      throw place.corrupt("it is empty", null);
    }
    try {
      return Json.decodeUtf8(content);
    } catch (CharacterCodingException e) {
      throw place.corrupt("it is not UTF-8 text", e);
    }
  }

  private static JsonNode parse(String text, Place place) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw place.corrupt("it is not whole JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  /** Comes before all else: a newer format may have other fields and another checksum. */
  private static void checkFormat(JsonNode root, Place place) {
    JsonNode format = root.path("format");
    if (!format.isIntegralNumber() || format.bigIntegerValue().signum() <= 0) {
      throw place.corrupt("its format is no positive whole number", null);
    }
    if (!format.canConvertToInt() || format.intValue() > FORMAT) {
      throw place.newerFormat(format.asText(), FORMAT);
    }
  }

  private static void checkKind(String met, ObjectKind expected) {
    if (!met.equals(expected.jsonName())) {
      throw new IllegalArgumentException("it is of kind '" + met + "'");
    }
  }

  private static void checkChecksum(String text, String stated) {
    if (!text.contains(checksumField(stated)) || !checksum(text, stated).equals(stated)) {
      throw new IllegalArgumentException("its checksum does not fit its content");
    }
  }

  private static String checksum(String text, String stated) {
    try {
      String blank = text.replace(checksumField(stated), checksumField(BLANK));
      return sha256(Json.encodeUtf8(blank));
    } catch (CharacterCodingException e) {
      throw new AssertionError("it was decoded from UTF-8", e);
    }
  }

  /** Inside a JSON string its quotes would be escaped, so a text has it once, as the field. */
  private static String checksumField(String digits) {
    return "\"checksum\": \"" + digits + "\"";
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
