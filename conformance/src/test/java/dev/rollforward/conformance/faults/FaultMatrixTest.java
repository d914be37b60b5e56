package dev.rollforward.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.conformance.faults.Finding.Kind;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of different kinds, planted into the library, are caught in child JVMs; a change that
 * changes nothing is not. The whole matrix is {@code ./rollforward faults run}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Path folder;
  private FaultMatrix matrix;

  @BeforeAll
  void explore(@TempDir Path shared) {
    folder = shared;
    SpecFiles files = SpecFiles.bundled();
    Detectors detectors = new Detectors(files, FaultPatchesTest.HOME, folder, LIMIT);
    matrix =
        new FaultMatrix(
            FaultPatchesTest.HOME,
            folder,
            files.manifest(),
            SpecDigest.of(files, TlcJar.digest()),
            List.of(
                detectors.replay(List.of("replay-alone")),
                detectors.schedules(ScheduleChild.QUICK)),
            Map.of(),
            FaultMatrix.Listener.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NoFence", "LostResponseIsFailure", "DeleteBeforeAudit"})
  void isCaughtByWhatHasToNotice(String fault) {
    Row row = matrix.run(List.of(fault)).get(0);

    assertThat(row.catchers()).as("%s", row).containsExactly(Engine.REPLAY, Engine.SCHEDULES);
    assertThat(row.problems()).isEmpty();
  }

  /** Otherwise "caught" would mean nothing. */
  @Test
  void aChangeThatChangesNothingIsMissed() {
    Row row = matrix.run(List.of(FaultPatches.EQUIVALENT)).get(0);

    assertThat(row.cells().values())
        .as("%s", row)
        .extracting(cell -> cell.finding().kind())
        .containsOnly(Kind.MISSED)
        .hasSize(2);
    assertThat(row.problems()).singleElement().asString().contains("two engines");
  }

  @Test
  void whatIsNoticedBySomethingElseIsAProblem() {
    FaultPatch patch = FaultPatches.of("NoFence");
    Finding wrong = Row.judge(patch, Engine.SCHEDULES, Finding.caught("PinExact", "in 3 plays"));
    Row row = new Row(patch, "", Map.of(Engine.SCHEDULES, new Row.Cell(wrong, Duration.ZERO)));

    assertThat(wrong.kind()).isEqualTo(Kind.OTHERWISE);
    assertThat(row.problems()).anyMatch(problem -> problem.contains("by PinExact"));
  }

  @Test
  void whatDoesNotEndInTimeIsUnknown() {
    Detector hasty = new ChildDetector(Engine.SCHEDULES, Duration.ofMillis(1), patch -> List.of());
    FaultPatch patch = FaultPatches.of("NoFence");
    PatchedLibrary library = PatchedLibrary.plant(patch, FaultPatchesTest.HOME, folder);

    Finding finding = hasty.look(patch, java.util.Optional.of(library), folder);

    assertThat(finding.kind()).isEqualTo(Kind.UNKNOWN);
    Row row = new Row(patch, "", Map.of(Engine.SCHEDULES, new Row.Cell(finding, Duration.ZERO)));
    assertThat(row.isOpen()).isTrue();
  }

  @Test
  void whatAnEarlierRunFoundIsKeptForTheSameLibraryOnly() throws IOException {
    FaultPatch patch = FaultPatches.of("NoFence");
    Row row =
        new Row(
            patch,
            "spec",
            Map.of(
                Engine.TLC,
                new Row.Cell(Finding.caught("NoDriftAfterDecision", "in 12"), Duration.ofMillis(7)),
                Engine.REPLAY,
                new Row.Cell(Finding.unknown("not finished"), Duration.ZERO)));
    MatrixReport report =
        new MatrixReport(List.of(row), List.of(Engine.TLC), "library", Duration.ZERO);
    Path file = Files.writeString(folder.resolve("faults.json"), report.json());

    assertThat(MatrixFile.read(file, "library"))
        .containsOnly(
            Map.entry(MatrixFile.key("NoFence", "spec", Engine.TLC), row.cells().get(Engine.TLC)));
    assertThat(MatrixFile.read(file, "other")).isEmpty();
    assertThat(MatrixFile.read(folder.resolve("none.json"), "library")).isEmpty();
  }
}
