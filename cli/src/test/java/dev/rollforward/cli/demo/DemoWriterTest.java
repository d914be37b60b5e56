package dev.rollforward.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.TempFolder;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWriterTest {
  @Test
  void aChildThatFailsIsQuoted(@TempDir Path noGroup) {
    try (TempFolder temporary = new TempFolder("rollforward-child-")) {
      DemoWriter victim = new DemoWriter(KillPoint.PUBLISH, Duration.ofMinutes(1), temporary);
      assertThatThrownBy(() -> victim.run(noGroup))
          .isInstanceOfSatisfying(
              CliException.class,
              e -> {
                assertThat(e).hasMessage("the child process ended before Publish");
                assertThat(e.exitCode()).isEqualTo(ExitCode.UNKNOWN);
                assertThat(e.remedy()).contains(noGroup.toString(), "is not a table group");
              });
    }
  }

  @Test
  void theChildDoesNotOutliveItsParent() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    StopListener stop =
        new StopListener(
            KillPoint.ARM_SIDECAR,
            new PrintStream(said, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream());
    ProtocolEvent event =
        new ProtocolEvent(
            Action.ArmSidecar,
            OperationId.random(),
            Optional.empty(),
            dev.rollforward.Facts.of("tables", List.of("cities")));
    assertThatThrownBy(() -> stop.onStep(event)).isInstanceOf(IllegalStateException.class);
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "step\tArmSidecar\twrites its sidecar: from here on recovery knows of it",
            DemoChild.STOPPED);
  }
}
