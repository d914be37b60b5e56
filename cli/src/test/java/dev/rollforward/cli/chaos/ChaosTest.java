package dev.rollforward.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code chaos}. */
class ChaosTest {
  private final Recorder recorder = new Recorder();

  @TempDir Path folder;

  @Test
  void theSameSeedWritesTheSameReport() throws Exception {
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");

    assertThat(chaos("--seed", "3", "--schedules", "20", "--json", one.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(chaos("--seed", "3", "--schedules", "20", "--json", two.toString()))
        .isEqualTo(ExitCode.OK);

    assertThat(two).hasSameBinaryContentAs(one);
    assertThat(Files.readString(one)).contains("\"digest\"", "\"schedules\" : 20");
    assertThat(recorder.out()).contains("[ok] 20 schedules from seed 3");
  }

  @Test
  void aFaultIsFoundShrunkAndCanBeRepeated() {
    assertThat(chaos("--seed", "1", "--schedules", "40", "--fault", "NoFence"))
        .isEqualTo(ExitCode.VIOLATED);
    assertThat(recorder.out()).contains("NoDriftAfterDecision is violated by seed", "@Test");
    Matcher choices = Pattern.compile("--choices '([^']*)'").matcher(recorder.out());
    assertThat(choices.find()).isTrue();

    Path trace = folder.resolve("trace.ndjson");
    assertThat(
            chaos("--fault", "NoFence", "--choices", choices.group(1), "--trace", trace.toString()))
        .isEqualTo(ExitCode.VIOLATED);
    assertThat(trace).isNotEmptyFile();
    assertThat(chaos("--choices", choices.group(1))).isEqualTo(ExitCode.OK);
  }

  @Test
  void aWrongRequestIsRefused() {
    assertThat(chaos("--schedules", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("--schedules is 0");
    assertThat(chaos("--choices", "turns")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("'turns' is no stream of choices");
    assertThat(chaos("--trace", "t")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("--trace needs --choices");
  }

  private int chaos(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "chaos";
    System.arraycopy(options, 0, all, 1, options.length);
    return recorder.run(all);
  }
}
