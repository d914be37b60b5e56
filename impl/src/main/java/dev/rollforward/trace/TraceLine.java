package dev.rollforward.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollforward.ProtocolEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The lines of a trace, as UTF-8 with their line feed. */
final class TraceLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_LENGTH = 256;

  private TraceLine() {}

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] header(String group) throws IOException {
    return line(
        json -> {
          json.writeNumberField(TraceFile.MARK, TraceFile.FORMAT);
          json.writeStringField("group", group);
        });
  }

  static byte[] event(String process, long sequence, ProtocolEvent event) throws IOException {
    return line(
        json -> {
          json.writeStringField("process", process);
          json.writeNumberField("sequence", sequence);
          json.writeStringField("action", event.action().name());
          json.writeStringField("operation", event.operation().value());
          if (event.table().isPresent()) {
            json.writeStringField("table", event.table().get());
          }
          json.writeFieldName("facts");
          value(json, event.facts().values());
        });
  }

  private static byte[] line(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else {
      scalar(json, value);
    }
  }

  private static void scalar(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }
}
