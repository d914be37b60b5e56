package dev.rollforward.spec.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkerPoolTest {
  private static List<WorkerPool.Task> tasks(Queue<Long> done, CyclicBarrier turn, long... sizes) {
    List<WorkerPool.Task> tasks = new ArrayList<>();
    LongStream.of(sizes)
        .forEach(
            size ->
                tasks.add(
                    new WorkerPool.Task(
                        size,
                        () -> {
                          done.add(size);
                          await(turn);
                        })));
    return tasks;
  }

  private static void await(CyclicBarrier turn) {
    try {
      turn.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThreadBeginsWithTheSmallest() {
    Queue<Long> done = new ConcurrentLinkedQueue<>();
    WorkerPool.run(tasks(done, new CyclicBarrier(1), 3, 1, 2), 1);
    assertThat(done).containsExactly(1L, 2L, 3L);
  }

  @Test
  void twoThreadsBeginAtBothEndsAndMeet() {
    Queue<Long> done = new ConcurrentLinkedQueue<>();
    WorkerPool.run(tasks(done, new CyclicBarrier(2), 5, 1, 4, 2), 2);
    List<Long> order = List.copyOf(done);
    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(1L, 5L);
    assertThat(order.subList(2, 4)).containsExactlyInAnyOrder(2L, 4L);
  }

  @Test
  void afterAnExceptionNothingIsBegun() {
    Queue<Long> done = new ConcurrentLinkedQueue<>();
    List<WorkerPool.Task> tasks = tasks(done, new CyclicBarrier(1), 2, 3);
    tasks.add(
        new WorkerPool.Task(
            1,
            () -> {
              throw new IllegalStateException("broken");
            }));
    assertThatThrownBy(() -> WorkerPool.run(tasks, 1)).hasMessage("broken");
    assertThat(done).isEmpty();
  }
}
