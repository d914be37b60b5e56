package dev.rollforward.conformance.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fault and what every engine that was asked made of it.
 *
 * @param patch how it is planted
 * @param specDigest what TLC's answer rests on
 * @param cells by engine
 */
public record Row(FaultPatch patch, String specDigest, Map<Engine, Cell> cells) {
  private static final int ENOUGH = 2;

  /**
   * An answer.
   *
   * @param elapsed how long it took
   */
  public record Cell(Finding finding, Duration elapsed) {}

  /** Copies the map. */
  public Row {
    cells = cells.isEmpty() ? Map.of() : new EnumMap<>(cells);
  }

  /** What is to be said of a finding, given what had to notice the fault. */
  static Finding judge(FaultPatch patch, Engine engine, Finding finding) {
    List<String> expected = patch.expected().getOrDefault(engine, List.of());
    boolean right = expected.isEmpty() || expected.contains(finding.by());
    return finding.kind() == Finding.Kind.CAUGHT && !right
        ? new Finding(
            Finding.Kind.OTHERWISE,
            finding.by(),
            "has to be caught by %s; %s".formatted(String.join(" or ", expected), finding.detail()))
        : finding;
  }

  /** The engines that noticed, by what had to. */
  public List<Engine> catchers() {
    return cells.entrySet().stream()
        .filter(cell -> cell.getValue().finding().kind() == Finding.Kind.CAUGHT)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is wrong with it, in sentences; none if it is as it should be. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(wrong());
    if (catchers().size() < ENOUGH && patch.argued().isEmpty() && !isOpen()) {
      problems.add(
          "%s: caught by %s, and it takes two engines or a written reason"
              .formatted(patch.name(), catchers().stream().map(Engine::label).toList()));
    }
    return problems;
  }

  /** Where it is noticed by something else than what has to. */
  List<String> wrong() {
    return cells.entrySet().stream()
        .filter(cell -> cell.getValue().finding().kind() == Finding.Kind.OTHERWISE)
        .map(cell -> wrong(cell.getKey(), cell.getValue().finding()))
        .toList();
  }

  private String wrong(Engine engine, Finding finding) {
    return "%s: %s notices it by %s: %s"
        .formatted(patch.name(), engine.label(), finding.by(), finding.detail());
  }

  /** Whether an answer is missing that could make it good. */
  public boolean isOpen() {
    boolean unknown =
        cells.values().stream().anyMatch(c -> c.finding().kind() == Finding.Kind.UNKNOWN);
    return unknown && catchers().size() < ENOUGH && patch.argued().isEmpty();
  }

  /** Why it need not be caught by two, or why an engine misses it; empty if there is no reason. */
  public Optional<String> reason() {
    List<String> reasons = new ArrayList<>();
    patch.argued().ifPresent(reasons::add);
    patch.notInJava().ifPresent(reasons::add);
    cells.forEach(
        (engine, cell) -> {
          if (cell.finding().kind() == Finding.Kind.MISSED
              && patch.survives().containsKey(engine)) {
            reasons.add(engine.label() + ": " + patch.survives().get(engine));
          }
        });
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }
}
