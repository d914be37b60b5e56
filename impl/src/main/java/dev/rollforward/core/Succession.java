package dev.rollforward.core;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to hold of a manifest, and of one and the next: what the properties of the spec say of
 * the manifests alone, for whoever looks at them later.
 */
public final class Succession {
  private Succession() {}

  /**
   * Something that does not hold.
   *
   * @param property its name in {@code docs/invariants.md}
   * @param problem what is so instead
   */
  public record Violation(String property, String problem) {}

  /** What does not hold of {@code manifest}. */
  public static List<Violation> in(Manifest manifest) {
    List<Violation> violations = new ArrayList<>();
    Set<TableId> named = new TreeSet<>();
    manifest
        .tables()
        .forEach(
            (name, table) -> {
              if (!named.add(table.pin().table())) {
                violations.add(
                    new Violation(
                        "NameUnique",
                        "dataset "
                            + table.pin().table()
                            + " has another name beside '"
                            + name
                            + "'"));
              }
            });
    return violations;
  }

  /** What does not hold of {@code after}, which follows {@code before}. */
  public static List<Violation> of(Manifest before, Manifest after) {
    List<Violation> violations = new ArrayList<>();
    if (after.committedBy().isEmpty() && !before.tables().equals(after.tables())) {
      violations.add(
          new Violation("AtomicVisibility", "tables have changed, and no operation was committed"));
    }
    if (after.kept().least() < before.kept().least()) {
      violations.add(
          new Violation(
              "NoResurrection",
              "a clean-up was announced to keep what is from manifest "
                  + before.kept().least()
                  + " on, and it says "
                  + after.kept().least()));
    }
    before.tables().forEach((name, table) -> pin(name, table, after, violations));
    before.sources().forEach((name, source) -> source(name, source, after, violations));
    return violations;
  }

  private static void pin(
      String name, PinnedTable table, Manifest after, List<Violation> violations) {
    after
        .pinOf(table.pin().table())
        .filter(now -> now.version() < table.pin().version())
        .ifPresent(
            now ->
                violations.add(
                    new Violation(
                        "PinsOnlyAdvance",
                        "table '"
                            + name
                            + "' went back from version "
                            + table.pin().version()
                            + " to "
                            + now.version())));
  }

  private static void source(
      String name, Source source, Manifest after, List<Violation> violations) {
    long now = after.source(name).map(Source::sequence).orElse(-1L);
    if (now < source.sequence()) {
      violations.add(
          new Violation(
              "SourceOnce",
              "source '"
                  + name
                  + "' was taken in up to "
                  + source.sequence()
                  + ", and then up to "
                  + (now < 0 ? "nothing" : now)));
    }
  }

  /**
   * What is wrong if {@code verdicts} are decisions on the same operation.
   *
   * @param verdicts by operation, all that anything says
   */
  public static List<Violation> stable(Map<OperationId, ? extends Set<Verdict>> verdicts) {
    return verdicts.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> bothWays(entry.getKey()))
        .toList();
  }

  private static Violation bothWays(OperationId operation) {
    return new Violation(
        "DecisionStable", "operation " + operation + " was decided both COMMITTED and ABORTED");
  }
}
