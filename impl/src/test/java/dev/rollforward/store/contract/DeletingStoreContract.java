package dev.rollforward.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollforward.port.Created;
import org.junit.jupiter.api.Test;

/** What every create-if-absent store whose objects can be deleted must do. */
public abstract class DeletingStoreContract<V> extends ListedStoreContract<V> {
  @Override
  protected abstract DeletingSubject<V> subject();

  @Test
  public void DeleteIsIdempotent() {
    DeletingSubject<V> subject = subject();
    assertThatCode(() -> subject.delete(1)).as("of an empty store").doesNotThrowAnyException();
    V kept = subject.object(2, 0);
    subject.create(subject.object(1, 0));
    subject.create(kept);
    assertThatCode(() -> deleteTwiceByAll(subject)).doesNotThrowAnyException();
    assertThat(subject.read(1)).isEmpty();
    assertThat(subject.read(2)).contains(kept);
    assertThat(subject.list()).containsExactly(2);
    assertThat(subject.create(subject.object(1, 1))).isEqualTo(Created.CREATED);
  }

  private static <V> void deleteTwiceByAll(DeletingSubject<V> subject) {
    all(
        writer -> {
          subject.delete(1);
          subject.delete(1);
          return writer;
        });
  }
}
