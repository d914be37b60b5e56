package dev.rollforward.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailpointsTest {
  private final List<String> seen = new ArrayList<>();

  private Effect note(String what) {
    return Effect.callback(() -> seen.add(what));
  }

  @AfterEach
  void nothingIsLeftActive() {
    assertThat(Party.active()).isNull();
  }

  @Test
  void nothingHappensWhileNothingIsActive() {
    Failpoints.hit(Sample.First);

    assertThat(seen).isEmpty();
  }

  @Test
  void anEffectHappensAtItsNameOnlyAndOnlyUntilClosed() {
    try (Activation activation = Failpoints.activate(Sample.First, note("first"))) {
      Failpoints.hit(Sample.Second);
      Failpoints.hit(Sample.First);
      assertThat(activation.fired()).isEqualTo(1);
    }
    Failpoints.hit(Sample.First);

    assertThat(seen).containsExactly("first");
  }

  @Test
  void severalOfOneNameFireOldestFirstAndEachIsUndoneAlone() {
    try (Activation outer = Failpoints.activate(Sample.First, note("outer"))) {
      try (Activation inner = Failpoints.activate(Sample.First, note("inner"))) {
        Failpoints.hit(Sample.First);
        assertThat(inner.fired()).isEqualTo(1);
      }
      Failpoints.hit(Sample.First);
      assertThat(outer.fired()).isEqualTo(2);
    }
    Failpoints.hit(Sample.First);

    assertThat(seen).containsExactly("outer", "inner", "outer");
  }

  @Test
  void anEffectThatThrowsKeepsTheYoungerOnesFromFiring() {
    try (Activation outer = Failpoints.activate(Sample.First, Effect.halt());
        Activation inner = Failpoints.activate(Sample.First, note("inner")).mayNotFire()) {
      assertThatThrownBy(() -> Failpoints.hit(Sample.First)).isInstanceOf(Halt.class);
      assertThat(outer.fired()).isEqualTo(1);
      assertThat(inner.fired()).isZero();
    }
  }

  @Test
  void closedInAnyOrderEachUndoesOnlyItself() {
    Activation outer = Failpoints.activate(Sample.First, note("outer")).mayNotFire();
    Activation inner = Failpoints.activate(Sample.First, note("inner"));
    Activation other = Failpoints.activate(Sample.Second, note("other"));

    outer.close();
    Failpoints.hit(Sample.First);
    inner.close();
    Failpoints.hit(Sample.First);
    Failpoints.hit(Sample.Second);
    other.close();

    assertThat(seen).containsExactly("inner", "other");
  }

  @Test
  void aBodyThatThrowsUndoesThemAll() {
    assertThatThrownBy(
            () -> {
              try (Activation outer = Failpoints.activate(Sample.First, note("outer"));
                  Activation inner = Failpoints.activate(Sample.Second, Effect.halt())) {
                Failpoints.hit(Sample.First);
                Failpoints.hit(Sample.Second);
                seen.add("not reached " + outer.fired() + inner.fired());
              }
            })
        .isInstanceOf(Halt.class)
        .hasMessage("halted at Second");

    Failpoints.hit(Sample.Second);
    assertThat(seen).containsExactly("outer");
  }

  @Test
  void closingOneThatNeverFiredFails() {
    Activation activation = Failpoints.activate(Sample.First, note("first"));
    Failpoints.hit(Sample.Second);

    assertThatThrownBy(activation::close)
        .isInstanceOf(FailpointNotReached.class)
        .hasMessageContainingAll("First never fired", "0 arrivals", "mayNotFire()");
    assertThat(Party.active()).as("undone all the same").isNull();
  }

  @Test
  void closingTwiceDoesNothing() {
    Activation activation = Failpoints.activate(Sample.First, note("first")).mayNotFire();

    activation.close();
    activation.close();

    assertThat(seen).isEmpty();
  }

  @Test
  void aTestMaySayThatItMayNotFire() {
    Failpoints.activate(Sample.First, note("first")).mayNotFire().close();

    assertThat(seen).isEmpty();
  }

  @Test
  void theNthArrivalAloneFires() {
    try (Activation second = Failpoints.activate(Sample.First, 2, note("fired"))) {
      Failpoints.hit(Sample.First);
      assertThat(second.fired()).isZero();
      Failpoints.hit(Sample.First);
      Failpoints.hit(Sample.First);
      assertThat(second.fired()).isEqualTo(1);
    }
  }

  @Test
  void anArrivalTooFewIsNotFired() {
    Activation second = Failpoints.activate(Sample.First, 2, note("fired"));
    Failpoints.hit(Sample.First);

    assertThatThrownBy(second::close)
        .isInstanceOf(FailpointNotReached.class)
        .hasMessageContainingAll("at arrival 2", "1 arrivals");
  }

  @Test
  void arrivalsAreCountedFromOne() {
    assertThatThrownBy(() -> Failpoints.activate(Sample.First, 0, Effect.halt()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anErrorIsThrownAnewEachTime() {
    List<Throwable> thrown = new ArrayList<>();
    try (Activation error =
        Failpoints.activate(Sample.First, Effect.error(() -> new IllegalStateException("lost")))) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> Failpoints.hit(Sample.First)).satisfies(thrown::add);
      }
      assertThat(error.fired()).isEqualTo(2);
    }

    assertThat(thrown).doesNotHaveDuplicates().hasOnlyElementsOfType(IllegalStateException.class);
  }

  @Test
  void aDelayTakesItsTimeAndAnInterruptEndsItAndStaysSet() {
    long start = System.nanoTime();
    Effect.delay(Duration.ofMillis(5)).at(Sample.First);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);

    Thread.currentThread().interrupt();
    Effect.delay(Duration.ofDays(1)).at(Sample.First);
    assertThat(Thread.interrupted()).isTrue();
  }
}
