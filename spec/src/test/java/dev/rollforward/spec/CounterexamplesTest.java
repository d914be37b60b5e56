package dev.rollforward.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecFiles;
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

/** What is told of the published sweep's counterexamples is what TLC finds, step by step. */
class CounterexamplesTest {
  private static final Path TOLD = Path.of("counterexamples");
  private static final Manifest SWEEP = SpecFiles.in(Path.of("")).manifest().of("SidecarSweep");

  @TempDir Path workspace;

  @Test
  void everyFaultAndFindingIsToldAndNothingElse() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    try (Stream<Path> files = Files.list(TOLD)) {
      files.forEach(file -> told.add(file.getFileName().toString()));
    }

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            SWEEP.faults().stream().map(fault -> fault.name() + ".md").toList());
  }

  @TestFactory
  Stream<DynamicTest> theStoryIsTheTrace() {
    Selection faults = Selection.of("counterexamples", List.of(), SWEEP.injections());
    LaneOptions options = LaneOptions.defaults(workspace).withoutReuse();
    LaneReport report =
        new LaneCheck(SpecFiles.in(Path.of("")), options).run(faults, new LaneListener() {});
    return report.faults().stream()
        .map(outcome -> DynamicTest.dynamicTest(outcome.name(), () -> compare(outcome)));
  }

  private static void compare(FaultOutcome outcome) throws IOException {
    List<String> lines = Files.readAllLines(TOLD.resolve(outcome.name() + ".md"));
    List<String> found = outcome.trace().states().stream().skip(1).map(TraceState::action).toList();

    assertThat(lines.get(0)).isEqualTo("# " + outcome.name() + ": " + outcome.fault().breaks());
    assertThat(steps(lines)).isNotEmpty().isEqualTo(found);
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
