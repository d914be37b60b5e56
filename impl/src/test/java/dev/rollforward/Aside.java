package dev.rollforward;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that runs in a thread of its own. */
public final class Aside<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private Aside(Callable<T> call) {
    task = new FutureTask<>(call);
    thread = new Thread(task, "aside");
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs {@code call}. */
  public static <T> Aside<T> of(Callable<T> call) {
    return new Aside<>(call);
  }

  /** Runs {@code call}. */
  public static Aside<Void> of(Runnable call) {
    return new Aside<>(
        () -> {
          call.run();
          return null;
        });
  }

  /** Returns once it waits for somebody; fails if it ends instead. */
  public void awaitWaiting() {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      if (task.isDone()) {
        throw new AssertionError("it has ended, so it waits for nobody");
      }
      Thread.onSpinWait();
    }
  }

  /** Interrupts its thread. */
  public void interrupt() {
    thread.interrupt();
  }

  /** What it returned. Throws what it threw. */
  public T result() {
    try {
      return task.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
