package dev.rollforward.jcstress;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What a busy machine does to a thread between two steps: it takes a little longer, and now and
 * then another thread gets the processor. Without it the two actors of a broken test seldom meet
 * there, and where the machine is too busy to run both at once, never.
 */
public final class ShortDelay {
  private static final int SPINS = 20;
  private static final int SELDOM = 128;

  private ShortDelay() {}

  /** Returns a little later. */
  public static void pass() {
    if (ThreadLocalRandom.current().nextInt(SELDOM) == 0) {
      Thread.yield();
    }
    for (int i = 0; i < SPINS; i++) {
      Thread.onSpinWait();
    }
  }
}
