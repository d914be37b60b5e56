package dev.rollforward.failpoint;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Parks the first thread that arrives at a failpoint, so that others can run meanwhile.
 *
 * <pre>{@code
 * try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforeSweepRollForward)) {
 *   Thread first = start(this::open);
 *   parked.awaitReached();
 *   open();
 *   parked.release();
 *   first.join();
 * }
 * }</pre>
 *
 * <p>What the parked thread did before happens before {@link #awaitReached} returns, and what was
 * done before {@link #release} happens before it goes on. Both sides wait half a minute at most and
 * then fail. Safe for use by several threads.
 */
public final class Rendezvous implements AutoCloseable {
  static final Duration BOUND = Duration.ofSeconds(30);

  private final FailpointName name;
  private final Duration bound;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final Activation activation;

  Rendezvous(FailpointName name, Duration bound) {
    this.name = name;
    this.bound = bound;
    this.activation = Failpoints.activate(name, 1, this::park);
  }

  private void park(FailpointName here) {
    reached.countDown();
    if (!await(released)) {
      throw new IllegalStateException(
          "parked at %s for %s, and nobody released it".formatted(here.name(), bound));
    }
  }

  /**
   * Returns once a thread is parked, or has been.
   *
   * @throws FailpointNotReached if none arrives within half a minute
   */
  public void awaitReached() {
    if (!await(reached)) {
      throw new FailpointNotReached(
          "nobody came to %s within %s".formatted(name.name(), bound)
              + ". Check that the other thread was started after the rendezvous was made");
    }
  }

  /** Lets the parked thread go on; a thread that arrives later does not park. */
  public void release() {
    released.countDown();
  }

  private boolean await(CountDownLatch latch) {
    try {
      return latch.await(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the rendezvous at " + name.name(), e);
    }
  }

  /** Nobody needs to come. */
  public Rendezvous mayNotFire() {
    activation.mayNotFire();
    return this;
  }

  /**
   * Releases the parked thread and undoes the activation.
   *
   * @throws FailpointNotReached as for {@link Activation#close}
   */
  @Override
  public void close() {
    release();
    activation.close();
  }
}
