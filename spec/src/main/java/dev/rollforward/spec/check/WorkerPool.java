package dev.rollforward.spec.check;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Threads that share out tasks by size. The last thread begins with the smallest, so that the first
 * results are there soon; the others begin with the largest, so that none of these is left alone at
 * the end. They meet in the middle.
 */
final class WorkerPool {
  private final Deque<Task> left = new ArrayDeque<>();

  private WorkerPool(List<Task> tasks) {
    tasks.stream().sorted(Comparator.comparingLong(Task::weight)).forEach(left::add);
  }

  /**
   * Something to do.
   *
   * @param weight how long it takes, in comparison with the others
   */
  record Task(long weight, Runnable work) {}

  /**
   * Does every task. An interrupt is passed on to every thread and stays set in this one; tasks
   * that nobody has begun are still done, so each has to be quick in an interrupted thread. If a
   * task throws, no further one is begun and its exception is thrown here.
   */
  static void run(List<Task> tasks, int threads) {
    WorkerPool pool = new WorkerPool(tasks);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<? extends Future<?>> members =
        IntStream.range(0, threads)
            .mapToObj(i -> executor.submit(() -> pool.work(i == threads - 1)))
            .toList();
    executor.shutdown();
    boolean interrupted = join(executor);
    members.forEach(WorkerPool::rethrow);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(boolean smallestFirst) {
    try {
      for (Task task = take(smallestFirst); task != null; task = take(smallestFirst)) {
        task.work().run();
      }
    } catch (RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  private synchronized Task take(boolean smallest) {
    return smallest ? left.pollFirst() : left.pollLast();
  }

  private synchronized void abandon() {
    left.clear();
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
