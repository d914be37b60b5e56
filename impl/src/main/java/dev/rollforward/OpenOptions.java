package dev.rollforward;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;

/**
 * How to open a table group. Immutable; {@link #readWrite()} and {@link #readOnly()} are the
 * defaults, {@link #builder()} changes them.
 */
public final class OpenOptions {
  /** How long to wait for the owner of an unfinished operation, unless said otherwise. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

  /** How often a transaction is attempted again, unless said otherwise. */
  public static final int DEFAULT_RETRIES = 4;

  /** How long the first pause between two attempts is at most, unless said otherwise. */
  public static final Duration DEFAULT_FIRST_RETRY_PAUSE = Duration.ofMillis(100);

  /** How long any pause between two attempts is at most, unless said otherwise. */
  public static final Duration DEFAULT_LONGEST_RETRY_PAUSE = Duration.ofMinutes(1);

  /** How long one call of an object store may take, unless said otherwise. */
  public static final Duration DEFAULT_STORAGE_DEADLINE = Duration.ofSeconds(30);

  private final boolean writable;
  private final RecoveryPolicy recovery;
  private final Duration patience;
  private final Duration grace;
  private final int retries;
  private final Duration firstRetryPause;
  private final Duration longestRetryPause;
  private final Optional<String> actor;
  private final ProtocolListener listener;
  private final CommitObserver observer;
  private final Optional<BufferAllocator> allocator;
  private final boolean networkFileSystem;
  private final boolean expectsExternalCommits;
  private final Durability durability;
  private final Map<String, String> storageOptions;
  private final Duration storageDeadline;

  private OpenOptions(Builder builder) {
    this.writable = builder.writable;
    this.recovery = builder.recovery;
    this.allocator = builder.allocator;
    this.patience = builder.patience;
    this.grace = builder.grace;
    this.retries = builder.retries;
    this.firstRetryPause = builder.firstRetryPause;
    this.longestRetryPause = builder.longestRetryPause;
    this.actor = builder.actor;
    this.listener = builder.listener;
    this.observer = builder.observer;
    this.networkFileSystem = builder.networkFileSystem;
    this.expectsExternalCommits = builder.expectsExternalCommits;
    this.durability = builder.durability;
    this.storageOptions = Map.copyOf(builder.storageOptions);
    this.storageDeadline = builder.storageDeadline;
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
    builder.grace = grace;
    builder.retries = retries;
    builder.firstRetryPause = firstRetryPause;
    builder.longestRetryPause = longestRetryPause;
    builder.actor = actor;
    builder.listener = listener;
    builder.observer = observer;
    builder.networkFileSystem = networkFileSystem;
    builder.expectsExternalCommits = expectsExternalCommits;
    builder.durability = durability;
    builder.storageOptions.putAll(storageOptions);
    builder.storageDeadline = storageDeadline;
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
   * How long to wait for the owner of an unfinished operation before it is rolled back, from when
   * this handle first met it; longer if its owner has asked for more by its {@link #grace()}. It
   * concerns progress only: rolling back beside a live owner is safe, but makes its operation fail.
   */
  public Duration patience() {
    return patience;
  }

  /**
   * How long the transactions of this handle ask to be spared. Another handle that meets one of
   * them unfinished waits that long, or its own {@link #patience()} if that is longer, before it
   * rolls it back; it measures that by its own clock, from when it first met it. It concerns
   * progress only. Only {@link TableGroup#resolve}, which is asked for one transaction by name,
   * waits for nobody.
   */
  public Duration grace() {
    return grace;
  }

  /**
   * How often {@link Transaction#commit()} attempts a rejected transaction again by itself, where
   * that can help and means the same; see there.
   */
  public int retries() {
    return retries;
  }

  /**
   * The pause before the second attempt is between half of this and all of it, at random. Each
   * further one is twice as long, up to {@link #longestRetryPause()}.
   */
  public Duration firstRetryPause() {
    return firstRetryPause;
  }

  /** No pause between two attempts is longer. */
  public Duration longestRetryPause() {
    return longestRetryPause;
  }

  /** Who makes the changes of this handle, for transactions that do not say so themselves. */
  public Optional<String> actor() {
    return actor;
  }

  /**
   * Whether a group may be written that lies on a file system which is known to be a network's, at
   * the caller's risk; see {@link Builder#allowNetworkFileSystem()}.
   */
  public boolean allowsNetworkFileSystem() {
    return networkFileSystem;
  }

  /**
   * Whether a commit looks at each table for commits of external tools before it writes anything;
   * see {@link Builder#noExternalCommits()}.
   */
  public boolean expectsExternalCommits() {
    return expectsExternalCommits;
  }

  /** What a transaction survives that this handle makes visible, its own or a recovered one. */
  public Durability durability() {
    return durability;
  }

  /**
   * What reaches an object store: credentials, region, endpoint and the like, by the names that
   * Lance gives them. Immutable. Holds secrets.
   */
  public Map<String, String> storageOptions() {
    return storageOptions;
  }

  /** How long one call of an object store may take. */
  public Duration storageDeadline() {
    return storageDeadline;
  }

  /** Is notified of every protocol step. */
  public ProtocolListener listener() {
    return listener;
  }

  /** Is notified of commits and clean-ups as a whole. */
  public CommitObserver observer() {
    return observer;
  }

  /** Changes options one by one. Not safe for use by several threads. */
  public static final class Builder {
    private boolean writable = true;
    private RecoveryPolicy recovery = RecoveryPolicy.ROLL_FORWARD;
    private Optional<BufferAllocator> allocator = Optional.empty();
    private Duration patience = DEFAULT_PATIENCE;
    private Duration grace = Duration.ZERO;
    private int retries = DEFAULT_RETRIES;
    private Duration firstRetryPause = DEFAULT_FIRST_RETRY_PAUSE;
    private Duration longestRetryPause = DEFAULT_LONGEST_RETRY_PAUSE;
    private Optional<String> actor = Optional.empty();
    private ProtocolListener listener = ProtocolListener.NONE;
    private CommitObserver observer = CommitObserver.NONE;
    private boolean networkFileSystem;
    private boolean expectsExternalCommits = true;
    private Durability durability = Durability.PROCESS;
    private final Map<String, String> storageOptions = new TreeMap<>();
    private Duration storageDeadline = DEFAULT_STORAGE_DEADLINE;

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
      patience = notNegative("patience", newPatience);
      return this;
    }

    /**
     * Sets {@link OpenOptions#grace()}, for transactions that take long between their first commit
     * to a table and their last. If their process dies, the tables that it has moved wait as long.
     * Default: zero, which leaves it to the patience of others.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder grace(Duration newGrace) {
      grace = notNegative("grace", newGrace);
      return this;
    }

    /**
     * Sets {@link OpenOptions#retries()}. Default: {@link #DEFAULT_RETRIES}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder retries(int newRetries) {
      if (newRetries < 0) {
        throw new IllegalArgumentException("retries is negative: " + newRetries);
      }
      retries = newRetries;
      return this;
    }

    /**
     * Sets {@link OpenOptions#firstRetryPause()} and {@link OpenOptions#longestRetryPause()}.
     * Default: 100 milliseconds and a minute.
     *
     * @throws IllegalArgumentException if the first is negative, or the longest shorter than it
     */
    public Builder retryPauses(Duration first, Duration longest) {
      firstRetryPause = notNegative("first pause", first);
      if (longest.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "the longest pause, " + longest + ", is shorter than the first, " + first);
      }
      longestRetryPause = longest;
      return this;
    }

    private static Duration notNegative(String name, Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException(name + " is negative: " + duration);
      }
      return duration;
    }

    /** Sets {@link OpenOptions#actor()}. Default: nobody is named. */
    public Builder actor(String newActor) {
      actor = Optional.of(newActor);
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

    /**
     * Writes to groups on a network file system, such as NFS or SMB, too. Default: opening one to
     * write fails with a {@link StoreException}.
     *
     * <p><strong>What is at risk:</strong> the protocol needs a hard link that is made by one
     * process only, names that every client sees at once, and a sync after which data is durable. A
     * network file system may repeat a link whose answer it has lost, serve names from a cache, or
     * sync less than it says. Then two processes can both believe that they have made the next
     * manifest, and a commit that was acknowledged can be lost. Whoever sets this answers for it
     * that none of that happens there, for every client that opens the group.
     */
    public Builder allowNetworkFileSystem() {
      networkFileSystem = true;
      return this;
    }

    /**
     * Prepares a commit from what the last one of this handle has left in its tables, without a
     * look at them: on an object store one request less for each table. For groups whose tables
     * nobody changes but through Rollforward. Default: every commit looks.
     *
     * <p>Nothing is lost where somebody does so all the same: the commit finds out once it has
     * landed above theirs, and is rejected. But then theirs can be discarded only, no longer
     * adopted. The handle looks at a table that it has not committed to yet, or last without
     * success, and for a transaction that creates, replaces, drops or renames a table, declares
     * what it has read, has an id of its caller's, or says what to do about external commits.
     */
    public Builder noExternalCommits() {
      expectsExternalCommits = false;
      return this;
    }

    /**
     * Sets {@link OpenOptions#durability()}. Default: {@link Durability#PROCESS}, so that a power
     * failure can lose what was committed, and make a table unreadable.
     */
    public Builder durability(Durability newDurability) {
      durability = Objects.requireNonNull(newDurability, "durability");
      return this;
    }

    /**
     * Adds to {@link OpenOptions#storageOptions()}, in place of one of the same name. Default: what
     * the environment and the profile of the user say; docs/object-stores.md lists the names. Has
     * no effect on a local folder.
     */
    public Builder storageOption(String name, String value) {
      storageOptions.put(
          Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets {@link OpenOptions#storageDeadline()}. A call that has not ended by then fails; one that
     * may have taken effect then counts as unknown, and is looked up. Has no effect on a local
     * folder. Default: {@link #DEFAULT_STORAGE_DEADLINE}.
     *
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public Builder storageDeadline(Duration newDeadline) {
      if (newDeadline.toMillis() < 1) {
        throw new IllegalArgumentException("storage deadline is too short: " + newDeadline);
      }
      storageDeadline = newDeadline;
      return this;
    }

    /** Sets {@link OpenOptions#observer()}. Default: none. */
    public Builder observer(CommitObserver newObserver) {
      observer = Objects.requireNonNull(newObserver, "observer");
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
