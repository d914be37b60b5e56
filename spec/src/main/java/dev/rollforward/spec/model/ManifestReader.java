package dev.rollforward.spec.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.rollforward.spec.UsageException;
import java.util.regex.Pattern;

/** Reads the file of a module strictly: what the reader does not know, it refuses. */
final class ManifestReader {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          // A JSON false would become the model value "false", which is neither TRUE nor FALSE.
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
              })
          .build()
          .readerFor(ModuleFile.class);

  private static final Pattern MISSING =
      Pattern.compile("^Missing required creator property .*", Pattern.DOTALL);

  private ManifestReader() {}

  static ModuleFile parse(String json, String origin) {
    try {
      return READER.readValue(json);
    } catch (JsonMappingException e) {
      throw new UsageException(origin + line(e) + path(e) + ": " + problem(e), e);
    } catch (JsonProcessingException e) {
      throw new UsageException(origin + line(e) + ": " + e.getOriginalMessage(), e);
    }
  }

  private static String problem(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "there is no such field; there are " + unknown.getKnownPropertyIds();
    }
    if (e.getCause() instanceof IllegalArgumentException cause) {
      return cause.getMessage();
    }
    return MISSING.matcher(e.getOriginalMessage()).replaceFirst("is missing");
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? ": " : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
