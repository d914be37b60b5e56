package dev.rollforward.store.contract;

/** A {@link Subject} whose objects can be deleted. */
public interface DeletingSubject<V> extends ListedSubject<V> {
  /** Deletes the object under {@code key}. */
  void delete(int key);
}
