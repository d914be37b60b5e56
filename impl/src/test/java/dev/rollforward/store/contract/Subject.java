package dev.rollforward.store.contract;

import dev.rollforward.port.Created;
import java.util.Optional;

/**
 * A create-if-absent store, seen as objects under the keys 1, 2, 3, ... that are created in that
 * order. Each writer writes an object of its own, so that it can be told who won.
 *
 * @param <V> the objects it stores
 */
public interface Subject<V> {
  /** The object that {@code writer} writes under {@code key}. */
  V object(int key, int writer);

  /** Creates {@code object} under its key. */
  Created create(V object);

  /** The object under {@code key}, which is the highest key that may exist yet. */
  Optional<V> read(int key);
}
