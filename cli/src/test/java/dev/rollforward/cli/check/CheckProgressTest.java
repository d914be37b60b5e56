package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.Recorder;
import dev.rollforward.cli.Terminal;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.tlc.TlcProgress;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CheckProgressTest {
  @RegisterExtension private final Clock clock = new Clock();

  private String drawn(String name, long distinct, int seconds) {
    Recorder recorder = new Recorder(new Terminal(false, true, false, 200));
    try (LiveLine line = recorder.console().liveLine()) {
      new CheckProgress(line, clock.files().manifest().lane(Lane.SMOKE))
          .progress(
              name,
              new TlcProgress(
                  TlcProgress.Phase.EXPLORING,
                  7,
                  2 * distinct,
                  distinct,
                  30,
                  Duration.ofSeconds(seconds)));
    }
    return recorder.err();
  }

  @Test
  void theRestIsEstimatedFromTheBand() throws IOException {
    clock.edit("models/Clock.json", "[9, 9]", "[19000, 21000]");

    assertThat(drawn("clock", 5000, 50))
        .contains(
            "[1/8] clock █████░░░░░░░░░░░░░░░: 5,000 distinct, 100/s, about 3 min left,"
                + " 30 queued, depth 7");
    assertThat(drawn("clock", 19000, 190)).contains("100/s, about 11 s left,");
  }

  @Test
  void thereIsNoEstimateWhereThereIsNoForecast() throws IOException {
    clock.edit("models/Clock.json", "[9, 9]", "[1000, 21000]");

    assertThat(drawn("clock", 500, 50)).contains("10/s, 30 queued");
    assertThat(drawn("sundial", 1, 1)).contains("1/s, 30 queued");
    assertThat(drawn("Overshoot", 500, 50)).contains("[1/8] Overshoot: 500 distinct, 10/s, 30");
  }
}
