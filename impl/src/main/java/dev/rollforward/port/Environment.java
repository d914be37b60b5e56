package dev.rollforward.port;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * What the protocol takes from the machine it runs on, beside its stores: time, names and pauses.
 * None of it decides anything but progress. A simulation has one of its own, so that a run can be
 * repeated and no pause takes time. Safe for use by several threads.
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
}
