package dev.rollforward.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.port.Created;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every create-if-absent store must do. Each test has the name of the statement of {@code
 * contract/CreateIfAbsent.tla} that it checks.
 */
@Timeout(60)
public abstract class StoreContract<V> {
  static final int WRITERS = 4;
  private static final int ROUNDS = 50;

  /** A store without objects. */
  protected abstract Subject<V> subject();

  @Test
  public void OneWinner() {
    Subject<V> subject = subject();
    for (int round = 1; round <= ROUNDS; round++) {
      int key = round;
      List<Created> outcomes = all(writer -> subject.create(subject.object(key, writer)));
      assertThat(outcomes).as("round %d", key).containsOnlyOnce(Created.CREATED);
      assertThat(subject.read(key))
          .as("round %d", key)
          .contains(subject.object(key, outcomes.indexOf(Created.CREATED)));
    }
  }

  @Test
  public void WinnerNeverChanges() {
    Subject<V> subject = subject();
    V winner = subject.object(1, WRITERS);
    assertThat(subject.create(winner)).isEqualTo(Created.CREATED);
    for (int round = 0; round < ROUNDS / 2; round++) {
      List<Optional<V>> reads = all(writer -> loseAndRead(subject, writer));
      assertThat(reads).allSatisfy(read -> assertThat(read).contains(winner));
    }
  }

  @Test
  public void ReadSeesWholeOrNothing() {
    Subject<V> subject = subject();
    for (int key = 1; key <= ROUNDS; key++) {
      V object = subject.object(key, 0);
      AtomicBoolean created = new AtomicBoolean();
      Callable<Void> reader = reader(subject, key, object, created);
      Together.run(List.of(writer(subject, object, created), reader, reader));
    }
  }

  /** What all writers got, in their order. */
  static <T> List<T> all(IntFunction<T> task) {
    return Together.run(
        IntStream.range(0, WRITERS)
            .<Callable<T>>mapToObj(writer -> () -> task.apply(writer))
            .toList());
  }

  private static <V> Optional<V> loseAndRead(Subject<V> subject, int writer) {
    assertThat(subject.create(subject.object(1, writer))).isEqualTo(Created.EXISTS);
    return subject.read(1);
  }

  private static <V> Callable<Void> writer(Subject<V> subject, V object, AtomicBoolean created) {
    return () -> {
      try {
        assertThat(subject.create(object)).isEqualTo(Created.CREATED);
      } finally {
        created.set(true);
      }
      return null;
    };
  }

  private static <V> Callable<Void> reader(
      Subject<V> subject, int key, V object, AtomicBoolean created) {
    return () -> {
      boolean mustStand;
      do {
        mustStand = created.get();
        Optional<V> read = subject.read(key);
        assertThat(read.orElse(object)).isEqualTo(object);
        assertThat(read.isPresent() || !mustStand).as("stands once acknowledged").isTrue();
      } while (!mustStand);
      return null;
    };
  }
}
