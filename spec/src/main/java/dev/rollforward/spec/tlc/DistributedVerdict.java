package dev.rollforward.spec.tlc;

import dev.rollforward.spec.model.Model;
import java.util.List;

/**
 * Judges what TLC's server said. It exits with 0 whatever it found, never names what is violated,
 * and prints the end of a counterexample only.
 */
final class DistributedVerdict {
  private static final String UNNAMED =
      "TLC on several machines does not say what is violated, nor how it begins; check the model on"
          + " one";

  private DistributedVerdict() {}

  static TlcResult of(Model model, TlcOutput output, int exitCode, List<String> stderr) {
    boolean violated = output.headed() && output.errors().isEmpty() && output.finished();
    if (!violated) {
      return TlcVerdict.of(model, output, exitCode, stderr);
    }
    return new TlcResult.Violated(
        List.copyOf(model.checked()),
        TlcResult.Kind.SAFETY,
        UNNAMED,
        output.trace(),
        output.stats());
  }
}
