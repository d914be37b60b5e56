package dev.rollforward.port;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What the protocol takes from the machine it runs on, beside its stores: time, names, pauses and
 * threads. None of it decides anything but progress. A simulation has one of its own, so that a run
 * can be repeated and no pause takes time. Safe for use by several threads.
 */
public interface Environment {
  /** The clock, the randomness and the pauses of this JVM. */
  Environment SYSTEM =
      new Environment() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public UUID newUuid() {
          return UUID.randomUUID();
        }

        @Override
        public long random(long bound) {
          return ThreadLocalRandom.current().nextLong(bound);
        }

        @Override
        public void pause(long nanos) {
          LockSupport.parkNanos(nanos);
        }
      };

  /** The time of day, for people to read. */
  Instant now();

  /** Nanoseconds that have passed, since when does not matter; never goes back. */
  long nanoTime();

  /** A name that nothing else has. */
  UUID newUuid();

  /**
   * A random number.
   *
   * @param bound at least 1
   * @return at least 0, and below {@code bound}
   */
  long random(long bound);

  /** Waits that many nanoseconds, or less if the thread is interrupted, which it stays. */
  void pause(long nanos);

  /** How many calls of one process may be under way at once; at least 1. */
  default int width() {
    return 1;
  }

  /**
   * Makes {@code calls}, up to {@link #width()} of them at once, and waits for all, also if some
   * fail, and without regard to interrupts, which stay set.
   *
   * @return what they have returned, in their order
   * @throws RuntimeException if one has thrown it; the first, in their order
   */
  default <T> List<T> all(List<Supplier<T>> calls) {
    return calls.stream().map(Supplier::get).toList();
  }
}
