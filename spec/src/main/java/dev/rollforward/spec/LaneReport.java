package dev.rollforward.spec;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a check.
 *
 * @param label what was checked: the name of a lane, model or fault
 * @param models the outcome of each model
 * @param faults the outcome of each fault
 * @param elapsed how long all of it took
 */
public record LaneReport(
    String label, List<ModelOutcome> models, List<FaultOutcome> faults, Duration elapsed) {
  public LaneReport {
    models = List.copyOf(models);
    faults = List.copyOf(faults);
  }

  /** Models first, then faults. */
  public List<Outcome> outcomes() {
    return Stream.<Outcome>concat(models.stream(), faults.stream()).toList();
  }

  /** The worst verdict of any outcome; {@link Verdict#USAGE} if nothing was checked. */
  public Verdict verdict() {
    return Verdict.worst(outcomes().stream().map(Outcome::verdict).toList());
  }
}
