package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.trace.TraceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is true: its program runs, its counterexample is the one that TLC finds. */
class ReadmeTest {
  private static final Document README = Document.at("README.md");
  private static final String FAULT = "NoFence";

  @TempDir Path folder;

  @Test
  void theCounterexampleIsWhatTlcFinds() {
    SpecFiles files = SpecFiles.bundled();
    FaultOutcome outcome =
        new LaneCheck(files, LaneOptions.defaults(folder))
            .run(files.manifest().only(FAULT), LaneListener.NONE)
            .faults()
            .get(0);
    Fault fault = outcome.fault();
    List<String> found = outcome.trace().states().stream().skip(1).map(TraceState::action).toList();

    assertThat(told()).isEqualTo(found);
    assertThat(README.text())
        .contains("TLC needs " + outcome.steps() + " steps")
        .contains("`" + fault.breaks() + "` is violated");
  }

  @Test
  void itIsShort() {
    assertThat(README.text().lines()).hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void theProgramRuns() throws IOException, InterruptedException {
    assertThat(README.runProgram(folder, "Main", folder.resolve("group").toString()))
        .contains("3 people; operation ", " is committed, visible since manifest 3");
  }

  @Test
  void itNamesTheCoordinatesOfTheLibrary() {
    assertThat(README.text()).contains(String.join(":", Document.coordinates()));
  }

  /** A result that is added or renamed has to be explained. */
  @Test
  void itExplainsEveryResult() {
    String paragraph = README.group("(?m)^(A `CommitResult` is .*\\R.*)$");

    assertThat(CommitResult.class.getPermittedSubclasses())
        .allSatisfy(result -> assertThat(paragraph).contains("`" + result.getSimpleName() + "`"));
    assertThat(
            Pattern.compile("`([A-Z]\\w+)`")
                .matcher(paragraph)
                .results()
                .map(match -> match.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(CommitResult.class),
                    Arrays.stream(CommitResult.class.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .toList());
  }

  /** The steps in the table of the README, where "X twice" stands for two. */
  private static List<String> told() {
    List<String> steps = new ArrayList<>();
    for (String line : README.text().lines().toList()) {
      if (line.startsWith("| writer 1 |") || line.startsWith("| sweep |")) {
        Pattern.compile("`(\\w+)`( twice)?")
            .matcher(line.split("\\|", -1)[2])
            .results()
            .forEach(
                match -> {
                  steps.add(match.group(1));
                  if (match.group(2) != null) {
                    steps.add(match.group(1));
                  }
                });
      }
    }
    assertThat(Arrays.stream(Action.values()).map(Action::name)).containsAll(steps);
    return steps;
  }
}
