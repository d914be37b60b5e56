package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code explain}. */
class ExplainTest {
  private static final Path PICTURES = Path.of("..", "docs", "pictures");

  private final Recorder recorder = new Recorder();
  @TempDir Path folder;

  private void refused(String problem, String... arguments) {
    assertThat(recorder.run(arguments)).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains(problem);
    assertThat(recorder.out()).isEmpty();
  }

  @Test
  void aFaultIsSearchedAndDrawn() {
    assertThat(recorder.run("explain", "NoFence")).isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .startsWith("NoFence: rule 7: only tables that moved are restored")
        .contains("writer 1 writes its sidecar", "sidecars › + op 1")
        .contains("NoDriftAfterDecision broke at step 11: an operation is undone");
  }

  @Test
  void asSvgItIsThePictureOfTheDocuments() {
    Path svg = folder.resolve("nofence.svg");

    assertThat(recorder.run("explain", "NoFence", "--svg", svg.toString())).isEqualTo(ExitCode.OK);
    assertThat(svg).hasSameTextualContentAs(PICTURES.resolve("NoFence.svg"));
  }

  @Test
  void aReportOfCheckIsDrawnAsItsFaultIs() {
    Path report = folder.resolve("report.json");
    Path svg = folder.resolve("report.svg");

    assertThat(recorder.run("check", "--fault", "NoFence", "--json", report.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(recorder.run("explain", report.toString(), "--svg", svg.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(svg).hasSameTextualContentAs(PICTURES.resolve("NoFence.svg"));
  }

  @Test
  void aTraceThatIsRejectedIsMarkedWhereItIs() throws IOException {
    Path trace = LibraryTrace.of(folder);
    Files.writeString(trace, Files.readString(trace).replaceFirst("\"landed\":1", "\"landed\":7"));

    assertThat(recorder.run("explain", trace.toString())).isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .contains("a group: 8 events of 1 process")
        .contains(
            "Conformance to Rollforward.tla broke at step 5: landed is 7, where the model has 1.");
  }

  @Test
  void aTraceThatIsAcceptedHasNothingBroken() {
    assertThat(recorder.run("explain", LibraryTrace.of(folder).toString())).isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).contains("manifest › + manifest 2: op ").doesNotContain("broke");
  }

  @Test
  void whatIsNoNameAndNoFileIsRefused() throws IOException {
    refused("no fault or scene is called \"NoFense\"", "explain", "NoFense");
    assertThat(recorder.err()).contains("did you mean NoFence?");
  }

  @Test
  void filesWithoutABehaviourAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "nothing of TLC");
    Path json = Files.writeString(folder.resolve("empty.json"), "{\"spec\":{}}");

    refused("notes.txt has no counterexample of TLC in it", "explain", text.toString());
    refused("empty.json has no counterexample in it", "explain", json.toString());
    refused("gone.txt: there is no such file", "explain", folder.resolve("gone.txt").toString());
    refused("no trace of the library", "explain", text.toString(), json.toString());
  }

  @Test
  void aFolderThatIsNotThereIsRefusedBeforeTheWork() {
    refused("there is no such folder", "explain", "NoFence", "--svg", "/no/such/folder/x.svg");
  }
}
