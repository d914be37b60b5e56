package dev.rollforward.store.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Records as JSON text, written for people and read strictly. */
final class Json {
  /** Nothing that we write is nested deeper than half of this. */
  private static final int MAX_DEPTH = 20;

  /** Names and messages are free text; what is longer is refused before it is written. */
  private static final int MAX_TEXT = 1 << 20;

  private static final JsonMapper MAPPER = mapper();
  private static final ObjectWriter WRITER = MAPPER.writer(new LinePerEntry());

  private Json() {}

  /** The body that says {@code form}, with a line end after it. The same on every platform. */
  static byte[] write(Record form) throws JsonProcessingException {
    byte[] text = WRITER.writeValueAsBytes(form);
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }

  /**
   * What the body of {@code content} says.
   *
   * @param start where the body begins
   * @param strict whether a field that {@code type} does not have is an error
   */
  static <F extends Record> F read(byte[] content, int start, Class<F> type, boolean strict)
      throws JsonProcessingException {
    ObjectReader reader = MAPPER.readerFor(type);
    ObjectReader suited =
        strict ? reader : reader.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    refuseSurrogates(content, start);
    try {
      F form = suited.readValue(content, start, content.length - start);
      if (form == null) {
        throw new JsonMappingException(null, "it is null");
      }
      return form;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonMappingException(null, e.getMessage(), e);
    }
  }

  /**
   * Half a character can only be written as an escape, which other readers replace by another
   * character or refuse.
   */
  private static void refuseSurrogates(byte[] content, int start) throws JsonProcessingException {
    for (int at = start; at < content.length - 1; at++) {
      if (content[at] == '\\') {
        int escape = escape(content, at);
        boolean high = escape >= 0xD8 && escape < 0xDC;
        int next = high ? escape(content, at + 6) : 0;
        if (high != (next >= 0xDC && next < 0xE0) || (escape >= 0xDC && escape < 0xE0)) {
          throw new JsonMappingException(null, "it has half a character, a lone surrogate");
        }
        at += high ? 11 : 1;
      }
    }
  }

  /** The high byte of the escape {@code backslash u XXXX} at {@code at}; 0 if there is none. */
  private static int escape(byte[] content, int at) {
    if (at + 3 >= content.length || content[at] != '\\' || content[at + 1] != 'u') {
      return 0;
    }
    int high = Character.digit(content[at + 2], 16);
    int low = Character.digit(content[at + 3], 16);
    return high < 0 || low < 0 ? 0 : high * 16 + low;
  }

  /** What is wrong, and where in the body. */
  static String problem(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? path(mapping) + ": " + e.getOriginalMessage()
        : e.getOriginalMessage();
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static JsonMapper mapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxDocumentLength(ObjectCodec.MAX_BYTES)
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(MAX_TEXT)
            .maxStringLength(MAX_TEXT)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }
}
