package dev.rollforward.objectstore;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.opendal.OpenDALException;

/** Waits for calls of the store: each has a deadline, and none ends early by an interrupt. */
final class Calls {
  private final Duration deadline;

  Calls(Duration deadline) {
    this.deadline = deadline;
  }

  /**
   * The result of {@code call}. The flag of an interrupt is kept.
   *
   * @throws StoreCallException if it failed, or has not ended by the deadline; in the last case it
   *     goes on
   */
  <T> T await(Supplier<CompletableFuture<T>> call) {
    long end = System.nanoTime() + deadline.toNanos();
    CompletableFuture<T> future = start(call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        } catch (TimeoutException e) {
          throw new StoreCallException("no answer within " + deadline.toMillis() + " ms", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (OpenDALException e) {
      throw new StoreCallException(e);
    }
  }

  private static StoreCallException failure(Throwable cause) {
    return cause instanceof OpenDALException known
        ? new StoreCallException(known)
        : new StoreCallException(String.valueOf(cause), cause);
  }
}
