package dev.rollforward.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OpenOptions;
import dev.rollforward.port.RecordedPauses;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pauses between the attempts of one transaction, for every pair that may be set. */
class RetryPausesTest {
  private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

  private final RecordedPauses environment = new RecordedPauses();

  @Test
  void theyDoubleUpToTheLongest() {
    assertThat(pauses(6, Duration.ofMillis(100), Duration.ofSeconds(1)))
        .containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L);
  }

  @Test
  void theyStayWhereTheyCannotGrow() {
    assertThat(pauses(3, Duration.ofMillis(7), Duration.ofMillis(7))).containsExactly(7L, 7L, 7L);
    assertThat(pauses(2, Duration.ZERO, Duration.ofMillis(7))).containsExactly(0L, 0L);
    assertThat(pauses(0, Duration.ofMillis(1), Duration.ofMillis(7))).isEmpty();
  }

  @Test
  void noDurationIsTooLong() {
    assertThat(pauses(3, Duration.ofDays(1), ENDLESS))
        .containsExactly(86_400_000L, 172_800_000L, 345_600_000L);
  }

  @Test
  void aPauseThatWouldOutlastTheDeadlineIsNotBegun() {
    Retries retries =
        new Retries(
            options(9, Duration.ofMillis(100), Duration.ofSeconds(1)),
            environment,
            new Timer(environment::nanoTime, Duration.ofMillis(301)));

    assertThat(List.of(retries.again(), retries.again(), retries.again()))
        .containsExactly(true, true, false);
    assertThat(environment.nanoTime()).isEqualTo(Duration.ofMillis(300).toNanos());
  }

  private List<Long> pauses(int most, Duration first, Duration longest) {
    int before = environment.pauses().size();
    Retries retries = new Retries(options(most, first, longest), environment, Timer.ENDLESS);
    while (retries.again()) {}
    return environment.pauses().stream()
        .skip(before)
        .map(nanos -> Duration.ofNanos(nanos).toMillis())
        .toList();
  }

  private static OpenOptions options(int retries, Duration first, Duration longest) {
    return OpenOptions.builder().retries(retries).retryPauses(first, longest).build();
  }
}
