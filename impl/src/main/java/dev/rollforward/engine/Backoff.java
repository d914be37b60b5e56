package dev.rollforward.engine;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Pauses between attempts that others keep winning: at once the first time, then after a random
 * share of a time that doubles up to a limit. It ends after a minute. Used by one thread.
 */
final class Backoff {
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(1);

  private long pause;
  private long begun;

  /** Pauses; false, at once, if it has gone on for too long. */
  boolean again() {
    if (pause == 0) {
      begun = System.nanoTime();
      pause = FIRST;
      return true;
    }
    if (System.nanoTime() - begun > LIMIT) {
      return false;
    }
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause) + 1);
    pause = Math.min(2 * pause, LONGEST);
    return true;
  }
}
