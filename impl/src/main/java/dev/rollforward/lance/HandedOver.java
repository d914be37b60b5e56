package dev.rollforward.lance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The JSON of what one machine hands to another: a kind, a format, a body and its checksum. Read
 * strictly: a damaged one could name another's files.
 */
public final class HandedOver {
  private static final int FORMAT = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private HandedOver() {}

  private record Form(String kind, int format, String checksum, String body) {}

  /** {@code body} as one line of JSON. */
  public static String write(String kind, Record body) {
    try {
      String text = MAPPER.writeValueAsString(body);
      return MAPPER.writeValueAsString(new Form(kind, FORMAT, checksum(text), text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings and numbers is always JSON", e);
    }
  }

  /**
   * The body that {@code json} carries.
   *
   * @throws IllegalArgumentException if it is not of this kind and format, or is damaged
   */
  public static <B extends Record> B read(String kind, String json, Class<B> type) {
    Form form = parse(kind, json, Form.class);
    if (!kind.equals(form.kind())) {
      throw new IllegalArgumentException("this is " + form.kind() + ", not " + kind);
    }
    if (form.format() != FORMAT) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is of format %d, and this release knows %d: use the same release everywhere",
              kind,
              form.format(),
              FORMAT));
    }
    String body = Objects.requireNonNullElse(form.body(), "");
    if (!checksum(body).equals(form.checksum())) {
      throw new IllegalArgumentException(
          kind + " is damaged: its checksum does not fit. Hand it over again");
    }
    return parse(kind, body, type);
  }

  private static <B> B parse(String kind, String json, Class<B> type) {
    try {
      return Objects.requireNonNull(MAPPER.readValue(json, type));
    } catch (JsonProcessingException | NullPointerException e) {
      String problem =
          e instanceof JsonProcessingException bad ? bad.getOriginalMessage() : "it is null";
      throw new IllegalArgumentException("this is no " + kind + ": " + problem, e);
    }
  }

  private static String checksum(String body) {
    CRC32C checksum = new CRC32C();
    checksum.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", checksum.getValue());
  }
}
