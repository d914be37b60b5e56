package dev.rollforward.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every create-if-absent store that can be listed must do. */
public abstract class ListedStoreContract<V> extends StoreContract<V> {
  private static final int OBJECTS = 50;

  @Override
  protected abstract ListedSubject<V> subject();

  @Test
  public void ListShowsWhatStands() {
    ListedSubject<V> subject = subject();
    assertThat(subject.list()).isEmpty();
    AtomicBoolean done = new AtomicBoolean();
    Callable<Void> lister = lister(subject, done);
    Together.run(List.of(creator(subject, done), lister, lister));
    assertThat(subject.list())
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, OBJECTS).boxed().toList());
  }

  private static <V> Callable<Void> creator(ListedSubject<V> subject, AtomicBoolean done) {
    return () -> {
      try {
        for (int key = 1; key <= OBJECTS; key++) {
          subject.create(subject.object(key, 0));
          assertThat(subject.list()).contains(key);
        }
      } finally {
        done.set(true);
      }
      return null;
    };
  }

  private static <V> Callable<Void> lister(ListedSubject<V> subject, AtomicBoolean done) {
    return () -> {
      List<Integer> before = List.of();
      while (!done.get()) {
        List<Integer> now = subject.list();
        assertThat(now).containsAll(before);
        before = now;
      }
      return null;
    };
  }
}
