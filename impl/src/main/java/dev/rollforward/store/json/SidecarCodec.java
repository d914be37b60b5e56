package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Drop;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/** Sidecars as JSON. Stateless and safe for use by several threads. */
public final class SidecarCodec extends ObjectCodec<Sidecar> {
  /** A codec; all are alike. */
  public SidecarCodec() {
    super(ObjectKind.SIDECAR);
  }

  @Override
  public GroupId group(Sidecar sidecar) {
    return sidecar.group();
  }

  @Override
  public String name(Sidecar sidecar) {
    return sidecar.operation().value();
  }

  @Override
  protected ObjectNode body(Sidecar sidecar) {
    ObjectNode body = Json.object();
    body.put("operation", sidecar.operation().value());
    body.put("basedOn", sidecar.basedOn());
    body.put("patience", sidecar.patience().toString());
    ManifestCodec.put(body.putObject("reads"), sidecar.reads());
    ManifestCodec.put(body.putObject("origin"), sidecar.origin());
    var tables = body.putArray("tables");
    sidecar.tables().forEach(plan -> put(tables.addObject(), plan));
    return body;
  }

  @Override
  protected Sidecar object(GroupId group, JsonNode json) {
    Fields body =
        Fields.exactly(
            "body", json, "operation", "basedOn", "patience", "reads", "origin", "tables");
    return new Sidecar(
        group,
        new OperationId(body.text("operation")),
        body.list(
            "tables", SidecarCodec::plan, "name", "table", "kind", "expected", "base", "commits"),
        ManifestCodec.pinsOrNulls(body, "reads"),
        body.number("basedOn", 1),
        duration(body.text("patience")),
        ManifestCodec.origin(body));
  }

  private static void put(ObjectNode node, TablePlan plan) {
    node.put("name", plan.name());
    node.put("table", plan.table().value());
    node.put("kind", plan.change().kind());
    node.put("expected", plan.expected().map(Pin::version).orElse(Pin.ABSENT));
    node.put("base", plan.base());
    ArrayNode commits = node.putArray("commits");
    plan.commits().forEach(commit -> commits.add(commit.transaction().toString()));
  }

  private static TablePlan plan(Fields fields) {
    TableId table = new TableId(fields.text("table"));
    long expected = fields.number("expected", Pin.ABSENT);
    return TablePlan.of(
        fields.text("name"),
        table,
        change(fields.text("kind")),
        expected == Pin.ABSENT ? Optional.empty() : Optional.of(new Pin(table, expected)),
        fields.number("base", Pin.ABSENT),
        fields.texts("commits").stream().map(UUID::fromString).toList());
  }

  private static Change change(String kind) {
    return switch (kind) {
      case "CREATE" -> new Create();
      case "APPEND" -> new Append();
      case "DROP" -> new Drop();
      default -> throw new IllegalArgumentException("there is no kind of change '" + kind + "'");
    };
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is not a duration", e);
    }
  }
}
