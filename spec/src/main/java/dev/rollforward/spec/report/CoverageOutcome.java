package dev.rollforward.spec.report;

import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.tlc.ActionCoverage;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.trace.Trace;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the coverage models of a module took every action of its next-state relation at least
 * once, save for those that only a fault enables. An invariant says nothing about an action that is
 * never taken.
 *
 * @param declared the module
 * @param runs the outcomes of its coverage models
 */
public record CoverageOutcome(SpecModule declared, List<ModelOutcome> runs) implements Outcome {
  public CoverageOutcome {
    runs = List.copyOf(runs);
  }

  @Override
  public String name() {
    return declared.module();
  }

  @Override
  public String module() {
    return declared.module();
  }

  @Override
  public String sentence() {
    return "every action of Next is taken in " + String.join(", ", models());
  }

  /** The names of the models that count. */
  public List<String> models() {
    return runs.stream().map(ModelOutcome::name).toList();
  }

  /** Every action of the next-state relation. */
  public Set<String> actions() {
    return names(coverage());
  }

  /** The actions that no model took, though no fault is needed for them. */
  public Set<String> idle() {
    Set<String> idle = actions();
    idle.removeAll(taken());
    idle.removeAll(declared.faultActions());
    return idle;
  }

  /** The actions that were taken though only a fault should enable them. */
  public Set<String> strays() {
    Set<String> strays = taken();
    strays.retainAll(declared.faultActions());
    return strays;
  }

  /** The fault actions that the module does not have, perhaps because they were renamed. */
  public Set<String> unknown() {
    Set<String> unknown = new LinkedHashSet<>(declared.faultActions());
    unknown.removeAll(actions());
    return unknown;
  }

  private Set<String> taken() {
    return names(coverage().filter(action -> action.generated() > 0));
  }

  private Stream<ActionCoverage> coverage() {
    return runs.stream().flatMap(run -> run.result().stats().coverage().stream());
  }

  private static Set<String> names(Stream<ActionCoverage> actions) {
    Set<String> names = new LinkedHashSet<>();
    actions.map(ActionCoverage::action).forEach(names::add);
    return names;
  }

  @Override
  public Verdict verdict() {
    if (!strays().isEmpty()) {
      return Verdict.VIOLATED;
    }
    if (!finished()) {
      return Verdict.UNKNOWN;
    }
    return idle().isEmpty() && unknown().isEmpty() ? Verdict.HELD : Verdict.VIOLATED;
  }

  private boolean finished() {
    return !actions().isEmpty()
        && runs.stream().allMatch(run -> run.result() instanceof TlcResult.Held);
  }

  @Override
  public String explain() {
    if (verdict() == Verdict.HELD) {
      int exempt = declared.faultActions().size();
      return "all " + (actions().size() - exempt) + " actions are taken";
    }
    if (!strays().isEmpty()) {
      return "taken without a fault: " + list(strays());
    }
    if (!finished()) {
      return "unknown, since not every model was explored: " + list(models());
    }
    return idle().isEmpty()
        ? "no such actions, though faultActions has them: " + list(unknown())
        : "never taken: " + list(idle());
  }

  private static String list(Collection<String> names) {
    return String.join(", ", names);
  }

  @Override
  public Duration elapsed() {
    return Duration.ZERO;
  }

  @Override
  public Trace trace() {
    return Trace.none();
  }
}
