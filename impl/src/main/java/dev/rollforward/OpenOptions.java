package dev.rollforward;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/**
 * How to open a table group. Immutable; {@link #readWrite()} and {@link #readOnly()} are the
 * defaults, {@link #builder()} changes them.
 */
public final class OpenOptions {
  /** How long to wait for the owner of an unfinished operation, unless said otherwise. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

  private final boolean writable;
  private final RecoveryPolicy recovery;
  private final Duration patience;
  private final ProtocolListener listener;
  private final Optional<BufferAllocator> allocator;

  private OpenOptions(Builder builder) {
    this.writable = builder.writable;
    this.recovery = builder.recovery;
    this.allocator = builder.allocator;
    this.patience = builder.patience;
    this.listener = builder.listener;
  }

  /** Reading and writing, with every default. */
  public static OpenOptions readWrite() {
    return builder().build();
  }

  /** Reading, with every default. */
  public static OpenOptions readOnly() {
    return builder().readOnly().build();
  }

  /** Starts from reading and writing, with every default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts from these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.writable = writable;
    builder.recovery = recovery;
    builder.allocator = allocator;
    builder.patience = patience;
    builder.listener = listener;
    return builder;
  }

  /** Whether the group may be written to. If not, it is never written to, not even to recover. */
  public boolean writable() {
    return writable;
  }

  /** What opening does about operations that others left unfinished. */
  public RecoveryPolicy recovery() {
    return recovery;
  }

  /** Whose memory tables are read and written with; if empty, an allocator of the group's own. */
  public Optional<BufferAllocator> allocator() {
    return allocator;
  }

  /**
   * How long to wait for the owner of an unfinished operation before it is rolled back. It concerns
   * progress only: rolling back beside a live owner is safe, but makes its operation fail.
   */
  public Duration patience() {
    return patience;
  }

  /** Is notified of every protocol step. */
  public ProtocolListener listener() {
    return listener;
  }

  /** Changes options one by one. Not safe for use by several threads. */
  public static final class Builder {
    private boolean writable = true;
    private RecoveryPolicy recovery = RecoveryPolicy.ROLL_FORWARD;
    private Optional<BufferAllocator> allocator = Optional.empty();
    private Duration patience = DEFAULT_PATIENCE;
    private ProtocolListener listener = ProtocolListener.NONE;

    private Builder() {}

    /** Reads only. Default: reads and writes. */
    public Builder readOnly() {
      writable = false;
      return this;
    }

    /**
     * Sets {@link OpenOptions#patience()}. Any duration, however long. Default: {@link
     * #DEFAULT_PATIENCE}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder patience(Duration newPatience) {
      if (newPatience.isNegative()) {
        throw new IllegalArgumentException("patience is negative: " + newPatience);
      }
      patience = newPatience;
      return this;
    }

    /** Sets {@link OpenOptions#recovery()}. Default: {@link RecoveryPolicy#ROLL_FORWARD}. */
    public Builder recovery(RecoveryPolicy newRecovery) {
      recovery = Objects.requireNonNull(newRecovery, "recovery");
      return this;
    }

    /**
     * Sets {@link OpenOptions#allocator()}, and by its limit how much memory the group may take.
     * The caller closes it, after the group. Default: an allocator of the group's own, without a
     * limit.
     */
    public Builder allocator(BufferAllocator newAllocator) {
      allocator = Optional.of(newAllocator);
      return this;
    }

    /** Sets {@link OpenOptions#listener()}. Default: none. */
    public Builder listener(ProtocolListener newListener) {
      listener = Objects.requireNonNull(newListener, "listener");
      return this;
    }

    /** The options as they are now. */
    public OpenOptions build() {
      return new OpenOptions(this);
    }
  }
}
