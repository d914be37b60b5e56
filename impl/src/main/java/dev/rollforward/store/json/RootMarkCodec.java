package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.RootMark;

/** The mark of a root as JSON. Stateless and safe for use by several threads. */
public final class RootMarkCodec extends ObjectCodec<RootMark> {
  /** The name of every mark: a root has one. */
  public static final String NAME = "__protocol";

  /** A codec; all are alike. */
  public RootMarkCodec() {
    super(ObjectKind.ROOT_MARK);
  }

  @Override
  public GroupId group(RootMark mark) {
    return mark.group();
  }

  @Override
  public String name(RootMark mark) {
    return NAME;
  }

  @Override
  protected ObjectNode body(RootMark mark) {
    ObjectNode body = Json.object();
    body.put("protocol", mark.protocol().name());
    return body;
  }

  @Override
  protected RootMark object(GroupId group, JsonNode json) {
    Fields body = Fields.exactly("body", json, "protocol");
    return new RootMark(group, new Protocol(body.text("protocol")));
  }
}
