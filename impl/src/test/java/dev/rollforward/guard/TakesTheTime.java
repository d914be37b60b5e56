package dev.rollforward.guard;

import java.time.Instant;
import java.util.UUID;

/** What the protocol must not do by itself. */
final class TakesTheTime {
  private TakesTheTime() {}

  static String now() {
    return Instant.now() + " " + UUID.randomUUID();
  }
}
