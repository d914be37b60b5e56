package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.core.ChangeKind;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;

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
    var tables = body.putArray("tables");
    sidecar.tables().forEach(plan -> put(tables.addObject(), plan));
    return body;
  }

  @Override
  protected Sidecar object(GroupId group, JsonNode json) {
    Fields body = Fields.exactly("body", json, "operation", "tables");
    return new Sidecar(
        group,
        new OperationId(body.text("operation")),
        body.list("tables", SidecarCodec::plan, "name", "table", "kind", "expected", "base"));
  }

  private static void put(ObjectNode node, TablePlan plan) {
    node.put("name", plan.name());
    node.put("table", plan.table().value());
    node.put("kind", plan.kind().name());
    node.put("expected", plan.expected());
    node.put("base", plan.base());
  }

  private static TablePlan plan(Fields fields) {
    return new TablePlan(
        fields.text("name"),
        new TableId(fields.text("table")),
        fields.constant("kind", ChangeKind.class),
        fields.number("expected", Pin.ABSENT),
        fields.number("base", Pin.ABSENT));
  }
}
