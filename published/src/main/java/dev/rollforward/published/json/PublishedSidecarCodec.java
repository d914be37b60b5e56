package dev.rollforward.published.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.TableId;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.core.SidecarPin;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.store.json.Fields;
import dev.rollforward.store.json.ObjectCodec;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sidecars of the published sweep as JSON. Stateless and safe for use by several threads. */
public final class PublishedSidecarCodec extends ObjectCodec<PublishedSidecar> {
  private static final String VERSION = "schemaVersion";
  private static final String[] TABLE = {"key", "path"};
  private static final String[] PIN = {
    "key", "path", "expectedVersion", "postCommitPin", "confirmedVersion"
  };

  /** A codec; all are alike. */
  public PublishedSidecarCodec() {
    super(Kinds.SIDECAR);
  }

  @Override
  public GroupId group(PublishedSidecar sidecar) {
    return sidecar.group();
  }

  @Override
  public String name(PublishedSidecar sidecar) {
    return sidecar.operation().value();
  }

  @Override
  protected ObjectNode body(PublishedSidecar sidecar) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(VERSION, PublishedSidecar.SCHEMA_VERSION);
    body.put("operation", sidecar.operation().value());
    body.put("startedAt", Instants.text(sidecar.startedAt()));
    body.put("actor", sidecar.actor());
    body.put("writerKind", sidecar.kind().name());
    ArrayNode pins = body.putArray("pins");
    sidecar.pins().forEach((key, pin) -> put(pins.addObject(), key, pin));
    put(body.putArray("registrations"), sidecar.registrations());
    put(body.putArray("tombstones"), sidecar.tombstones());
    return body;
  }

  private static void put(ObjectNode node, String key, SidecarPin pin) {
    node.put("key", key);
    node.put("path", pin.path().value());
    node.put("expectedVersion", pin.expected());
    node.put("postCommitPin", pin.postCommit());
    node.put(
        "confirmedVersion",
        pin.confirmed().isPresent() ? (Long) pin.confirmed().getAsLong() : null);
  }

  private static void put(ArrayNode nodes, SortedMap<String, TableId> tables) {
    tables.forEach((key, path) -> nodes.addObject().put("key", key).put("path", path.value()));
  }

  @Override
  protected PublishedSidecar object(GroupId group, JsonNode json) {
    checkVersion(json.path(VERSION));
    Fields body =
        Fields.exactly(
            "body",
            json,
            VERSION,
            "operation",
            "startedAt",
            "actor",
            "writerKind",
            "pins",
            "registrations",
            "tombstones");
    return new PublishedSidecar(
        group,
        new OperationId(body.text("operation")),
        Instants.parse(body.text("startedAt")),
        body.text("actor"),
        body.constant("writerKind", WriterKind.class),
        pins(body),
        tables(body, "registrations"),
        tables(body, "tombstones"));
  }

  /** Comes first: a newer schema may have other fields. */
  private static void checkVersion(JsonNode version) {
    if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
      throw new IllegalArgumentException("body.schemaVersion is no positive whole number");
    }
    if (version.longValue() > PublishedSidecar.SCHEMA_VERSION) {
      throw new NewerSchema(version.longValue(), PublishedSidecar.SCHEMA_VERSION);
    }
  }

  private static SortedMap<String, SidecarPin> pins(Fields body) {
    SortedMap<String, SidecarPin> pins = new TreeMap<>();
    body.list("pins", fields -> pins.put(newKey(pins, fields), pin(fields)), PIN);
    return pins;
  }

  private static SidecarPin pin(Fields fields) {
    return new SidecarPin(
        new TableId(fields.text("path")),
        fields.number("expectedVersion", 1),
        fields.number("postCommitPin", 1),
        fields.isNull("confirmedVersion")
            ? OptionalLong.empty()
            : OptionalLong.of(fields.number("confirmedVersion", 1)));
  }

  private static SortedMap<String, TableId> tables(Fields body, String name) {
    SortedMap<String, TableId> tables = new TreeMap<>();
    body.list(
        name,
        fields -> tables.put(newKey(tables, fields), new TableId(fields.text("path"))),
        TABLE);
    return tables;
  }

  private static String newKey(SortedMap<String, ?> known, Fields fields) {
    String key = fields.text("key");
    if (known.containsKey(key)) {
      throw new IllegalArgumentException("body names table '" + key + "' twice");
    }
    return key;
  }
}
