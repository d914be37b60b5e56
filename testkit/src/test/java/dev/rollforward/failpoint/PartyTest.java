package dev.rollforward.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two tests that use failpoints take turns, whatever the runner does. */
@Timeout(60)
class PartyTest {
  private ExecutorService otherTest;

  /** Its threads stand for those of a runner: they are older than any activation. */
  @BeforeEach
  void startOthers() throws Exception {
    otherTest = Executors.newFixedThreadPool(2);
    otherTest.submit(() -> {}).get();
    otherTest.submit(() -> {}).get();
  }

  @AfterEach
  void stopOthers() {
    otherTest.shutdownNow();
    assertThat(Party.active()).isNull();
  }

  private static Activation activate(Sample name, Duration patience) {
    return Failpoints.activate(name, Activation.ALWAYS, Effect.halt(), patience).mayNotFire();
  }

  @Test
  @SuppressWarnings("try") // That it is closed early is what the test is about.
  void aSecondTestWaitsUntilTheFirstHasClosedEverything() throws Exception {
    List<String> order = new ArrayList<>();
    Future<?> second;
    try (Activation one = activate(Sample.First, Duration.ZERO);
        Activation two = activate(Sample.Second, Duration.ZERO)) {
      second = otherTest.submit(() -> runsAsSecond(order));
      awaitWaiting(second);
      two.close();
      order.add("first test closes");
      assertThat(one.fired()).isZero();
    }
    second.get(30, TimeUnit.SECONDS);

    assertThat(order).containsExactly("first test closes", "second test runs");
  }

  private static void runsAsSecond(List<String> order) {
    try (Activation mine = activate(Sample.First, Duration.ofSeconds(30))) {
      order.add("second test runs");
      assertThat(mine.fired()).isZero();
    }
  }

  private static void awaitWaiting(Future<?> second) {
    while (Party.waiting() == 0) {
      assertThat(second.isDone()).isFalse();
      Thread.onSpinWait();
    }
  }

  @Test
  void aSecondTestThatWaitsInVainFailsAndSaysForWhom() throws Exception {
    try (Activation mine = activate(Sample.First, Duration.ZERO)) {
      Future<Activation> second =
          otherTest.submit(() -> activate(Sample.Second, Duration.ofMillis(1)));

      assertThatThrownBy(second::get)
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .rootCause()
          .hasMessageContainingAll(
              "cannot activate Second", Thread.currentThread().getName(), "[First]");
      assertThat(mine.fired()).isZero();
    }
  }

  @Test
  void aWaitThatIsInterruptedFails() {
    try (Activation mine = activate(Sample.First, Duration.ZERO)) {
      Future<Boolean> second =
          otherTest.submit(
              () -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> activate(Sample.Second, Duration.ofSeconds(30)))
                    .hasMessageContaining("interrupted");
                return Thread.interrupted();
              });

      assertThat(second).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
      assertThat(mine.fired()).isZero();
    }
  }

  @Test
  void aTestWithoutFailpointsIsNotDisturbedByOneThatHasThem() throws Exception {
    Activation mine = Failpoints.activate(Sample.First, Effect.halt());

    otherTest.submit(() -> Failpoints.hit(Sample.First)).get();

    assertThatThrownBy(mine::close)
        .isInstanceOf(FailpointNotReached.class)
        .hasMessageContaining("and 1 of threads that are older");
  }

  @Test
  void threadsThatATestStartsAreItsOwn() throws Exception {
    AtomicInteger hits = new AtomicInteger();
    try (Activation mine =
        Failpoints.activate(Sample.First, Effect.callback(hits::incrementAndGet))) {
      Thread child =
          new Thread(
              () -> {
                try (Activation nested = activate(Sample.Second, Duration.ZERO)) {
                  Failpoints.hit(Sample.First);
                  assertThat(nested.fired()).isZero();
                }
              });
      child.start();
      child.join();
      assertThat(mine.fired()).isEqualTo(1);
    }

    assertThat(hits).hasValue(1);
  }

  @Test
  void aThreadThatOutlivesItsTestIsAStrangerToTheNext() throws Exception {
    ExecutorService survivor;
    try (Activation mine = activate(Sample.First, Duration.ZERO)) {
      survivor = Executors.newSingleThreadExecutor();
      survivor.submit(() -> {}).get();
      assertThat(mine.fired()).isZero();
    }

    try (Activation next = activate(Sample.First, Duration.ZERO)) {
      survivor.submit(() -> Failpoints.hit(Sample.First)).get();
      assertThat(next.fired()).isZero();
    } finally {
      survivor.shutdownNow();
    }
  }
}
