package dev.rollforward.runtime;

import java.util.Optional;

/** Keeps a user's code that only watches from changing the outcome of what it watches. */
final class Shield {
  private Shield() {}

  /**
   * What {@code notification} threw. An Error of a listener is no reason to end a commit either.
   */
  static Optional<Throwable> around(Runnable notification) {
    try {
      notification.run();
      return Optional.empty();
    } catch (Throwable failure) {
      return Optional.of(failure);
    }
  }
}
