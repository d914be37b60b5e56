package dev.rollforward.conformance.faults;

import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.TlcResult;
import java.nio.file.Path;
import java.util.Optional;

/** The model with the switch on, as {@code check --fault} checks it. */
final class TlcDetector implements Detector {
  private final SpecFiles files;
  private final Manifest manifest;
  private final LaneOptions options;

  TlcDetector(SpecFiles files, LaneOptions options) {
    this.files = files;
    this.manifest = files.manifest();
    this.options = options;
  }

  @Override
  public Engine engine() {
    return Engine.TLC;
  }

  @Override
  public Finding look(FaultPatch patch, Optional<PatchedLibrary> library, Path folder) {
    LaneReport report =
        new LaneCheck(files, options).run(manifest.only(patch.name()), LaneListener.NONE);
    return report.faults().isEmpty()
        ? ofModel(report.models().get(0))
        : ofFault(report.faults().get(0));
  }

  private static Finding ofFault(FaultOutcome outcome) {
    if (outcome.caught()) {
      return Finding.caught(outcome.fault().breaks(), outcome.explain());
    }
    return outcome.verdict() == Verdict.UNKNOWN
        ? Finding.unknown(outcome.explain())
        : Finding.missed(outcome.explain());
  }

  /** A switch that breaks nothing has a model that says so. */
  private static Finding ofModel(ModelOutcome outcome) {
    if (outcome.result() instanceof TlcResult.Violated violated) {
      return new Finding(Finding.Kind.OTHERWISE, violated.property(), outcome.explain());
    }
    return outcome.verdict() == Verdict.HELD
        ? Finding.missed(outcome.explain())
        : Finding.unknown(outcome.explain());
  }
}
