package dev.rollforward.published.json;

import static dev.rollforward.store.json.Forms.require;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The body of a sidecar of the published sweep. What it does not know is ignored, so that it comes
 * to look at the schema version: a newer one may have more fields.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PublishedSidecarForm(
    String group,
    long schemaVersion,
    String operation,
    String startedAt,
    String actor,
    String writerKind,
    List<PinOf> pins,
    List<Table> registrations,
    List<Table> tombstones) {
  PublishedSidecarForm {
    require(group, "group");
    require(operation, "operation");
    require(startedAt, "startedAt");
    require(actor, "actor");
    require(writerKind, "writerKind");
    require(pins, "pins").forEach(pin -> require(pin, "a pin"));
    require(registrations, "registrations").forEach(table -> require(table, "a registration"));
    require(tombstones, "tombstones").forEach(table -> require(table, "a tombstone"));
  }

  /**
   * What is done to one table.
   *
   * @param confirmedVersion null until it is confirmed
   */
  record PinOf(
      String key, String path, long expectedVersion, long postCommitPin, Long confirmedVersion) {
    PinOf {
      require(key, "key");
      require(path, "path");
    }
  }

  /** A table that is registered or dropped. */
  record Table(String key, String path) {
    Table {
      require(key, "key");
      require(path, "path");
    }
  }
}
