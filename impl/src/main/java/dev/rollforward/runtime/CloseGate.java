package dev.rollforward.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps what calls use from being freed under them. Calls run inside, under a read lock; closing
 * refuses newcomers, takes the write lock once nobody is inside any more, and only then frees.
 *
 * <p>Whatever a call did inside happens before the freeing. A thread that is inside may call in
 * again, also while the gate is being closed. Safe for use by several threads.
 */
public final class CloseGate {
  private final String name;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  // While somebody is closing, or has given up waiting for those inside, newcomers are refused.
  private final AtomicInteger closers = new AtomicInteger();
  private volatile boolean abandoned;
  private volatile boolean closed;

  /**
   * An open gate.
   *
   * @param name what it guards, for the message of a refusal
   */
  public CloseGate(String name) {
    this.name = name;
  }

  /**
   * Runs {@code call} inside, in this thread.
   *
   * @return what the call returns
   * @throws IllegalStateException if the gate is closed, or being closed; nothing was run
   */
  public <T> T inside(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  private void enter() {
    boolean again = lock.getReadHoldCount() > 0 || lock.isWriteLockedByCurrentThread();
    if (!again) {
      requireOpen();
    }
    // Does not queue behind those who close: they may wait for a thread that waits for this one.
    if (!lock.readLock().tryLock()) {
      lock.readLock().lock();
    }
    if (!again && closed) {
      leave();
      requireOpen();
    }
  }

  private void leave() {
    lock.readLock().unlock();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    if (abandoned || closers.get() > 0) {
      throw new IllegalStateException(name + " is being closed");
    }
  }

  /**
   * Frees by {@code free}, once nobody is inside. If that throws, the gate is open as before. Does
   * nothing if it is closed. Waits for those inside, and for another close, without regard to
   * interrupts, which stay set.
   *
   * @param bound how long to wait; 0 or less not at all
   * @return whether the gate is closed. If not, somebody is still inside, nothing was freed, and
   *     newcomers are refused from now on; closing again waits again
   * @throws IllegalStateException if the calling thread is inside: it would wait for itself
   */
  public boolean close(Runnable free, Duration bound) {
    if (lock.getReadHoldCount() > 0 || lock.isWriteLockedByCurrentThread()) {
      throw new IllegalStateException(name + " cannot be closed from inside one of its calls");
    }
    closers.incrementAndGet();
    try {
      return tryClose(free, bound);
    } finally {
      closers.decrementAndGet();
    }
  }

  private boolean tryClose(Runnable free, Duration bound) {
    if (!lockWithin(bound)) {
      abandoned = true;
      return false;
    }
    try {
      if (!closed) {
        abandoned = false;
        free.run();
        closed = true;
      }
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean lockWithin(Duration bound) {
    Timer timer = new Timer(System::nanoTime, bound);
    if (timer.isEndless()) {
      lock.writeLock().lock();
      return true;
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return lock.writeLock().tryLock(timer.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How many threads are inside; for messages and tests. */
  int inside() {
    return lock.getReadLockCount();
  }
}
