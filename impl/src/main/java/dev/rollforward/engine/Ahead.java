package dev.rollforward.engine;

import dev.rollforward.port.Environment;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls of several steps that are made side by side, before the first of these steps; each step
 * then takes what came of its own. To the protocol that is a process that stalls between a call and
 * what it concludes from it. Used by one thread.
 */
final class Ahead<K, T> {
  private final Environment environment;
  private final Map<K, Supplier<T>> made = new IdentityHashMap<>();

  /**
   * No calls yet.
   *
   * @param environment says how many calls a process makes at once; if that is one, none is made
   *     ahead
   */
  Ahead(Environment environment) {
    this.environment = environment;
  }

  /** Makes {@code call} for each of {@code keys}; waits for all. */
  void make(List<K> keys, Function<K, T> call) {
    made.clear();
    if (environment.width() == 1 || keys.size() < 2) {
      return;
    }
    List<Supplier<T>> answers =
        environment.all(
            keys.stream()
                .<Supplier<Supplier<T>>>map(key -> () -> tried(() -> call.apply(key)))
                .toList());
    for (int i = 0; i < answers.size(); i++) {
      made.put(keys.get(i), answers.get(i));
    }
  }

  /** What the call for {@code key} has returned or thrown; it is made now if it was not ahead. */
  T take(K key, Supplier<T> otherwise) {
    Supplier<T> answer = made.remove(key);
    return answer == null ? otherwise.get() : answer.get();
  }

  private static <T> Supplier<T> tried(Supplier<T> call) {
    try {
      T answer = call.get();
      return () -> answer;
    } catch (RuntimeException failure) {
      return () -> {
        throw failure;
      };
    }
  }
}
