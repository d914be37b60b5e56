package dev.rollforward.spec.report;

import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.tlc.TlcResult;

/**
 * How the check of a fault came out: it is good only if its own property caught it.
 *
 * @param module the module that the fault is in
 */
public record FaultOutcome(Fault fault, String module, TlcResult result) implements SoughtOutcome {
  @Override
  public String name() {
    return fault.name();
  }

  @Override
  public String sentence() {
    return fault.sentence();
  }

  @Override
  public String sought() {
    return fault.breaks();
  }

  @Override
  public int maxLength() {
    return fault.maxLength();
  }

  /** Whether the property that had to break is the one that did, and soon enough. */
  public boolean caught() {
    return found();
  }

  @Override
  public String explain() {
    if (caught()) {
      return "caught by " + fault.breaks() + " in " + stepsInWords();
    }
    if (violatesSought()) {
      return "not caught: "
          + fault.breaks()
          + " breaks only after "
          + stepsInWords()
          + ", which is more than "
          + (maxLength() - 1);
    }
    return "not caught by " + fault.breaks() + ": " + instead();
  }

  private String instead() {
    if (result instanceof TlcResult.Held held) {
      return "it held in all of " + held.stats().distinct() + " distinct states";
    }
    return result instanceof TlcResult.Violated violated
        ? violated.property() + " broke instead"
        : Explanations.of(result);
  }
}
