package dev.rollforward.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.GroupView;
import dev.rollforward.Verdict;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.Main;
import dev.rollforward.cli.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kill point through a real child process, and every way for the demo to go red. */
class DemoTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private final Recorder recorder = new Recorder();

  private List<String> before;

  @BeforeEach
  void lookIntoTheTemporaryFolder() throws IOException {
    before = leftovers();
  }

  @AfterEach
  void nothingIsLeftInTheTemporaryFolder() throws IOException {
    assertThat(leftovers()).isEqualTo(before);
  }

  /** Of this process only: the temporary folder is everybody's, and another one tests beside it. */
  private static List<String> leftovers() throws IOException {
    String own = "rollforward-(demo|child)-" + ProcessHandle.current().pid() + "-.*";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(own))
          .sorted()
          .toList();
    }
  }

  /** A slow machine is told what takes so long, a fast one nothing. */
  private void assertNothingButProgress() {
    assertThat(recorder.err().lines())
        .allSatisfy(line -> assertThat(line).isEqualTo("loading Lance and making three tables..."));
  }

  @ParameterizedTest
  @CsvSource({
    "ArmSidecar,    recovery rolls it back,    0 of 3 tables were there, OLD, ABORTED",
    "CommitTable:1, recovery rolls it back,    1 of 3 tables were there, OLD, ABORTED",
    "CommitTable:2, recovery rolls it back,    2 of 3 tables were there, OLD, ABORTED",
    "CommitTable:3, recovery rolls it forward, every table was there,    NEW, COMMITTED",
    "Publish,       recovery cleans up,        contained its decision already,  NEW, COMMITTED",
    "DeleteSidecar, nothing to recover,        there is none,            NEW,"
  })
  void everyKillPointEndsInAllOrNothing(
      String step, String what, String why, Visibility seen, Verdict audited) {
    Path root = folder.resolve("a group");
    int exitCode =
        Main.run(recorder.console(), "demo", "--kill-at", step, "--root", root.toString());
    assertNothingButProgress();
    assertThat(exitCode).isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .contains("right after the step " + step + ".", "exit code 137", what, why)
        .contains("The files are in " + root)
        .doesNotContain("VIOLATED");
    assertStands(root, seen, Optional.ofNullable(audited));
  }

  /** Judged again, and without the demo's own properties. */
  private static void assertStands(Path root, Visibility seen, Optional<Verdict> audited) {
    Observation end = Observation.at(root);
    assertThat(SampleTable.ALL).allMatch(table -> end.sight(table) == seen);
    assertThat(end.view().sidecars()).isEmpty();
    assertThat(end.view().audits().stream().map(GroupView.AuditRecord::verdict))
        .containsExactlyElementsOf(audited.stream().toList());
  }

  @Test
  void withoutARootNothingStays() throws IOException {
    assertThat(Main.run(recorder.console(), "demo")).isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).contains(outputInTheReadme());
    assertThat(recorder.out())
        .contains("right after the step CommitTable:2.", "The files are removed")
        .doesNotContain("[INFO]", "[WARN]");
    assertNothingButProgress();
  }

  private static List<String> outputInTheReadme() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../README.md"));
    int start = lines.indexOf("```") + 1;
    List<String> output =
        lines.subList(start, start + lines.subList(start, lines.size()).indexOf("```"));
    assertThat(output).isNotEmpty();
    return output;
  }

  @Test
  void theDemoWithItsKilledChildIsABehaviour() {
    Path file = folder.resolve("demo.ndjson");

    assertThat(Main.run(recorder.console(), "demo", "--trace", file.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(Main.run(recorder.console(), "validate", file.toString(), file + ".child"))
        .isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).contains("[ok] 2 files, 1 group, 26 events: every event is a step");
  }

  @Test
  void aLostSidecarIsFoundOut() {
    Path root = folder.resolve("group");
    Demo demo =
        new Demo(recorder.console(), PATIENCE, broken -> deleteAll(broken.resolve("__recovery")));
    assertThat(demo.run(KillPoint.COMMIT_TABLE_3, Optional.of(root))).isEqualTo(ExitCode.VIOLATED);
    assertThat(recorder.err())
        .contains("error: CommittedIffComplete is violated: 3 tables had moved;")
        .contains("error: RecoveredIffUnfinished is violated: the sidecar stood;")
        .contains("error: HeadResolvesToPin is violated: the pin of people is 1")
        .contains("remedy: ");
    assertThat(recorder.out()).contains("VIOLATED", "The files are in " + root);
  }

  @Test
  void anUnreadableSidecarIsFoundOut() {
    Demo demo =
        new Demo(recorder.console(), PATIENCE, broken -> truncateAll(broken.resolve("__recovery")));
    assertThat(demo.run(KillPoint.COMMIT_TABLE_1, Optional.of(folder.resolve("group"))))
        .isEqualTo(ExitCode.VIOLATED);
    assertThat(recorder.err())
        .contains("error: NoProblems is violated: ", "this sidecar is damaged: it is empty");
  }

  @Test
  void whatIsViolatedStaysToBeLookedAt() {
    List<Path> roots = new ArrayList<>();
    Demo demo =
        new Demo(
            recorder.console(),
            PATIENCE,
            root -> {
              roots.add(root);
              deleteAll(root.resolve("__recovery"));
            });
    assertThat(demo.run(KillPoint.COMMIT_TABLE_1, Optional.empty())).isEqualTo(ExitCode.VIOLATED);
    assertThat(recorder.out()).contains("The files are in " + roots.get(0));
    assertThat(roots.get(0).resolve("__manifest")).exists();
    deleteTree(roots.get(0).getParent());
  }

  @Test
  void anAnswerThatDoesNotComeInTimeLeavesTheResultUnknown() {
    Demo demo = new Demo(recorder.console(), Duration.ZERO, root -> {});
    assertThatThrownBy(() -> demo.run(KillPoint.PUBLISH, Optional.empty()))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNKNOWN))
        .hasMessage("the child process did not come to Publish within 0 s");
  }

  @Test
  void anUnknownStepIsAnsweredWithTheKnownOnes() {
    assertThat(Main.run(recorder.console(), "demo", "--kill-at", "Foo")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err())
        .contains("'Foo' is no step; the steps are " + KillPoint.labels())
        .contains("remedy: see rollforward demo --help");
  }

  @Test
  void aFolderThatIsNotEmptyIsLeftAsItIs() throws IOException {
    Files.writeString(folder.resolve("mine"), "x");
    assertThat(Main.run(recorder.console(), "demo", "--root", folder.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).startsWith("error: " + folder + ": this folder is not empty");
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine"));
    assertThat(recorder.out()).isEmpty();
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "x");
    assertThat(Main.run(recorder.console(), "demo", "--root", file.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).startsWith("error: " + file + ": cannot be a new folder: ");
  }

  private static void deleteTree(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    each(folder, Files::delete);
  }

  private static void truncateAll(Path folder) {
    each(folder, file -> Files.writeString(file, ""));
  }

  private static void each(Path folder, FileAction action) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        action.on(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface FileAction {
    void on(Path file) throws IOException;
  }
}
