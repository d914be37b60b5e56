package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void anUnreadableObjectIsNamedOnceWithProblemAndMend() {
    Failure failure =
        Failure.of(
            new Unreadable(Unreadable.Reason.CORRUPT, "/r/x.json", "it is bad", "Mend it", null));
    assertThat(failure).isEqualTo(new Failure("/r/x.json: it is bad", "Mend it", ExitCode.USAGE));
  }

  @Test
  void aStoreThatFailedLeavesTheResultUnknown() {
    assertThat(Failure.of(new StoreException("disk on fire", null)).exitCode())
        .isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void aFileThatMayNotBeReadIsBadInput() {
    Failure failure =
        Failure.of(new StoreException("cannot read", new AccessDeniedException("/r/secret")));
    assertThat(failure.problem()).isEqualTo("/r/secret: permission denied");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aTraceWithinAMessageIsLeftOut() {
    Failure failure =
        Failure.of(new StoreException("bad: cause\n\tat a.B.c(D.java:1)\n\tat e.F\nCaused", null));
    assertThat(failure.problem()).isEqualTo("bad: cause");
  }

  @Test
  void whatNobodyForesawIsNeverTakenForAViolation() {
    assertThat(Failure.of(new IllegalStateException("bug")).exitCode()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(Failure.of(new NoClassDefFoundError("x")).exitCode()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(Failure.of(new OutOfMemoryError()).exitCode()).isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void aBadArgumentIsWrongUsage() {
    assertThat(Failure.of(new IllegalArgumentException("no")).exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
