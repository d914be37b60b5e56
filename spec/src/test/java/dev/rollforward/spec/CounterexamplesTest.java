package dev.rollforward.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.picture.Picture;
import dev.rollforward.spec.picture.PictureSvg;
import dev.rollforward.spec.picture.TracePicture;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.trace.TraceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is told of the published sweep's counterexamples is what TLC finds, step by step, and so are
 * their pictures. To draw these anew: {@code mvn -pl spec test -Dtest=CounterexamplesTest
 * -Drollforward.write=true}.
 */
class CounterexamplesTest {
  private static final Path TOLD = Path.of("counterexamples");
  private static final SpecFiles FILES = SpecFiles.in(Path.of(""));
  private static final Manifest SWEEP = FILES.manifest().of("SidecarSweep");

  /** The fault that the README tells of. */
  private static final String OF_README = "NoFence";

  private static final Path README_PICTURE = Path.of("..", "docs", "pictures", "NoFence.svg");

  @TempDir Path workspace;

  @Test
  void everyFaultAndFindingIsToldAndNothingElse() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    try (Stream<Path> files = Files.list(TOLD)) {
      files.forEach(file -> told.add(file.getFileName().toString()));
    }

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            SWEEP.faults().stream()
                .flatMap(fault -> Stream.of(fault.name() + ".md", fault.name() + ".svg"))
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> theStoryIsTheTrace() {
    List<Selection.Injection> all = new ArrayList<>(SWEEP.injections());
    all.addAll(FILES.manifest().only(OF_README).faults());
    Selection faults = Selection.of("counterexamples", List.of(), all);
    LaneOptions options = LaneOptions.defaults(workspace).withoutReuse();
    LaneReport report = new LaneCheck(FILES, options).run(faults, new LaneListener() {});
    return report.faults().stream()
        .flatMap(
            outcome ->
                outcome.name().equals(OF_README)
                    ? Stream.of(pictureTest(outcome, README_PICTURE))
                    : Stream.of(
                        DynamicTest.dynamicTest(outcome.name(), () -> compare(outcome)),
                        pictureTest(outcome, TOLD.resolve(outcome.name() + ".svg"))));
  }

  private static DynamicTest pictureTest(FaultOutcome outcome, Path file) {
    return DynamicTest.dynamicTest(
        outcome.name() + ", its picture",
        () -> {
          Picture picture = TracePicture.of(outcome, FILES.manifest(), FILES.words()).orElseThrow();
          String svg = PictureSvg.of(picture);
          if (Boolean.getBoolean("rollforward.write")) {
            Files.writeString(file, svg);
          }
          assertThat(file).as("stale; see the comment of this class").hasContent(svg);
          assertThat(picture.broken().orElseThrow())
              .returns(outcome.fault().breaks(), Picture.Broken::property)
              .returns(outcome.trace().steps(), Picture.Broken::step);
          assertThat(picture.broken().orElseThrow().harm()).isNotEmpty();
        });
  }

  private static void compare(FaultOutcome outcome) throws IOException {
    List<String> lines = Files.readAllLines(TOLD.resolve(outcome.name() + ".md"));
    List<String> found = outcome.trace().states().stream().skip(1).map(TraceState::action).toList();

    assertThat(lines.get(0)).isEqualTo("# " + outcome.name() + ": " + outcome.fault().breaks());
    assertThat(steps(lines)).isNotEmpty().isEqualTo(found);
    assertThat(lines)
        .contains("![" + outcome.name() + ", step by step](" + outcome.name() + ".svg)");
  }

  /** The column "step" of the table, read from top to bottom. */
  private static List<String> steps(List<String> lines) {
    List<String> steps = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > 2 && cells[2].strip().startsWith("`")) {
        steps.add(cells[2].strip().replace("`", ""));
      }
    }
    return steps;
  }
}
