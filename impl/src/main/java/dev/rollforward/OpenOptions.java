package dev.rollforward;

import dev.rollforward.engine.ProtocolListener;
import java.time.Duration;
import java.util.Objects;

/**
 * How to open a table group. Immutable; start from {@link #readWrite()} or {@link #readOnly()}.
 *
 * @param writable whether it may be written to. A read-only group never writes anything, not even a
 *     repair
 * @param createIfMissing whether to make a new group where there is none
 * @param patience how long to wait for the owner of an unfinished operation before it is rolled
 *     back. It concerns progress only: rolling back beside a live owner is safe, but makes its
 *     operation fail
 * @param listener hears of every protocol step
 */
public record OpenOptions(
    boolean writable, boolean createIfMissing, Duration patience, ProtocolListener listener) {
  private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

  /**
   * @throws IllegalArgumentException if {@code patience} is negative, or a group is to be created
   *     read-only
   */
  public OpenOptions {
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(listener, "listener");
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience is negative: " + patience);
    }
    if (createIfMissing && !writable) {
      throw new IllegalArgumentException("a read-only group cannot be created");
    }
  }

  /** Reading and writing an existing group; waits one second for others. */
  public static OpenOptions readWrite() {
    return new OpenOptions(true, false, DEFAULT_PATIENCE, ProtocolListener.NONE);
  }

  /** Reading an existing group. */
  public static OpenOptions readOnly() {
    return new OpenOptions(false, false, DEFAULT_PATIENCE, ProtocolListener.NONE);
  }

  /** These options, creating the group if there is none. */
  public OpenOptions creating() {
    return new OpenOptions(writable, true, patience, listener);
  }

  /** These options with another {@link #patience()}. */
  public OpenOptions withPatience(Duration newPatience) {
    return new OpenOptions(writable, createIfMissing, newPatience, listener);
  }

  /** These options with another {@link #listener()}. */
  public OpenOptions withListener(ProtocolListener newListener) {
    return new OpenOptions(writable, createIfMissing, patience, newListener);
  }
}
