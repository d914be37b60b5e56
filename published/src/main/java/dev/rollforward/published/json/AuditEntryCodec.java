package dev.rollforward.published.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.store.json.Fields;
import dev.rollforward.store.json.ObjectCodec;

/** Audit entries as JSON. Stateless and safe for use by several threads. */
public final class AuditEntryCodec extends ObjectCodec<AuditEntry> {
  /** A codec; all are alike. */
  public AuditEntryCodec() {
    super(Kinds.AUDIT);
  }

  /** The name of an entry: operation id and sequence. */
  public static String name(OperationId operation, long sequence) {
    return operation.value() + "." + sequence;
  }

  @Override
  public GroupId group(AuditEntry entry) {
    return entry.group();
  }

  @Override
  public String name(AuditEntry entry) {
    return name(entry.operation(), entry.sequence());
  }

  @Override
  protected ObjectNode body(AuditEntry entry) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("operation", entry.operation().value());
    body.put("sequence", entry.sequence());
    body.put("verdict", entry.verdict().name());
    body.put("actor", entry.actor());
    body.put("at", Instants.text(entry.at()));
    return body;
  }

  @Override
  protected AuditEntry object(GroupId group, JsonNode json) {
    Fields body = Fields.exactly("body", json, "operation", "sequence", "verdict", "actor", "at");
    return new AuditEntry(
        group,
        new OperationId(body.text("operation")),
        body.number("sequence", 1),
        body.constant("verdict", AuditEntry.Verdict.class),
        body.text("actor"),
        Instants.parse(body.text("at")));
  }
}
