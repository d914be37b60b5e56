package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Seal;
import dev.rollforward.core.TableId;
import java.util.SortedMap;
import java.util.TreeMap;

/** Audit records as JSON. Stateless and safe for use by several threads. */
public final class AuditCodec extends ObjectCodec<Audit> {
  /** A codec; all are alike. */
  public AuditCodec() {
    super(ObjectKind.AUDIT);
  }

  @Override
  public GroupId group(Audit audit) {
    return audit.group();
  }

  @Override
  public String name(Audit audit) {
    return audit.operation().value();
  }

  @Override
  protected ObjectNode body(Audit audit) {
    ObjectNode body = Json.object();
    body.put("operation", audit.operation().value());
    ObjectNode tables = body.putObject("tables");
    audit.tables().forEach((name, table) -> tables.put(name, table.value()));
    body.put("verdict", audit.verdict().name());
    body.put("reason", audit.reason());
    body.put("manifestVersion", audit.manifestVersion());
    ArrayNode sealed = body.putArray("sealed");
    audit.sealed().ifPresent(seal -> put(sealed.addObject(), seal));
    return body;
  }

  @Override
  protected Audit object(GroupId group, JsonNode json) {
    Fields body =
        Fields.exactly(
            "body", json, "operation", "tables", "verdict", "reason", "manifestVersion", "sealed");
    SortedMap<String, TableId> tables = new TreeMap<>();
    body.properties("tables").forEach((name, table) -> tables.put(name, new TableId(table)));
    return new Audit(
        group,
        new OperationId(body.text("operation")),
        tables,
        body.constant("verdict", Verdict.class),
        body.text("reason"),
        body.number("manifestVersion", 1),
        body.list("sealed", AuditCodec::seal, "table", "version").stream().findFirst());
  }

  private static void put(ObjectNode node, Seal seal) {
    node.put("table", seal.table().value());
    node.put("version", seal.version());
  }

  private static Seal seal(Fields fields) {
    return new Seal(new TableId(fields.text("table")), fields.number("version", 1));
  }
}
