package dev.rollforward.spark;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread of a Spark task, which other threads can have something done by. Lance reads rows on
 * threads of its own, and rows of Spark may be read by the thread of their task only: what it knows
 * of its task, such as whether it was killed or whether a shuffle has to be done again, depends on
 * the thread.
 */
final class TaskThread {
  private static final Runnable OVER = () -> {};

  private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
  private volatile Throwable failure;

  /**
   * What {@code call} returns when the thread of the task has made it.
   *
   * @throws CompletionException if it failed, or an earlier one did
   */
  <T> T ask(Callable<T> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    asked.add(() -> answer(call, answer));
    return answer.join();
  }

  /** The first failure counts: after it there is nothing left to read. */
  private <T> void answer(Callable<T> call, CompletableFuture<T> answer) {
    if (failure == null) {
      try {
        answer.complete(call.call());
        return;
      } catch (Exception | Error e) {
        failure = e;
      }
    }
    answer.completeExceptionally(failure);
  }

  /**
   * Runs {@code work} on a thread of its own, and does what it asks for on the present one. If that
   * fails, or the present thread is interrupted, {@code work} is waited for all the same: it uses
   * native memory.
   *
   * @throws Exception what {@code work} throws, or why something that it asked for failed
   */
  <T> T serve(Callable<T> work) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception | Error e) {
                result.completeExceptionally(e);
              } finally {
                asked.add(OVER);
              }
            },
            "rollforward-staging");
    worker.setDaemon(true);
    worker.start();
    boolean interrupted = false;
    for (Runnable next = OVER; ; ) {
      try {
        next = asked.take();
      } catch (InterruptedException e) {
        interrupted = true;
        failure = failure == null ? e : failure;
        continue;
      }
      if (next == OVER) {
        break;
      }
      next.run();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome(result);
  }

  private <T> T outcome(CompletableFuture<T> result) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (Exception) failure;
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }
}
