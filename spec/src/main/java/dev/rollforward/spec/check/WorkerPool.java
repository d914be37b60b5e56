package dev.rollforward.spec.check;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Applies a function to many items, several at once. */
final class WorkerPool<T, R> {
  private final List<T> items;
  private final Function<T, R> function;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<R> results;

  private WorkerPool(List<T> items, Function<T, R> function) {
    this.items = items;
    this.function = function;
    this.results = new AtomicReferenceArray<>(items.size());
  }

  /**
   * The results in the order of the items. An interrupt is passed on to every thread and stays set
   * in this one; items that nobody has begun are still done, so the function has to be quick in an
   * interrupted thread. If the function throws, no further item is begun and its exception is
   * thrown here.
   */
  static <T, R> List<R> map(List<T> items, int threads, Function<T, R> function) {
    WorkerPool<T, R> crew = new WorkerPool<>(items, function);
    crew.work(threads);
    return IntStream.range(0, items.size()).mapToObj(crew.results::get).toList();
  }

  private void work(int threads) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<? extends Future<?>> members =
        IntStream.range(0, threads).mapToObj(i -> executor.submit(this::workThrough)).toList();
    executor.shutdown();
    boolean interrupted = join(executor);
    members.forEach(WorkerPool::rethrow);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void workThrough() {
    try {
      for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
        results.set(i, function.apply(items.get(i)));
      }
    } catch (RuntimeException | Error e) {
      next.set(items.size());
      throw e;
    }
  }

  private static boolean join(ExecutorService executor) {
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
        executor.shutdownNow();
      }
    }
    return interrupted;
  }

  private static void rethrow(Future<?> done) {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("a thread that has ended cannot be waited for", e);
    }
  }
}
