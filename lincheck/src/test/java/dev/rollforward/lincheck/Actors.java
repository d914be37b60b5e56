package dev.rollforward.lincheck;

import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;

/** Operations with their arguments. */
final class Actors {
  private Actors() {}

  /** Method {@code name} of {@link MemoryGroup}. */
  static Actor call(String name, Object... arguments) {
    return of(MemoryGroup.class, name, arguments);
  }

  /** Method {@code name} of {@link AtomicCommitSpec}. */
  static Actor spec(String name, Object... arguments) {
    return of(AtomicCommitSpec.class, name, arguments);
  }

  private static Actor of(Class<?> type, String name, Object... arguments) {
    Class<?>[] types =
        Stream.of(arguments)
            .map(argument -> argument instanceof Integer ? int.class : argument.getClass())
            .toArray(Class<?>[]::new);
    try {
      return new Actor(type.getMethod(name, types), List.of(arguments));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
