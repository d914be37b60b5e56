package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.trace.TraceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's counterexample is the one that TLC finds, and its links and names exist. */
class ReadmeTest {
  private static final Path HOME = Path.of("..");
  private static final String FAULT = "NoFence";

  @TempDir Path folder;

  @Test
  void theCounterexampleIsWhatTlcFinds() throws IOException {
    SpecFiles files = SpecFiles.bundled();
    FaultOutcome outcome =
        new LaneCheck(files, LaneOptions.defaults(folder))
            .run(files.manifest().only(FAULT), LaneListener.NONE)
            .faults()
            .get(0);
    Fault fault = outcome.fault();
    List<String> found = outcome.trace().states().stream().skip(1).map(TraceState::action).toList();

    assertThat(told()).isEqualTo(found);
    assertThat(readme())
        .contains("TLC needs " + outcome.steps() + " steps")
        .contains("`" + fault.breaks() + "` is violated");
  }

  @Test
  void whatItLinksToExists() throws IOException {
    List<String> links =
        Pattern.compile("\\]\\((?!http)([^)]+)\\)")
            .matcher(readme())
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(HOME.resolve(link)).exists());
  }

  /** The steps in the table of the README, where "X twice" stands for two. */
  private static List<String> told() throws IOException {
    List<String> steps = new ArrayList<>();
    for (String line : Files.readAllLines(HOME.resolve("README.md"))) {
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

  private static String readme() throws IOException {
    return Files.readString(HOME.resolve("README.md"));
  }
}
