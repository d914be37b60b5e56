package dev.rollforward.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Aside;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nothing is freed under a call, and no call begins afterwards. */
class CloseGateTest {
  static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private final CloseGate gate = new CloseGate("the group at x");
  private final AtomicInteger freed = new AtomicInteger();

  @Test
  void aCallReturnsWhatItReturnsAndThrowsWhatItThrows() {
    assertThat(gate.inside(() -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                gate.inside(
                    () -> {
                      throw new IllegalArgumentException("its own");
                    }))
        .hasMessage("its own");
    gate.close(freed::incrementAndGet, FOREVER);
    assertThat(freed).as("the call that threw is not inside any more").hasValue(1);
  }

  @Test
  void afterCloseNobodyComesInAndNothingIsFreedTwice() {
    gate.close(freed::incrementAndGet, FOREVER);
    gate.close(freed::incrementAndGet, FOREVER);

    assertThat(freed).hasValue(1);
    assertThatThrownBy(() -> gate.inside(() -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the group at x is closed");
  }

  @Test
  void closingWaitsForWhoIsInsideAndRefusesNewcomers() {
    CountDownLatch leave = new CountDownLatch(1);
    Aside<Integer> inside = Aside.of(() -> gate.inside(() -> await(leave, freed)));
    inside.awaitWaiting();
    Aside<Boolean> closing = Aside.of(() -> gate.close(freed::incrementAndGet, FOREVER));
    closing.awaitWaiting();

    assertThatThrownBy(() -> gate.inside(() -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the group at x is being closed");
    leave.countDown();

    assertThat(inside.result()).as("freed while it was inside").isZero();
    closing.result();
    assertThat(freed).hasValue(1);
  }

  @Test
  void whoIsInsideMayCallInAgainWhileItIsBeingClosed() {
    CountDownLatch leave = new CountDownLatch(1);
    Aside<Integer> inside =
        Aside.of(
            () -> gate.inside(() -> await(leave, freed) + gate.inside(() -> gate.inside(() -> 5))));
    inside.awaitWaiting();
    Aside<Boolean> closing = Aside.of(() -> gate.close(freed::incrementAndGet, FOREVER));
    closing.awaitWaiting();
    leave.countDown();

    assertThat(inside.result()).isEqualTo(5);
    closing.result();
  }

  @Test
  void aSecondCloseReturnsOnlyWhenTheFirstHasFreed() {
    CountDownLatch leave = new CountDownLatch(1);
    Aside<Boolean> first =
        Aside.of(
            () ->
                gate.close(() -> freed.addAndGet(1 + await(leave, new AtomicInteger())), FOREVER));
    first.awaitWaiting();
    Aside<Integer> second =
        Aside.of(
            () -> {
              gate.close(freed::incrementAndGet, FOREVER);
              return freed.get();
            });
    second.awaitWaiting();
    leave.countDown();

    first.result();
    assertThat(second.result()).isEqualTo(1);
  }

  @Test
  void aRefusedCloseLeavesItOpen() {
    assertThatThrownBy(
            () ->
                gate.close(
                    () -> {
                      throw new IllegalStateException("a reader is open");
                    },
                    FOREVER))
        .hasMessage("a reader is open");

    assertThat(gate.inside(() -> 7)).isEqualTo(7);
    gate.close(freed::incrementAndGet, FOREVER);
    assertThat(freed).hasValue(1);
  }

  @Test
  void whoIsInsideCannotClose() {
    Aside<Integer> closing =
        Aside.of(
            () ->
                gate.inside(
                    () -> {
                      gate.close(freed::incrementAndGet, FOREVER);
                      return 1;
                    }));
    assertThatThrownBy(closing::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("from inside");
    assertThat(freed).hasValue(0);
    assertThat(gate.inside(() -> 7)).isEqualTo(7);
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndStaysSet() {
    CountDownLatch leave = new CountDownLatch(1);
    Aside<Integer> inside = Aside.of(() -> gate.inside(() -> await(leave, freed)));
    inside.awaitWaiting();
    Aside<Boolean> closing =
        Aside.of(
            () -> {
              gate.close(freed::incrementAndGet, FOREVER);
              return Thread.currentThread().isInterrupted();
            });
    closing.awaitWaiting();
    closing.interrupt();
    leave.countDown();

    assertThat(inside.result()).isZero();
    assertThat(closing.result()).isTrue();
  }

  @Test
  void aBoundedCloseGivesUpAndRefusesNewcomersUntilItIsClosedAgain() {
    CountDownLatch leave = new CountDownLatch(1);
    Aside<Integer> inside = Aside.of(() -> gate.inside(() -> await(leave, freed)));
    inside.awaitWaiting();

    assertThat(gate.close(freed::incrementAndGet, Duration.ZERO)).isFalse();
    assertThat(gate.inside()).isEqualTo(1);
    assertThatThrownBy(() -> gate.inside(() -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the group at x is being closed");

    leave.countDown();
    assertThat(inside.result()).as("freed while it was inside").isZero();
    assertThat(gate.close(freed::incrementAndGet, FOREVER)).isTrue();
    assertThat(freed).hasValue(1);
  }

  /** The one inside waits for another call, which comes while somebody is closing. */
  @Test
  void aCallThatComesWhileSomebodyIsClosingIsRefusedAtOnce() {
    CountDownLatch closing = new CountDownLatch(1);
    Aside<Integer> inside =
        Aside.of(
            () ->
                gate.inside(
                    () -> {
                      await(closing, freed);
                      Aside<Integer> other = Aside.of(() -> gate.inside(() -> 1));
                      assertThatThrownBy(other::result).hasMessageContaining("being closed");
                      return 3;
                    }));
    inside.awaitWaiting();
    Aside<Boolean> closer = Aside.of(() -> gate.close(freed::incrementAndGet, FOREVER));
    closer.awaitWaiting();
    closing.countDown();

    assertThat(inside.result()).isEqualTo(3);
    assertThat(closer.result()).isTrue();
  }

  private static int await(CountDownLatch latch, AtomicInteger thenRead) {
    try {
      latch.await();
      return thenRead.get();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
