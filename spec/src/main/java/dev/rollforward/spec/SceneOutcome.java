package dev.rollforward.spec;

/** How the check of a scene came out: it is good only if the scene happens, and soon enough. */
public record SceneOutcome(Scene scene, String module, TlcResult result) implements RunOutcome {
  @Override
  public String name() {
    return scene.name();
  }

  @Override
  public String sentence() {
    return scene.sentence();
  }

  /** Whether the scene happens within the length that it may take. */
  public boolean reached() {
    return happens() && length() <= scene.maxLength();
  }

  /** The length of the way there in states; 0 if there is none. */
  public int length() {
    return trace().length();
  }

  private boolean happens() {
    return result instanceof TlcResult.Violated violated
        && violated.isKnownToBe(scene.never())
        && length() > 0;
  }

  @Override
  public Verdict verdict() {
    if (reached()) {
      return Verdict.HELD;
    }
    if (result instanceof TlcResult.Unfinished) {
      return Verdict.UNKNOWN;
    }
    return result instanceof TlcResult.BadSpec ? Verdict.USAGE : Verdict.VIOLATED;
  }

  @Override
  public String explain() {
    if (reached()) {
      return scene.reaches() + " is reached in " + length() + " states";
    }
    if (happens()) {
      return scene.reaches()
          + " is reached only in "
          + length()
          + " states, which is more than "
          + scene.maxLength();
    }
    return result instanceof TlcResult.Held held
        ? scene.reaches()
            + " never happens in all of "
            + held.stats().distinct()
            + " distinct states: whatever is claimed of it is vacuous"
        : scene.reaches() + " is not reached: " + instead();
  }

  private String instead() {
    return result instanceof TlcResult.Violated violated
        ? violated.property() + " broke instead"
        : Explanations.of(result);
  }
}
