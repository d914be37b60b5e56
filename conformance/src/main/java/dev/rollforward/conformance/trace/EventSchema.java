package dev.rollforward.conformance.trace;

import dev.rollforward.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts that an event of each action must have, and their types. */
final class EventSchema {
  private static final Map<String, Class<?>> KINDS =
      Map.ofEntries(
          Map.entry("manifest", Long.class),
          Map.entry("pins", Map.class),
          Map.entry("datasets", Map.class),
          Map.entry("kinds", Map.class),
          Map.entry("creates", List.class),
          Map.entry("reads", List.class),
          Map.entry("sources", Map.class),
          Map.entry("takenIn", Map.class),
          Map.entry("replaces", Map.class),
          Map.entry("renames", Map.class),
          Map.entry("sequence", Long.class),
          Map.entry("base", Long.class),
          Map.entry("remembered", Boolean.class),
          Map.entry("head", Long.class),
          Map.entry("repair", Boolean.class),
          Map.entry("pin", Long.class),
          Map.entry("required", Long.class),
          Map.entry("blockers", List.class),
          Map.entry("restored", Long.class),
          Map.entry("tables", List.class),
          Map.entry("stands", Boolean.class),
          Map.entry("clean", Boolean.class),
          Map.entry("answer", String.class),
          Map.entry("decisions", List.class),
          Map.entry("decides", String.class),
          Map.entry("decidedIn", Long.class),
          Map.entry("verdict", String.class),
          Map.entry("finding", String.class),
          Map.entry("fenced", Boolean.class),
          Map.entry("created", Boolean.class));

  private EventSchema() {}

  /** The types of the facts, by name. */
  static Map<String, Class<?>> types() {
    return KINDS;
  }

  /** The first violation of the schema by {@code event}; empty if there is none. */
  static Optional<String> problemWith(TraceEvent event) {
    for (Map.Entry<String, Object> fact : event.facts().entrySet()) {
      Class<?> kind = kind(event, fact.getKey());
      if (kind != null && !kind.isInstance(fact.getValue())) {
        return Optional.of("fact \"" + fact.getKey() + "\" is " + fact.getValue());
      }
    }
    if (needsTable(event) && event.table().isEmpty()) {
      return Optional.of(event.action() + " names no table");
    }
    return needed(event).stream()
        .filter(fact -> !event.has(fact))
        .findFirst()
        .map(fact -> event.action() + " has no fact \"" + fact + "\"");
  }

  /**
   * What {@code event} tells that {@code spec/TraceRollforward.tla} has no constants for: it would
   * reject what is right. Empty if it can be followed.
   */
  static Optional<String> beyondTheSpecification(TraceEvent event) {
    return event.has("sources") && event.map("sources").size() > 1
        ? Optional.of(
            "operation "
                + event.operation()
                + " takes in several sources "
                + event.map("sources").keySet()
                + ", and spec/Rollforward.tla has one for each operation. Trace operations with"
                + " one; ./rollforward chaos has them")
        : Optional.empty();
  }

  private static Class<?> kind(TraceEvent event, String fact) {
    if (fact.equals("landed")) {
      return event.action() == Action.SweepClassify ? List.class : Long.class;
    }
    return KINDS.get(fact);
  }

  private static boolean needsTable(TraceEvent event) {
    return switch (event.action()) {
      case PrepareTable,
          Refuse,
          Restart,
          RepairTable,
          CommitTable,
          ReadBackTable,
          SweepFenceTable ->
          true;
      default -> false;
    };
  }

  private static List<String> needed(TraceEvent event) {
    return switch (event.action()) {
      case ReadManifest -> List.of("manifest", "pins", "datasets", "kinds", "creates");
      case PrepareTable -> event.has("repair") ? List.of("head", "manifest") : List.of("base");
      case Refuse -> List.of(event.has("source") ? "sequence" : "pin");
      case Restart -> List.of("head", "manifest", "blockers");
      case RepairTable -> List.of("restored", "landed");
      case ArmSidecar -> List.of("tables");
      case ReadBackSidecar -> List.of("stands");
      case CommitTable -> committed(event);
      case ReadBackTable -> List.of("clean", "head");
      case Publish, SweepRollForward, SweepRollBack -> List.of("manifest", "answer", "decisions");
      case LosePublish, SweepReadManifest -> List.of("manifest");
      case Converge -> List.of("verdict");
      case SweepClassify ->
          event.is("finding", "decided") ? List.of("verdict") : List.of("finding");
      case SweepFenceTable ->
          event.has("fenced") ? List.of("fenced") : List.of("restored", "landed");
      case SweepAudit -> List.of("verdict", "created");
      case DeleteSidecar, SweepListSidecars, SweepDeleteSidecar -> List.of();
    };
  }

  private static List<String> committed(TraceEvent event) {
    return event.has("refused") || event.has("failed") ? List.of() : List.of("landed");
  }
}
