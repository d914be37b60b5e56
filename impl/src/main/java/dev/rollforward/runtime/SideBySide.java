package dev.rollforward.runtime;

import dev.rollforward.port.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The environment of this JVM, in which the calls of one process to several tables are made side by
 * side, by a pool of threads that all handles share. Where all of them are busy, the caller makes
 * its calls itself, so that nobody waits for a thread. Safe for use by several threads.
 */
public final class SideBySide implements Environment {
  /** The only one. */
  public static final Environment INSTANCE = new SideBySide();

  private static final int MOST = 16;
  private static final long IDLE_SECONDS = 10;
  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          0,
          MOST,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          SideBySide::newThread,
          new ThreadPoolExecutor.CallerRunsPolicy());

  private SideBySide() {}

  private static Thread newThread(Runnable body) {
    Thread thread = new Thread(body, "rollforward-tables");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Instant now() {
    return SYSTEM.now();
  }

  @Override
  public long nanoTime() {
    return SYSTEM.nanoTime();
  }

  @Override
  public UUID newUuid() {
    return SYSTEM.newUuid();
  }

  @Override
  public long random(long bound) {
    return SYSTEM.random(bound);
  }

  @Override
  public void pause(long nanos) {
    SYSTEM.pause(nanos);
  }

  @Override
  public int width() {
    return MOST;
  }

  @Override
  public <T> List<T> all(List<Supplier<T>> calls) {
    List<CompletableFuture<T>> answers = new ArrayList<>();
    for (Supplier<T> call : calls) {
      answers.add(CompletableFuture.supplyAsync(call, POOL));
    }
    answers.forEach(SideBySide::awaitEnd);
    return answers.stream().map(SideBySide::answer).toList();
  }

  /** Not {@code join}, which would leave the others under way. */
  private static void awaitEnd(CompletableFuture<?> call) {
    call.handle((answer, failure) -> true).join();
  }

  private static <T> T answer(CompletableFuture<T> call) {
    try {
      return call.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw failed;
    }
  }
}
