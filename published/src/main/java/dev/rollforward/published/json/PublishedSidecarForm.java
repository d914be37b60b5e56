package dev.rollforward.published.json;

import static dev.rollforward.store.json.Forms.require;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.List;
import java.util.Map;

/**
 * The body of a sidecar of the published sweep.
 *
 * @param others fields of a newer schema version; none in this one
 */
record PublishedSidecarForm(
    String group,
    long schemaVersion,
    String operation,
    String startedAt,
    String actor,
    String writerKind,
    List<PinOf> pins,
    List<Table> registrations,
    List<Table> tombstones,
    @JsonAnySetter Map<String, Object> others) {
  PublishedSidecarForm {
    require(group, "group");
    require(operation, "operation");
    require(startedAt, "startedAt");
    require(actor, "actor");
    require(writerKind, "writerKind");
    require(pins, "pins").forEach(pin -> require(pin, "a pin"));
    require(registrations, "registrations").forEach(table -> require(table, "a registration"));
    require(tombstones, "tombstones").forEach(table -> require(table, "a tombstone"));
    others = others == null ? Map.of() : others;
  }

  /** What only a newer schema version has. */
  @JsonAnyGetter
  @Override
  public Map<String, Object> others() {
    return others;
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
