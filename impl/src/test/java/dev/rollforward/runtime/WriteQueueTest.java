package dev.rollforward.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Aside;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those with a table in common one after another, in order of arrival; the others at once. */
class WriteQueueTest {
  private static final List<String> ONE = List.of("a");

  private final CloseGate gate = new CloseGate("the group at x");
  private final WriteQueue queue = new WriteQueue(gate);
  private final CountDownLatch end = new CountDownLatch(1);
  // Written in turns only, without any other synchronization.
  private final List<Integer> served = new ArrayList<>();
  private Aside<Integer> first;

  @BeforeEach
  void oneIsInItsTurn() {
    first = Aside.of(() -> queue.run(ONE, this::waitForTheEnd));
    first.awaitWaiting();
  }

  @AfterEach
  void itEnds() {
    end.countDown();
    first.result();
  }

  @Test
  void turnsAreTakenInOrderOfArrival() {
    List<Aside<Integer>> others = IntStream.range(1, 20).mapToObj(this::arrive).toList();

    end.countDown();

    others.forEach(Aside::result);
    assertThat(served).isEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void anInterruptEndsTheWaitAndTheNextIsServed() {
    Aside<Integer> leaving = arrive(1);
    Aside<Integer> staying = arrive(2);

    leaving.interrupt();

    assertThatThrownBy(leaving::result)
        .isInstanceOf(InterruptedBeforeStart.class)
        .hasMessageContaining("interrupted");
    end.countDown();
    assertThat(staying.result()).isEqualTo(2);
    assertThat(served).containsExactly(0, 2);
  }

  @Test
  void closingRefusesNewcomersAndServesThoseWhoHaveArrived() {
    Aside<Integer> arrived = arrive(1);
    Aside<List<Integer>> closing =
        Aside.of(
            () -> {
              gate.close(() -> {}, CloseGateTest.FOREVER);
              return List.copyOf(served);
            });
    closing.awaitWaiting();

    assertThatThrownBy(() -> queue.run(ONE, () -> 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the group at x");
    end.countDown();

    assertThat(closing.result()).containsExactly(0, 1);
    assertThat(arrived.result()).isEqualTo(1);
  }

  @Test
  void whoHasNoTableInCommonWaitsForNobody() {
    assertThat(queue.run(List.of("b", "c"), () -> 7)).isEqualTo(7);
    assertThat(served).as("the first one is still in its turn").isEmpty();
  }

  @Test
  void oneTableInCommonIsEnough() {
    Aside<Integer> other = arrive(List.of("b", "A"), 1);

    end.countDown();

    assertThat(other.result()).isEqualTo(1);
    assertThat(served).containsExactly(0, 1);
  }

  /** Whoever waits for a table holds up others that need what it has taken already. */
  @Test
  void twoThatNameTheirTablesInAnotherOrderDoNotWaitForEachOther() {
    Aside<Integer> forth = arrive(List.of("a", "b", "c"), 1);
    Aside<Integer> back = arrive(List.of("c", "b", "a"), 2);

    end.countDown();

    assertThat(List.of(forth.result(), back.result())).containsExactly(1, 2);
  }

  @Test
  void aTurnWithinATurnIsRefused() {
    end.countDown();

    assertThatThrownBy(() -> queue.run(ONE, () -> queue.run(ONE, () -> 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("within another");
    assertThat(queue.run(ONE, () -> 2)).as("the outer turn has ended").isEqualTo(2);
  }

  private Aside<Integer> arrive(int number) {
    return arrive(ONE, number);
  }

  private Aside<Integer> arrive(List<String> tables, int number) {
    int before = queue.waiting();
    Aside<Integer> arriving = Aside.of(() -> queue.run(tables, () -> serve(number)));
    while (queue.waiting() == before) {
      Thread.onSpinWait();
    }
    return arriving;
  }

  private int waitForTheEnd() {
    try {
      end.await();
      return serve(0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int serve(int number) {
    served.add(number);
    return number;
  }
}
