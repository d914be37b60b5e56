package dev.rollforward.port;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An environment whose clock moves only while somebody pauses, and that draws the most it may. */
public final class RecordedPauses implements Environment {
  private final List<Long> pauses = new ArrayList<>();
  private long elapsed;

  /** Each pause so far, in nanoseconds. */
  public List<Long> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(elapsed);
  }

  @Override
  public long nanoTime() {
    return elapsed;
  }

  @Override
  public UUID newUuid() {
    return new UUID(0, elapsed);
  }

  @Override
  public long random(long bound) {
    return bound - 1;
  }

  @Override
  public void pause(long nanos) {
    pauses.add(nanos);
    elapsed += nanos;
  }
}
