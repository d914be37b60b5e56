package dev.rollforward.spec;

/**
 * How the check of a fault came out: it is good only if its own property caught it.
 *
 * @param module the module that the fault is in
 */
public record FaultOutcome(Fault fault, String module, TlcResult result) implements RunOutcome {
  @Override
  public String name() {
    return fault.name();
  }

  @Override
  public String sentence() {
    return fault.sentence();
  }

  /** Whether the property that had to break is the one that did, and soon enough. */
  public boolean caught() {
    return brokeItsProperty() && length() <= fault.maxLength();
  }

  /** The length of the counterexample in states; 0 if there is none. */
  public int length() {
    return trace().length();
  }

  private boolean brokeItsProperty() {
    return result instanceof TlcResult.Violated violated
        && violated.isKnownToBe(fault.breaks())
        && length() > 0;
  }

  @Override
  public Verdict verdict() {
    if (caught()) {
      return Verdict.HELD;
    }
    if (result instanceof TlcResult.Unfinished) {
      return Verdict.UNKNOWN;
    }
    return result instanceof TlcResult.BadSpec ? Verdict.USAGE : Verdict.VIOLATED;
  }

  @Override
  public String explain() {
    if (caught()) {
      return "caught by " + fault.breaks() + " in " + length() + " states";
    }
    if (brokeItsProperty()) {
      return "not caught: "
          + fault.breaks()
          + " breaks only after "
          + length()
          + " states, which is more than "
          + fault.maxLength();
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
