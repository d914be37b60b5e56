package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Source;
import dev.rollforward.core.TableId;
import dev.rollforward.core.Tombstone;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Manifests as JSON. Stateless and safe for use by several threads. */
public final class ManifestCodec extends ObjectCodec<Manifest> {
  private static final String[] PIN = {"table", "version"};
  private static final String[] FIELDS = {
    "version",
    "parent",
    "time",
    "origin",
    "committedBy",
    "tables",
    "tombstones",
    "sources",
    "decisions"
  };

  /** A codec; all are alike. */
  public ManifestCodec() {
    super(ObjectKind.MANIFEST);
  }

  /**
   * The name of manifest {@code version}: 20 digits, so that names sort as numbers do.
   *
   * @param version at least 1
   */
  public static String name(long version) {
    return String.format(Locale.ROOT, "%020d", version);
  }

  @Override
  public GroupId group(Manifest manifest) {
    return manifest.group();
  }

  @Override
  public String name(Manifest manifest) {
    return name(manifest.version());
  }

  @Override
  protected ObjectNode body(Manifest manifest) {
    ObjectNode body = Json.object();
    body.put("version", manifest.version());
    body.put("parent", manifest.version() == 1 ? null : (Long) (manifest.version() - 1));
    body.put("time", manifest.time().toString());
    put(body.putObject("origin"), manifest.origin());
    body.put("committedBy", manifest.committedBy().map(OperationId::value).orElse(null));
    ObjectNode tables = body.putObject("tables");
    manifest.tables().forEach((name, table) -> put(tables.putObject(name), table));
    ObjectNode tombstones = body.putObject("tombstones");
    manifest.tombstones().forEach((name, stone) -> put(tombstones.putObject(name), stone));
    ObjectNode sources = body.putObject("sources");
    manifest.sources().forEach((name, source) -> put(sources.putObject(name), source));
    ObjectNode decisions = body.putObject("decisions");
    manifest.decisions().forEach((id, decision) -> put(decisions.putObject(id.value()), decision));
    return body;
  }

  @Override
  protected Manifest object(GroupId group, JsonNode json) {
    Fields body = Fields.exactly("body", json, FIELDS);
    long version = body.number("version", 1);
    checkParent(body, version);
    return new Manifest(
        group,
        version,
        instant(body.text("time")),
        origin(body),
        tables(body),
        tombstones(body),
        sources(body),
        decisions(body),
        body.textOrNull("committedBy").map(OperationId::new));
  }

  static void put(ObjectNode node, Origin origin) {
    node.put("actor", origin.actor().orElse(null));
    node.put("message", origin.message().orElse(null));
    ObjectNode properties = node.putObject("properties");
    origin.properties().forEach(properties::put);
  }

  static Origin origin(Fields body) {
    Fields origin = body.object("origin", "actor", "message", "properties");
    return new Origin(
        origin.textOrNull("actor"),
        origin.textOrNull("message"),
        new TreeMap<>(origin.properties("properties")));
  }

  /** Pins by table name, null for an absent one. */
  static void put(ObjectNode node, SortedMap<String, Optional<Pin>> pins) {
    pins.forEach(
        (name, pin) ->
            pin.ifPresentOrElse(
                some -> putPin(node.putObject(name), some), () -> node.putNull(name)));
  }

  static SortedMap<String, Optional<Pin>> pinsOrNulls(Fields body, String name) {
    SortedMap<String, Optional<Pin>> pins = new TreeMap<>();
    body.objectsOrNulls(name, PIN).forEach((n, pin) -> pins.put(n, pin.map(ManifestCodec::pin)));
    return pins;
  }

  private static void putPin(ObjectNode node, Pin pin) {
    node.put("table", pin.table().value());
    node.put("version", pin.version());
  }

  private static void put(ObjectNode node, PinnedTable table) {
    putPin(node, table.pin());
    node.put("kind", table.kind());
  }

  private static void put(ObjectNode node, Tombstone tombstone) {
    putPin(node, tombstone.former());
    node.put("operation", tombstone.operation().value());
    node.put("manifestVersion", tombstone.manifestVersion());
  }

  private static void put(ObjectNode node, Source source) {
    node.put("sequence", source.sequence());
    node.put("operation", source.operation().value());
  }

  private static void put(ObjectNode node, Decision decision) {
    node.put("verdict", decision.verdict().name());
    node.put("basedOn", decision.expected().basedOn());
    put(node.putObject("expected"), decision.expected().pins());
  }

  private static void checkParent(Fields body, long version) {
    boolean fits = body.isNull("parent") ? version == 1 : body.number("parent", 1) == version - 1;
    if (!fits) {
      throw new IllegalArgumentException("body.parent does not come before version " + version);
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is not a time", e);
    }
  }

  private static SortedMap<String, PinnedTable> tables(Fields body) {
    SortedMap<String, PinnedTable> tables = new TreeMap<>();
    body.objects("tables", "table", "version", "kind")
        .forEach((name, t) -> tables.put(name, new PinnedTable(pin(t), t.text("kind"))));
    return tables;
  }

  private static SortedMap<String, Tombstone> tombstones(Fields body) {
    SortedMap<String, Tombstone> tombstones = new TreeMap<>();
    body.objects("tombstones", "table", "version", "operation", "manifestVersion")
        .forEach((name, stone) -> tombstones.put(name, tombstone(stone)));
    return tombstones;
  }

  private static Tombstone tombstone(Fields stone) {
    return new Tombstone(
        new OperationId(stone.text("operation")), stone.number("manifestVersion", 2), pin(stone));
  }

  private static SortedMap<String, Source> sources(Fields body) {
    SortedMap<String, Source> sources = new TreeMap<>();
    body.objects("sources", "sequence", "operation")
        .forEach((name, source) -> sources.put(name, source(source)));
    return sources;
  }

  private static Source source(Fields source) {
    return new Source(
        source.number("sequence", Long.MIN_VALUE), new OperationId(source.text("operation")));
  }

  private static Pin pin(Fields fields) {
    return new Pin(new TableId(fields.text("table")), fields.number("version", 1));
  }

  private static SortedMap<OperationId, Decision> decisions(Fields body) {
    SortedMap<OperationId, Decision> decisions = new TreeMap<>();
    body.objects("decisions", "verdict", "basedOn", "expected")
        .forEach((id, decision) -> decisions.put(new OperationId(id), decision(decision)));
    return decisions;
  }

  private static Decision decision(Fields fields) {
    return new Decision(
        fields.constant("verdict", Verdict.class),
        new Expectation(pinsOrNulls(fields, "expected"), fields.number("basedOn", 1)));
  }
}
