package dev.rollforward.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.port.RecordedPauses;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** All time that passes is the environment's, so that a run can be repeated. */
class BackoffTest {
  private final RecordedPauses environment = new RecordedPauses();
  private final Backoff backoff = new Backoff(environment);

  @Test
  void pausesGrowUpToALimitAndEndAfterAMinute() {
    int attempts = 0;
    while (backoff.again()) {
      attempts++;
    }

    assertThat(environment.pauses()).hasSize(attempts - 1);
    assertThat(environment.pauses().stream().map(Duration::ofNanos).map(Duration::toMillis))
        .startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 100L, 100L)
        .endsWith(100L);
    assertThat(Duration.ofNanos(environment.nanoTime()))
        .isBetween(Duration.ofMinutes(1), Duration.ofMillis(60_100));
    assertThat(backoff.again()).isFalse();
  }

  @Test
  void theFirstAttemptDoesNotWait() {
    assertThat(backoff.again()).isTrue();

    assertThat(environment.pauses()).isEmpty();
  }
}
