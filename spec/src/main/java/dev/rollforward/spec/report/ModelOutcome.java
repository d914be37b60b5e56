package dev.rollforward.spec.report;

import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcStats;

/**
 * How the check of a model came out.
 *
 * @param seed what a simulation drew its behaviours from: the same seed gives the same ones
 */
public record ModelOutcome(Model model, TlcResult result, long seed) implements RunOutcome {
  @Override
  public String name() {
    return model.name();
  }

  @Override
  public String module() {
    return model.module();
  }

  @Override
  public String sentence() {
    return model.sentence();
  }

  /**
   * Whether TLC explored the whole state space and that is as large as it should be; of a
   * simulation, whether it went through all its behaviours.
   */
  public boolean bandsOk() {
    if (result instanceof TlcResult.Sampled) {
      return model.simulated();
    }
    return result instanceof TlcResult.Held held
        && !model.simulated()
        && model.expect().distinct().contains(held.stats().distinct())
        && model.expect().depth().contains(held.stats().depth());
  }

  @Override
  public Verdict verdict() {
    if (result instanceof TlcResult.Unfinished) {
      return Verdict.UNKNOWN;
    }
    if (result instanceof TlcResult.BadSpec) {
      return Verdict.USAGE;
    }
    return bandsOk() ? Verdict.HELD : Verdict.VIOLATED;
  }

  @Override
  public String explain() {
    return model.simulated() ? outcome() + "; seed " + seed : outcome();
  }

  private String outcome() {
    if (result instanceof TlcResult.Held) {
      return explainHeld();
    }
    if (result instanceof TlcResult.Sampled sampled) {
      return "no violation in "
          + sampled.traces()
          + " random behaviours, "
          + sampled.stats().generated()
          + " states";
    }
    if (result instanceof TlcResult.Violated violated) {
      return violated.property() + " is violated after " + Explanations.steps(violated.trace());
    }
    return Explanations.of(result);
  }

  private String explainHeld() {
    TlcStats stats = result.stats();
    String explored = "explored " + stats.distinct() + " distinct states to depth " + stats.depth();
    return bandsOk()
        ? "held: " + explored
        : explored
            + ", which should be "
            + model.expect().distinct()
            + " states and depth "
            + model.expect().depth();
  }
}
