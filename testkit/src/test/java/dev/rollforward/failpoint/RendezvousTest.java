package dev.rollforward.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RendezvousTest {
  // Plain on purpose: what the rendezvous orders needs no other synchronisation.
  private final List<String> order = new ArrayList<>();

  @AfterEach
  void nothingIsLeftActive() {
    assertThat(Party.active()).isNull();
  }

  private static CompletableFuture<Void> start(Runnable body) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                body.run();
                done.complete(null);
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            })
        .start();
    return done;
  }

  private void pass(String who) {
    order.add(who + " arrives");
    Failpoints.hit(Sample.First);
    order.add(who + " goes on");
  }

  @Test
  void theFirstIsParkedWhileOthersPass() throws Exception {
    try (Rendezvous parked = Failpoints.rendezvous(Sample.First)) {
      CompletableFuture<Void> first = start(() -> pass("first"));
      parked.awaitReached();
      pass("second");
      parked.release();
      first.get();
    }

    assertThat(order)
        .containsExactly("first arrives", "second arrives", "second goes on", "first goes on");
  }

  @Test
  void waitingForNobodyFailsLoudly() {
    try (Rendezvous parked =
        Failpoints.rendezvous(Sample.First, Duration.ofMillis(1)).mayNotFire()) {
      assertThatThrownBy(parked::awaitReached)
          .isInstanceOf(FailpointNotReached.class)
          .hasMessageContaining("nobody came to First");
    }
  }

  @Test
  void closingOneThatNobodyCameToFails() {
    Rendezvous parked = Failpoints.rendezvous(Sample.First);

    assertThatThrownBy(parked::close).isInstanceOf(FailpointNotReached.class);
  }

  @Test
  void aThreadThatNobodyReleasesFailsLoudly() {
    try (Rendezvous parked = Failpoints.rendezvous(Sample.First, Duration.ofMillis(1))) {
      assertThatThrownBy(() -> pass("first"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("parked at First", "nobody released it");
      parked.awaitReached();
    }
  }

  @Test
  void anInterruptEndsTheParkingLoudly() {
    try (Rendezvous parked = Failpoints.rendezvous(Sample.First)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> pass("first")).hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      parked.awaitReached();
    }
  }

  @Test
  void closingReleases() throws ExecutionException, InterruptedException {
    CompletableFuture<Void> first;
    try (Rendezvous parked = Failpoints.rendezvous(Sample.First)) {
      first = start(() -> pass("first"));
      parked.awaitReached();
    }

    first.get();
    assertThat(order).endsWith("first goes on");
  }
}
