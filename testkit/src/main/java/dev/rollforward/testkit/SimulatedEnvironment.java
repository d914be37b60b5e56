package dev.rollforward.testkit;

import dev.rollforward.port.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * An environment in which a run can be repeated: its clock moves only while somebody pauses, and
 * its names and random numbers follow from a seed. No pause takes time. Safe for use by several
 * threads, but repeatable only if they take turns.
 */
public final class SimulatedEnvironment implements Environment {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random;
  private long elapsed;

  /** An environment whose clock has not moved yet. */
  public SimulatedEnvironment(long seed) {
    this.random = new Random(seed);
  }

  /** How much time has passed. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  @Override
  public synchronized Instant now() {
    return START.plusNanos(elapsed);
  }

  @Override
  public synchronized long nanoTime() {
    return elapsed;
  }

  @Override
  public synchronized UUID newUuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  @Override
  public synchronized long random(long bound) {
    return random.longs(1, 0, bound).findFirst().getAsLong();
  }

  @Override
  public synchronized void pause(long nanos) {
    elapsed += Math.max(0, nanos);
  }
}
