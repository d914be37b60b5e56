package dev.rollforward.store.contract;

import java.util.List;

/** A {@link Subject} that can be listed. */
public interface ListedSubject<V> extends Subject<V> {
  /** The keys that stand, as the store lists them. */
  List<Integer> list();
}
