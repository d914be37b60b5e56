package dev.rollforward.published.json;

import java.time.DateTimeException;
import java.time.Instant;

/** Times as ISO 8601 text. */
final class Instants {
  private Instants() {}

  static String text(Instant instant) {
    return instant.toString();
  }

  static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no time", e);
    }
  }
}
