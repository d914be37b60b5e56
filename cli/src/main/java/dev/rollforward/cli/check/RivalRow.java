package dev.rollforward.cli.check;

import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.SpecModule;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a design.
 *
 * @param declared the design
 * @param holds the properties that its models hold and that no finding violates
 * @param findings what it violates by itself, shortest counterexample first
 * @param calls how many store calls one operation makes that commits alone; empty if unknown
 */
public record RivalRow(
    SpecModule declared, List<String> holds, List<Finding> findings, Optional<Integer> calls) {
  private static final String TYPES = "TypeOK";

  /** A violated property, and how many steps its counterexample has. */
  public record Finding(String name, String property, int steps) {}

  /** The row of a module, from what is known of all that it needs. */
  static RivalRow of(RivalNeeds needs, LastCheck last) {
    List<Finding> findings = findings(needs, last);
    Set<String> holds = new LinkedHashSet<>();
    needs.models().stream()
        .filter(model -> last.find(model.name()).map(LastCheck.Entry::held).orElse(false))
        .forEach(
            model -> {
              holds.addAll(model.invariants());
              holds.addAll(model.properties());
            });
    holds.remove(TYPES);
    findings.forEach(finding -> holds.remove(finding.property()));
    Optional<Integer> calls =
        needs
            .commitsAlone()
            .flatMap(scene -> last.find(scene.scene().name()))
            .filter(LastCheck.Entry::held)
            .map(LastCheck.Entry::steps);
    return new RivalRow(needs.module(), List.copyOf(holds), findings, calls);
  }

  private static List<Finding> findings(RivalNeeds needs, LastCheck last) {
    return needs.findings().stream()
        .filter(one -> last.find(one.fault().name()).map(LastCheck.Entry::held).orElse(false))
        .map(
            one -> {
              Fault fault = one.fault();
              int steps = last.find(fault.name()).orElseThrow().steps();
              return new Finding(fault.name(), fault.breaks(), steps);
            })
        .sorted(Comparator.comparingInt(Finding::steps))
        .toList();
  }

  /** The violated properties, each once. */
  public List<String> violates() {
    return findings.stream().map(Finding::property).distinct().toList();
  }
}
