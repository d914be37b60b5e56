package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code replay}. */
class ReplayTest {
  private final Recorder recorder = new Recorder();

  @Test
  void aModelIsReplayedWhole(@TempDir Path folder) {
    Path junit = folder.resolve("report.xml");
    assertThat(recorder.run("replay", "--model", "replay-alone", "--junit", junit.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .contains("532 states, 1,", "CrashWriter", "crashes", "[ok] every step was taken");
    assertThat(junit).content().contains("classname=\"replay.memory\" name=\"replay-alone\"");
  }

  @Test
  void aSampleIsReplayedOnLance() {
    assertThat(
            recorder.run("replay", "--model", "replay-alone", "--store", "lance", "--paths", "25"))
        .isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).contains("25 paths of the code", "[ok] every action was taken");
  }

  @Test
  void aModelThatTheLibraryCannotPlayIsRefused() {
    assertThat(recorder.run("replay", "--model", "drop")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err())
        .contains("model drop cannot be replayed", "replay, replay-alone")
        .doesNotContain("repeats");
  }

  @Test
  void aModelThatRemovesRowsIsRefusedOnLance() {
    assertThat(recorder.run("replay", "--model", "replay-kinds", "--store", "lance"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err())
        .contains("model replay-kinds cannot be replayed on Lance: it replaces or removes rows")
        .contains("--store memory", "replay, replay-alone");
  }

  @Test
  void aTypoIsAnsweredWithASuggestion() {
    assertThat(recorder.run("replay", "--model", "replay-alnoe")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("replay-alnoe", "replay-alone");
  }

  @Test
  void noPathsIsWrongUsage() {
    assertThat(recorder.run("replay", "--paths", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("--paths is 0");
  }
}
