package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.GroupId;

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
    body.put("verdict", audit.verdict().name());
    body.put("manifestVersion", audit.manifestVersion());
    return body;
  }

  @Override
  protected Audit object(GroupId group, JsonNode json) {
    Fields body = Fields.exactly("body", json, "operation", "verdict", "manifestVersion");
    return new Audit(
        group,
        new OperationId(body.text("operation")),
        body.constant("verdict", Verdict.class),
        body.number("manifestVersion", 1));
  }
}
