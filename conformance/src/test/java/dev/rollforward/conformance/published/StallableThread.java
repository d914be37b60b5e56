package dev.rollforward.conformance.published;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that stalls while others go on: it runs in a thread of its own, but only while nobody
 * else does, from its start until it parks, and from its release to its end.
 */
final class StallableThread {
  private static final long PATIENCE = 120;

  private final CountDownLatch left = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean parked;
  private Throwable failure;

  /** What it runs; given itself to park on. */
  @FunctionalInterface
  interface Process {
    /** Runs to the end. */
    void run(StallableThread self);
  }

  private StallableThread() {}

  /**
   * Starts {@code process} and returns when it has parked or ended.
   *
   * @param process calls {@link #park}, at most once
   */
  static StallableThread start(Process process) {
    StallableThread aside = new StallableThread();
    Thread thread = new Thread(() -> aside.run(process), "aside");
    thread.setDaemon(true);
    thread.start();
    await(aside.left);
    return aside;
  }

  private void run(Process process) {
    try {
      process.run(this);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      left.countDown();
      ended.countDown();
    }
  }

  /** Called by the process: stands still until it is released. */
  void park() {
    parked = true;
    left.countDown();
    await(released);
  }

  /**
   * Lets it run to its end.
   *
   * @return what ended it; empty if it ended well
   */
  Optional<Throwable> finish() {
    released.countDown();
    await(ended);
    return Optional.ofNullable(failure);
  }

  /** Whether it came to where it was to park. */
  boolean hasParked() {
    return parked;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came within " + PATIENCE + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
