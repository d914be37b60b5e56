package dev.rollforward.core;

import dev.rollforward.Verdict;

/**
 * The manifest that says an operation will never be visible. It comes before any table is touched
 * (rule 2). Spec: {@code WithAbort}.
 */
public final class Abort {
  private Abort() {}

  /**
   * The manifest after {@code manifest} in which {@code sidecar}'s operation is aborted.
   *
   * @throws IllegalStateException if it is decided already: the first decision wins, for good
   */
  public static Manifest next(Manifest manifest, Sidecar sidecar) {
    if (manifest.decisionOf(sidecar.operation()).isPresent()) {
      throw new IllegalStateException(
          "operation " + sidecar.operation() + " is decided in manifest " + manifest.version());
    }
    return manifest.deciding(sidecar, Verdict.ABORTED);
  }
}
