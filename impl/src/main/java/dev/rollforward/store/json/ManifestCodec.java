package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Manifests as JSON. Stateless and safe for use by several threads. */
public final class ManifestCodec extends ObjectCodec<Manifest> {
  private static final String[] PIN = {"table", "version"};

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
    body.put("committedBy", manifest.committedBy().map(OperationId::value).orElse(null));
    ObjectNode tables = body.putObject("tables");
    manifest.pins().forEach((name, pin) -> putPin(tables.putObject(name), pin));
    ObjectNode decisions = body.putObject("decisions");
    manifest.decisions().forEach((id, decision) -> put(decisions.putObject(id.value()), decision));
    return body;
  }

  @Override
  protected Manifest object(GroupId group, JsonNode json) {
    Fields body =
        Fields.exactly("body", json, "version", "parent", "committedBy", "tables", "decisions");
    long version = body.number("version", 1);
    checkParent(body, version);
    return new Manifest(
        group,
        version,
        pins(body),
        decisions(body),
        body.textOrNull("committedBy").map(OperationId::new));
  }

  private static void putPin(ObjectNode node, Pin pin) {
    node.put("table", pin.table().value());
    node.put("version", pin.version());
  }

  private static void put(ObjectNode node, Decision decision) {
    node.put("verdict", decision.verdict().name());
    ObjectNode expected = node.putObject("expected");
    decision
        .expected()
        .pins()
        .forEach(
            (name, pin) ->
                pin.ifPresentOrElse(
                    some -> putPin(expected.putObject(name), some), () -> expected.putNull(name)));
  }

  private static void checkParent(Fields body, long version) {
    boolean fits = body.isNull("parent") ? version == 1 : body.number("parent", 1) == version - 1;
    if (!fits) {
      throw new IllegalArgumentException("body.parent does not come before version " + version);
    }
  }

  private static SortedMap<String, Pin> pins(Fields body) {
    SortedMap<String, Pin> pins = new TreeMap<>();
    body.objects("tables", PIN).forEach((name, pin) -> pins.put(name, pin(pin)));
    return pins;
  }

  private static Pin pin(Fields fields) {
    return new Pin(new TableId(fields.text("table")), fields.number("version", 1));
  }

  private static SortedMap<OperationId, Decision> decisions(Fields body) {
    SortedMap<OperationId, Decision> decisions = new TreeMap<>();
    body.objects("decisions", "verdict", "expected")
        .forEach((id, decision) -> decisions.put(new OperationId(id), decision(decision)));
    return decisions;
  }

  private static Decision decision(Fields fields) {
    SortedMap<String, Optional<Pin>> expected = new TreeMap<>();
    fields
        .objectsOrNulls("expected", PIN)
        .forEach((name, pin) -> expected.put(name, pin.map(ManifestCodec::pin)));
    return new Decision(fields.constant("verdict", Verdict.class), new Expectation(expected));
  }
}
