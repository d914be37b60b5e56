package dev.rollforward.conformance.published;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that stalls while others continue. It has a thread of its own, which runs only while no
 * other does: from its start until it parks, and from its release to its end.
 */
final class StallableThread {
  private static final long PATIENCE = 120;

  private final CountDownLatch left = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean parked;
  private Throwable failure;

  /** The process; it parks on the thread it is given. */
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

  /** Called by the process: waits until it is released. */
  void park() {
    parked = true;
    left.countDown();
    await(released);
  }

  /**
   * Lets it run to its end.
   *
   * @return the failure that ended it; empty if it succeeded
   */
  Optional<Throwable> finish() {
    released.countDown();
    await(ended);
    return Optional.ofNullable(failure);
  }

  /** Whether it reached the place where it parks. */
  boolean hasParked() {
    return parked;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
        throw new AssertionError("no progress within " + PATIENCE + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
