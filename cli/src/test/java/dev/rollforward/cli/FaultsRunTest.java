package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code faults run}. */
class FaultsRunTest {
  private static final String HOME = "rollforward.home";

  @TempDir Path folder;
  private final Recorder recorder = new Recorder();

  @AfterEach
  void forgetHome() {
    System.clearProperty(HOME);
  }

  @Test
  void aFaultIsPlantedAndCaughtAndKept() throws IOException {
    System.setProperty(HOME, "..");
    Path json = folder.resolve("faults.json");

    int code =
        recorder.run(
            "faults", "run", "--fault", "NoFence", "--engine", "schedules", "--json", "" + json);

    assertThat(code).as(recorder.err()).isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).contains("NoFence", "NoDriftAfterDecision", "1 faults, 1 engines");
    assertThat(recorder.err()).contains("1 of 1: NoFence, schedules: caught NoDriftAfterDecision");
    assertThat(Files.readString(json))
        .contains("\"finding\" : \"caught\"", "\"by\" : \"NoDriftAfterDecision\"", "\"library\"");
  }

  @Test
  void wrongUsageIsRefused() {
    assertRefused("there is no engine 'magic'", "--engine", "magic");
    assertRefused("no fault of our protocol is called \"NoFense\"", "--fault", "NoFense");
    assertRefused("--keep is for all faults", "--fault", "NoFence", "--keep");
    assertRefused("is not the project's folder", "--fault", "NoFence");
  }

  private static void assertRefused(String why, String... options) {
    Recorder one = new Recorder();
    String[] args = new String[options.length + 2];
    args[0] = "faults";
    args[1] = "run";
    System.arraycopy(options, 0, args, 2, options.length);

    assertThat(one.run(args)).isEqualTo(ExitCode.USAGE);
    assertThat(one.err()).contains(why);
  }
}
