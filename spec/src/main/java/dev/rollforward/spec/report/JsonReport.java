package dev.rollforward.spec.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.spec.model.Expectation;
import dev.rollforward.spec.model.ExpectedRange;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.tlc.ActionCoverage;
import dev.rollforward.spec.tlc.TlcStats;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A report in the form in which it goes into a JSON file.
 *
 * @param format the version of this form
 * @param label what was checked
 * @param verdict {@code held}, {@code violated}, {@code usage} or {@code unknown}
 * @param exitCode the exit code that belongs to the verdict
 * @param millis how long all of it took
 * @param models the outcome of each model
 * @param faults the outcome of each fault
 * @param scenes the outcome of each scene
 * @param coverage the coverage of each module
 * @param kept what was not checked again
 * @param uncontrolled properties that no fault of the manifest breaks
 */
public record JsonReport(
    int format,
    String label,
    String verdict,
    int exitCode,
    long millis,
    List<ModelEntry> models,
    List<FaultEntry> faults,
    List<SceneEntry> scenes,
    List<CoverageEntry> coverage,
    List<KeptOutcome> kept,
    List<String> uncontrolled) {

  private static final int FORMAT = 3;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * A model: what it is, how it came out, and what it was meant to explore; or, of a simulation,
   * its seed instead.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ModelEntry(
      String name,
      String module,
      String sentence,
      String verdict,
      String explanation,
      boolean bandsOk,
      ExpectedRange expectedDistinct,
      ExpectedRange expectedDepth,
      Long seed,
      Result result) {
    static ModelEntry of(ModelOutcome outcome) {
      boolean simulated = outcome.model().simulated();
      Expectation expect = outcome.model().expect();
      return new ModelEntry(
          outcome.name(),
          outcome.module(),
          outcome.sentence(),
          outcome.verdict().label(),
          outcome.explain(),
          outcome.bandsOk(),
          simulated ? null : expect.distinct(),
          simulated ? null : expect.depth(),
          simulated ? outcome.seed() : null,
          Result.of(outcome));
    }
  }

  /** A fault: what it is and whether its property caught it. */
  public record FaultEntry(
      String name,
      String module,
      Fault.Kind kind,
      String base,
      String sentence,
      String breaks,
      String verdict,
      String explanation,
      boolean caught,
      int steps,
      Result result) {
    static FaultEntry of(FaultOutcome outcome) {
      return new FaultEntry(
          outcome.name(),
          outcome.module(),
          outcome.fault().kind(),
          outcome.fault().base(),
          outcome.sentence(),
          outcome.fault().breaks(),
          outcome.verdict().label(),
          outcome.explain(),
          outcome.caught(),
          outcome.steps(),
          Result.of(outcome));
    }
  }

  /** A scene: what it is and whether it happens. */
  public record SceneEntry(
      String name,
      String module,
      String base,
      String sentence,
      String reaches,
      String verdict,
      String explanation,
      boolean reached,
      int steps,
      Result result) {
    static SceneEntry of(SceneOutcome outcome) {
      return new SceneEntry(
          outcome.name(),
          outcome.module(),
          outcome.scene().base(),
          outcome.sentence(),
          outcome.scene().reaches(),
          outcome.verdict().label(),
          outcome.explain(),
          outcome.reached(),
          outcome.steps(),
          Result.of(outcome));
    }
  }

  /** The coverage of a module: the models that count, and the actions that are wrong. */
  public record CoverageEntry(
      String module,
      List<String> models,
      String verdict,
      String explanation,
      Collection<String> idle,
      Collection<String> strays) {
    static CoverageEntry of(CoverageOutcome outcome) {
      return new CoverageEntry(
          outcome.module(),
          outcome.models(),
          outcome.verdict().label(),
          outcome.explain(),
          outcome.idle(),
          outcome.strays());
    }
  }

  /** What TLC found; the fields that do not apply are absent. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Result(
      String kind,
      List<String> suspects,
      String violated,
      String message,
      Double collisionProbability,
      List<State> trace,
      String ending,
      Stats stats) {
    static Result of(RunOutcome outcome) {
      return JsonResults.of(outcome);
    }
  }

  /** A state of a counterexample, with the variables that changed in it. */
  public record State(
      int step, String action, Map<String, String> variables, Collection<String> changed) {}

  /** What TLC explored. */
  public record Stats(
      long generated,
      long distinct,
      int depth,
      long queue,
      long millis,
      List<ActionCoverage> coverage,
      List<String> idleActions) {
    static Stats of(TlcStats stats) {
      return new Stats(
          stats.generated(),
          stats.distinct(),
          stats.depth(),
          stats.queue(),
          stats.elapsed().toMillis(),
          stats.coverage(),
          stats.idleActions());
    }
  }

  /** The report of a check of something in this manifest. */
  public static JsonReport of(LaneReport report, Manifest manifest) {
    return new JsonReport(
        FORMAT,
        report.label(),
        report.verdict().label(),
        report.verdict().exitCode(),
        report.elapsed().toMillis(),
        report.models().stream().map(ModelEntry::of).toList(),
        report.faults().stream().map(FaultEntry::of).toList(),
        report.scenes().stream().map(SceneEntry::of).toList(),
        report.coverage().stream().map(CoverageEntry::of).toList(),
        report.kept(),
        List.copyOf(manifest.uncontrolled()));
  }

  /** This report as JSON text. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records that Jackson cannot write", e);
    }
  }
}
