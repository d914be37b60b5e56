package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code validate}. */
class ValidateTest {
  private final Recorder recorder = new Recorder();
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void commitTwoTables() {
    file = LibraryTrace.of(folder);
  }

  private int validate() {
    return recorder.run("validate", file.toString());
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file));
  }

  @Test
  void whatTheLibraryDidIsAccepted() {
    assertThat(validate()).isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).contains("[ok] 1 file, 1 group, 8 events: every event is a step");
  }

  @Test
  void aWrongValueIsRejectedAndNamed() throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst("\"landed\":1", "\"landed\":7"));

    assertThat(validate()).isEqualTo(ExitCode.VIOLATED);
    assertThat(recorder.out())
        .contains("rejected after 4 of 8 events", "landed is 7, where the model has 1")
        .contains("[violation] 1 file, 1 group, 8 events: 1 group rejected, see above");
  }

  @Test
  void aMissingEventIsRejected() throws IOException {
    List<String> lines = lines();
    lines.remove(4);
    Files.write(file, lines);

    assertThat(validate()).isEqualTo(ExitCode.VIOLATED);
  }

  /** One of two files: a slip of whoever calls, and no violation. */
  @Test
  void anOperationThatBeginsInNoFileIsToldAndNothingIsJudged() throws IOException {
    List<String> lines = lines();
    String sweep = lines.get(1).replace("ReadManifest", "SweepListSidecars");
    String facts = sweep.substring(0, sweep.indexOf("\"facts\"")) + "\"facts\":{}}";
    String operation = facts.replaceFirst(".*\"operation\":\"([^\"]+)\".*", "$1");
    Files.write(file, List.of(lines.get(0), facts));

    assertThat(validate()).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err())
        .contains("operation " + operation + " is recovered here, and begins in no file")
        .contains("FILE.child");
    assertThat(recorder.out()).doesNotContain("rejected");
  }

  @Test
  void aLineThatIsCutOffIsToldAndLeftOut() throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 20));

    assertThat(validate()).isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).contains("Note: ", "7 events");
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    List<String> lines = lines();
    lines.set(0, lines.get(0).replaceFirst(":\\s*" + TraceFile.FORMAT, ":99"));
    Files.write(file, lines);

    assertThat(validate()).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("99");
  }

  @Test
  void whatIsNoTraceIsRefused() throws IOException {
    Files.writeString(file, "a shopping list\n");

    assertThat(validate()).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains(file.getFileName().toString());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(recorder.run("validate", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("there is no such file");
  }
}
