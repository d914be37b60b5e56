package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.proof.Proof;
import dev.rollforward.spec.report.FaultOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/design-review.md is true: its faults break what it says, in as many steps; its figures. */
class DesignReviewTest {
  private static final Document REVIEW = Document.at("docs/design-review.md");
  private static final SpecFiles FILES = SpecFiles.bundled();
  private static final Manifest MANIFEST = FILES.manifest();

  @TempDir Path folder;

  private static String code(String cell) {
    return cell.replace("`", "");
  }

  /** One run of TLC's JVM for all nine. */
  @Test
  void eachRuleThatIsRemovedBreaksWhatItsRowSaysInAsManySteps() {
    List<List<String>> rows =
        REVIEW.rows("\\d+\\. .*?").stream().filter(row -> !row.get(4).isEmpty()).toList();
    List<String> faults = rows.stream().map(row -> code(row.get(2))).toList();
    assertThat(faults).hasSize(9);

    List<FaultOutcome> outcomes =
        new LaneCheck(FILES, LaneOptions.defaults(folder))
            .run(
                new Selection(
                    "the rules",
                    List.of(),
                    faults.stream()
                        .flatMap(fault -> MANIFEST.only(fault).faults().stream())
                        .toList(),
                    List.of(),
                    List.of()),
                LaneListener.NONE)
            .faults();

    assertThat(outcomes).extracting(FaultOutcome::name).containsExactlyInAnyOrderElementsOf(faults);
    for (FaultOutcome outcome : outcomes) {
      List<String> row = rows.get(faults.indexOf(outcome.name()));
      assertThat(outcome.caught()).as(outcome.explain()).isTrue();
      assertThat(List.of(outcome.sought(), Integer.toString(outcome.steps())))
          .as(outcome.name())
          .containsExactly(code(row.get(3)), row.get(4));
    }
  }

  @Test
  void eachRuleOfTheTourIsThere() {
    List<String> tour = Document.at("spec/README.md").groups("(?m)^(\\d+)\\. ");

    assertThat(REVIEW.groups("(?m)^\\| (\\d+)\\. ")).isEqualTo(tour);
  }

  @Test
  void theScheduleOfThePublishedSweepIsThatOfTheCounterexample() {
    Document told = Document.at("spec/counterexamples/RestoreBuriesLiveWriter.md");

    assertThat(REVIEW.group("has (\\d+) steps:"))
        .isEqualTo(Integer.toString(told.rows("(?:writer|sweep) \\d").size()));
  }

  @Test
  void itsFiguresAreThoseOfTheirSources() {
    long findings =
        MANIFEST.of("SidecarSweep").faults().stream()
            .filter(fault -> fault.kind() == Fault.Kind.FINDING)
            .count();
    assertThat(REVIEW.group("has (\\d+) findings")).isEqualTo(Long.toString(findings));
    assertThat(REVIEW.group("; (\\d+) schedules are"))
        .isEqualTo(
            Integer.toString(
                Document.at("docs/published-sweep.md").rows("\\[\\w+\\]\\(.*?\\)").size()));
    assertThat(REVIEW.group("of (\\d+) lemmas"))
        .isEqualTo(Integer.toString(Proof.bundled(folder).lemmas().size()));
    // ReplayTest holds that row to what it has replayed.
    assertThat(Document.at("docs/invariants.md").text())
        .contains(REVIEW.group("\\| ([\\d,]+ states, [\\d,]+ steps) \\|"));
    assertThat(Document.at("spec/README.md").group("`Rollforward`: ours.*?\\| none \\| (\\d+) \\|"))
        .isEqualTo(REVIEW.group("4 store calls a commit instead of (\\d+)"));
  }

  @Test
  void whatItNamesExists() {
    List<String> known =
        Stream.concat(
                FILES.modules().stream().map(name -> name.replace(".tla", "")),
                MANIFEST.faults().stream().map(Fault::name))
            .toList();
    String proof = Document.at("docs/invariants.md").text();

    assertThat(
            Pattern.compile("`([A-Z][a-z]+[A-Z]\\w+)`")
                .matcher(REVIEW.text())
                .results()
                .map(match -> match.group(1)))
        .filteredOn(name -> !known.contains(name) && !proof.contains("| " + name + " |"))
        .containsExactly("DesignReviewTest", "RepairUndecidedTwice");
    assertThat(MANIFEST.models()).extracting("name").contains("RepairUndecidedTwice");
  }
}
