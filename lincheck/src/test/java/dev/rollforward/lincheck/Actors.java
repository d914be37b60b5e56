package dev.rollforward.lincheck;

import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;

/** Operations with their arguments. */
final class Actors {
  private Actors() {}

  /** Method {@code name} of {@link MemoryGroup}. */
  static Actor call(String name, Integer... arguments) {
    return of(MemoryGroup.class, name, arguments);
  }

  /** Method {@code name} of {@link AtomicCommitSpec}. */
  static Actor spec(String name, Integer... arguments) {
    return of(AtomicCommitSpec.class, name, arguments);
  }

  private static Actor of(Class<?> type, String name, Integer... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, int.class);
    try {
      return new Actor(type.getMethod(name, types), List.of(arguments));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
