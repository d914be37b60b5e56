package dev.rollforward.spec.report;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a check.
 *
 * @param label what was checked: the name of a lane, model, fault or scene
 * @param models the outcome of each model
 * @param faults the outcome of each fault
 * @param scenes the outcome of each scene
 * @param coverage the coverage of each module of which all coverage models were checked
 * @param kept what was not checked again, since nothing that it rests on has changed
 * @param elapsed how long all of it took
 */
public record LaneReport(
    String label,
    List<ModelOutcome> models,
    List<FaultOutcome> faults,
    List<SceneOutcome> scenes,
    List<CoverageOutcome> coverage,
    List<KeptOutcome> kept,
    Duration elapsed) {
  public LaneReport {
    models = List.copyOf(models);
    faults = List.copyOf(faults);
    scenes = List.copyOf(scenes);
    coverage = List.copyOf(coverage);
    kept = List.copyOf(kept);
  }

  /** A report in which nothing is kept from an earlier check. */
  public LaneReport(
      String label,
      List<ModelOutcome> models,
      List<FaultOutcome> faults,
      List<SceneOutcome> scenes,
      List<CoverageOutcome> coverage,
      Duration elapsed) {
    this(label, models, faults, scenes, coverage, List.of(), elapsed);
  }

  /** This report, and what is kept of an earlier check. */
  public LaneReport with(List<KeptOutcome> earlier) {
    return new LaneReport(label, models, faults, scenes, coverage, earlier, elapsed);
  }

  /** Models first, then coverage, faults, scenes, and what is kept. */
  public List<Outcome> outcomes() {
    return Stream.<List<? extends Outcome>>of(models, coverage, faults, scenes, kept)
        .<Outcome>flatMap(List::stream)
        .toList();
  }

  /** The worst verdict of any outcome; {@link Verdict#USAGE} if nothing was checked. */
  public Verdict verdict() {
    return Verdict.worst(outcomes().stream().map(Outcome::verdict).toList());
  }
}
