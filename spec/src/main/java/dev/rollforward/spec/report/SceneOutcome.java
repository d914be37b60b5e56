package dev.rollforward.spec.report;

import dev.rollforward.spec.model.Scene;
import dev.rollforward.spec.tlc.TlcResult;

/** How the check of a scene came out: it is good only if the scene happens, and soon enough. */
public record SceneOutcome(Scene scene, String module, TlcResult result) implements SoughtOutcome {
  @Override
  public String name() {
    return scene.name();
  }

  @Override
  public String sentence() {
    return scene.sentence();
  }

  @Override
  public String sought() {
    return scene.never();
  }

  @Override
  public int maxLength() {
    return scene.maxLength();
  }

  /** Whether the scene happens within the length that it may take. */
  public boolean reached() {
    return found();
  }

  @Override
  public String explain() {
    if (reached()) {
      return scene.reaches() + " is reached in " + stepsInWords();
    }
    if (violatesSought()) {
      return scene.reaches()
          + " is reached only in "
          + stepsInWords()
          + ", which is more than "
          + (maxLength() - 1);
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
