package dev.rollforward.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.GroupView;
import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Protocol;
import java.util.List;
import java.util.Map;

/**
 * A group as JSON for programs. {@code inspect --help} says what the fields are; a change to one of
 * them raises {@link #FORMAT}, an addition does not.
 */
final class GroupJson {
  static final int FORMAT = 2;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private GroupJson() {}

  static String text(String root, GroupView view) {
    return write(node(root, view));
  }

  static String write(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes has no form in JSON", e);
    }
  }

  private static ObjectNode node(String root, GroupView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("root", root.toString());
    node.put("group", view.group());
    node.put("protocol", Protocol.ROLLFORWARD.name());
    node.put("manifest", view.manifestVersion());
    node.put("committedBy", view.committedBy().map(OperationId::value).orElse(null));
    putTables(node.putArray("tables"), view);
    ArrayNode sources = node.putArray("sources");
    view.sources().forEach((name, source) -> put(sources.addObject(), name, source));
    putDecisions(node.putArray("decisions"), view);
    putSidecars(node.putArray("sidecars"), view);
    putAudits(node.putArray("audits"), view.audits());
    ArrayNode problems = node.putArray("problems");
    view.problems().forEach(problem -> put(problems.addObject(), problem));
    return node;
  }

  private static void putTables(ArrayNode nodes, GroupView view) {
    Map<String, GroupView.Table> read = GroupText.byName(view);
    view.pins().forEach((name, pin) -> put(nodes.addObject(), name, pin, read.get(name)));
  }

  private static void put(ObjectNode node, String name, GroupView.Pin pin, GroupView.Table table) {
    node.put("name", name);
    node.put("dataset", pin.dataset());
    node.put("pin", pin.version());
    node.put("head", table == null ? null : table.head());
    node.put("resolved", table == null ? null : table.resolved());
    node.put("settled", table == null ? null : table.isSettled());
    ArrayNode above = node.putArray("abovePin");
    if (table != null) {
      table.abovePin().forEach(version -> put(above.addObject(), version));
    }
  }

  private static void put(ObjectNode node, GroupView.Version version) {
    node.put("version", version.version());
    node.put(
        "restores", version.restores().isPresent() ? (Long) version.restores().getAsLong() : null);
    node.put("operation", version.operation().map(OperationId::value).orElse(null));
  }

  private static void put(ObjectNode node, String name, GroupView.Source source) {
    node.put("name", name);
    node.put("sequence", source.sequence());
    node.put("operation", source.operation().value());
    node.put("manifest", source.manifestVersion());
  }

  private static void putDecisions(ArrayNode nodes, GroupView view) {
    view.decisions().forEach((operation, decision) -> put(nodes.addObject(), operation, decision));
  }

  private static void put(ObjectNode node, OperationId operation, GroupView.Decision decision) {
    node.put("operation", operation.value());
    node.put("verdict", decision.verdict().name());
    ObjectNode expected = node.putObject("expected");
    decision
        .expected()
        .forEach(
            (name, pin) ->
                pin.ifPresentOrElse(
                    present -> put(expected.putObject(name), present),
                    () -> expected.putNull(name)));
  }

  private static void put(ObjectNode node, GroupView.Pin pin) {
    node.put("dataset", pin.dataset());
    node.put("version", pin.version());
  }

  private static void putSidecars(ArrayNode nodes, GroupView view) {
    for (GroupView.Pending pending : view.sidecars()) {
      ObjectNode node = nodes.addObject();
      node.put("operation", pending.operation().value());
      ArrayNode tables = node.putArray("tables");
      pending
          .tables()
          .forEach(plan -> put(tables.addObject(), plan, pending.landed().contains(plan.name())));
    }
  }

  private static void put(ObjectNode node, GroupView.Plan plan, boolean landed) {
    node.put("name", plan.name());
    node.put("dataset", plan.dataset());
    node.put("kind", plan.kind());
    node.put("nameAfter", plan.nameAfter());
    node.put("expected", plan.expected().orElse(0));
    node.put("base", plan.base());
    ArrayNode commits = node.putArray("commits");
    plan.commits()
        .forEach(
            commit ->
                commits
                    .addObject()
                    .put("transaction", commit.transaction())
                    .put("landing", commit.landing()));
    node.put("landed", landed);
  }

  static void putAudits(ArrayNode nodes, List<GroupView.AuditRecord> audits) {
    audits.forEach(
        audit ->
            nodes
                .addObject()
                .put("operation", audit.operation().value())
                .put("verdict", audit.verdict().name())
                .put("reason", audit.reason())
                .put("manifest", audit.manifestVersion()));
  }

  /** Any other failure of a store has no place and no remedy of its own. */
  static void put(ObjectNode node, StoreException problem) {
    boolean unreadable = problem instanceof Unreadable;
    node.put("reason", unreadable ? ((Unreadable) problem).reason().name() : "FAILED");
    node.put("location", unreadable ? ((Unreadable) problem).location() : null);
    node.put(
        "problem", unreadable ? Failure.problemOf((Unreadable) problem) : problem.getMessage());
    node.put("remedy", Failure.of(problem).remedy());
  }
}
