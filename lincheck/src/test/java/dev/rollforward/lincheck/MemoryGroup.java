package dev.rollforward.lincheck;

import dev.rollforward.CommitResult;
import dev.rollforward.NoSuchTableException;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Snapshot;
import dev.rollforward.TableExistsException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Writer;
import dev.rollforward.runtime.Overtaken;
import dev.rollforward.testkit.InMemory;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.EnumGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ParameterGenerator;
import org.jetbrains.lincheck.datastructures.RandomProvider;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The public API over stores in memory, with tables that {@link Work} names: what Lincheck's
 * threads call. Each thread represents a process with a handle of its own, which may be opened
 * anew. No recovery waits for an owner, so live writers are aborted all the time.
 *
 * <p>Public, as Lincheck needs it.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "row", gen = IntGen.class, conf = "1:99")
@Param(name = "steps", gen = IntGen.class, conf = "1:7")
@Param(name = "sequence", gen = IntGen.class, conf = "1:3")
@Param(name = "work", gen = MemoryGroup.WorkGen.class)
public class MemoryGroup {
  // Lincheck numbers them from 0, who comes before all and who comes after all included.
  private static final int MOST_THREADS = 5;

  private final CrashingListener deaths = new CrashingListener();
  private final OpenOptions options =
      OpenOptions.builder()
          .recovery(RecoveryPolicy.FULL)
          .patience(Duration.ZERO)
          .retries(0)
          .listener(deaths)
          .build();
  private final VerifyingStores watched;
  private final InMemory root;
  private final int handles;
  private final AtomicReferenceArray<TableGroup> open = new AtomicReferenceArray<>(MOST_THREADS);
  private final Snapshot[] held = new Snapshot[MOST_THREADS];
  private final ConcurrentLinkedQueue<Stalled> stalled = new ConcurrentLinkedQueue<>();
  private final Map<OperationId, Outcome> told = new ConcurrentHashMap<>();

  private record Stalled(OperationId operation, Writer owner) {}

  /** One of {@link Work}. */
  public static final class WorkGen implements ParameterGenerator<Work> {
    private final EnumGen<Work> any;

    /** As Lincheck makes it. */
    public WorkGen(RandomProvider random, String configuration) {
      any = new EnumGen<>(Work.class, random, configuration);
    }

    @Override
    public Work generate() {
      return any.generate();
    }
  }

  /** A group of two empty tables. */
  public MemoryGroup() {
    this(UnaryOperator.identity());
  }

  /**
   * @param fault plants a fault into its stores
   */
  MemoryGroup(UnaryOperator<Stores> fault) {
    this(fault, MOST_THREADS);
  }

  /**
   * @param fault plants a fault into its stores
   * @param handles over how many handles threads are spread
   */
  MemoryGroup(UnaryOperator<Stores> fault, int handles) {
    this.handles = handles;
    MemoryTableStore tables = new MemoryTableStore();
    watched = new VerifyingStores(fault.apply(InMemory.stores(tables)));
    root = new InMemory(tables, watched.stores());
    for (int handle = 0; handle < handles; handle++) {
      open.set(handle, root.open(options));
    }
    CommitResult setup = InMemory.create(InMemory.create(open.get(0).begin(), "a"), "b").commit();
    told.put(setup.operation(), Outcome.by(setup, false));
    for (int thread = 0; thread < MOST_THREADS; thread++) {
      held[thread] = handle(thread).snapshot();
    }
  }

  /** Opens another handle for {@code thread}; that sweeps. */
  @Operation
  public void open(@Param(name = "thread") int thread) {
    open.set(thread % handles, root.open(options));
  }

  /** Does {@code work}, if the tables are such that it can be done. */
  @Operation
  public Outcome commit(
      @Param(name = "thread") int thread,
      @Param(name = "row") int row,
      @Param(name = "work") Work work) {
    return staged(thread, row, work).map(tx -> commit(tx, work)).orElse(Outcome.IMPOSSIBLE);
  }

  /** Adds to {@code a} what {@code b} holds, if that is still so when it is visible. */
  @Operation
  public Outcome copyToA(@Param(name = "thread") int thread, @Param(name = "row") int row) {
    return copy(thread, "b", "a", row);
  }

  /** Adds to {@code b} what {@code a} holds, if that is still so when it is visible. */
  @Operation
  public Outcome copyToB(@Param(name = "thread") int thread, @Param(name = "row") int row) {
    return copy(thread, "a", "b", row);
  }

  private Outcome copy(int thread, String from, String to, int row) {
    Transaction transaction = handle(thread).begin();
    reads(transaction, from);
    // Never older than what the transaction has seen; if it is newer, then that has moved.
    try (Snapshot snapshot = handle(thread).snapshot()) {
      String copied = AtomicCommitSpec.copied(root.rows(snapshot, from), row);
      return commit(InMemory.append(transaction, to, copied));
    }
  }

  /** Declares that {@code transaction} has read table {@code name}; a fault does not. */
  void reads(Transaction transaction, String name) {
    transaction.reads(name);
  }

  /** Adds {@code row} to table a, as what a stream brings as far as {@code sequence}. */
  @Operation
  public Outcome takeIn(
      @Param(name = "thread") int thread,
      @Param(name = "row") int row,
      @Param(name = "sequence") int sequence) {
    Transaction transaction = handle(thread).begin().source("stream", sequence);
    return commit(InMemory.append(transaction, "a", "" + row));
  }

  /** Adds {@code row} to both tables, if neither has moved since the snapshot the thread holds. */
  @Operation
  public Outcome commitOnSnapshot(
      @Param(name = "thread") int thread, @Param(name = "row") int row) {
    Transaction transaction = Work.APPEND.stage(handle(thread).begin(held[thread]), "" + row);
    return answer(transaction.id(), told(transaction.commit(), true));
  }

  /** Does {@code work}; the answer to the publish is lost on the way back. */
  @Operation
  public Outcome commitLosingAnswer(
      @Param(name = "thread") int thread,
      @Param(name = "row") int row,
      @Param(name = "work") Work work) {
    Optional<Transaction> staged = staged(thread, row, work);
    staged.ifPresent(transaction -> watched.loseAnswer(transaction.id()));
    return staged.map(tx -> commit(tx, work)).orElse(Outcome.IMPOSSIBLE);
  }

  /** Begins {@code work} and dies after some steps, if it gets so far. */
  @Operation
  public Outcome dieInCommit(
      @Param(name = "thread") int thread,
      @Param(name = "row") int row,
      @Param(name = "work") Work work,
      @Param(name = "steps") int steps) {
    return staged(thread, row, work)
        .map(transaction -> die(transaction, work, steps))
        .orElse(Outcome.IMPOSSIBLE);
  }

  private Outcome die(Transaction transaction, Work work, int steps) {
    deaths.dieAfter(transaction.id(), steps);
    try {
      return commit(transaction, work);
    } catch (CrashingListener.SimulatedCrash death) {
      return answer(transaction.id(), ofTheDead(steps));
    }
  }

  /** Begins {@code work} and stalls after some steps. */
  @Operation
  public ResumeResult stallInCommit(
      @Param(name = "thread") int thread,
      @Param(name = "row") int row,
      @Param(name = "work") Work work,
      @Param(name = "steps") int steps) {
    return staged(thread, row, work)
        .map(transaction -> stall(transaction, steps))
        .orElse(ResumeResult.IMPOSSIBLE);
  }

  private ResumeResult stall(Transaction transaction, int steps) {
    Stalled next = new Stalled(transaction.id(), InMemory.owner(transaction));
    try {
      for (int step = 0; step < steps; step++) {
        next.owner.step();
      }
    } catch (Overtaken byOthers) {
      return answer(next, Outcome.FAILED);
    }
    if (next.owner.result().isEmpty()) {
      stalled.add(next);
      return new ResumeResult(transaction.id().toString(), Outcome.NOTHING);
    }
    return resume(next);
  }

  /** The one that has stalled longest goes on to its end. */
  @Operation
  public ResumeResult resume() {
    Stalled first = stalled.poll();
    return first == null ? ResumeResult.NONE : resume(first);
  }

  private ResumeResult resume(Stalled owner) {
    try {
      return answer(owner, told(owner.owner.run(), false));
    } catch (Overtaken byOthers) {
      return answer(owner, Outcome.FAILED);
    }
  }

  private ResumeResult answer(Stalled owner, Outcome outcome) {
    return new ResumeResult(owner.operation.toString(), answer(owner.operation, outcome));
  }

  /** Sweeps every sidecar. */
  @Operation
  public void recover(@Param(name = "thread") int thread) {
    handle(thread).recover();
  }

  /** A new snapshot, which the thread then holds. */
  @Operation
  public String snapshot(@Param(name = "thread") int thread) {
    return hold(thread, handle(thread).snapshot());
  }

  /** Refreshes the snapshot that the thread holds. */
  @Operation
  public String refresh(@Param(name = "thread") int thread) {
    return hold(thread, held[thread].refresh());
  }

  /** See {@link FinalChecks}. */
  @Validate
  public void settles() {
    for (ResumeResult last = resume(); !last.equals(ResumeResult.NONE); last = resume()) {
      // Every stalled owner resumes in the end.
    }
    watched.check();
    FinalChecks.check(this, root.stores(), told);
    watched.check();
  }

  /** What a caller makes of {@code result}; faults make other things of it. */
  Outcome told(CommitResult result, boolean onSnapshot) {
    return Outcome.by(result, onSnapshot);
  }

  /** The result of an operation whose owner died after {@code steps}. */
  Outcome ofTheDead(int steps) {
    return Outcome.NOTHING;
  }

  /** Whether the owner of {@code operation} learned its outcome by asking. */
  boolean hasConverged(OperationId operation) {
    return deaths.hasConverged(operation);
  }

  /** Whether the answer to the publish of {@code operation} was lost. */
  boolean lostAnswer(OperationId operation) {
    return watched.lostAnswer(operation);
  }

  private TableGroup handle(int thread) {
    return open.get(thread % handles);
  }

  private String hold(int thread, Snapshot snapshot) {
    held[thread] = snapshot;
    SortedMap<String, List<String>> tables = new TreeMap<>();
    for (String name : snapshot.tables()) {
      tables.put(name, root.rows(snapshot, name));
    }
    return AtomicCommitSpec.show(tables);
  }

  private Optional<Transaction> staged(int thread, int row, Work work) {
    try {
      return Optional.of(work.stage(handle(thread).begin(), "" + row));
    } catch (NoSuchTableException | TableExistsException impossible) {
      return Optional.empty();
    }
  }

  private Outcome commit(Transaction operation) {
    return answer(operation.id(), told(operation.commit(), false));
  }

  /** A create learns in its commit only that its name is taken. */
  private Outcome commit(Transaction operation, Work work) {
    CommitResult result = operation.commit();
    boolean taken =
        work == Work.CREATE
            && result instanceof CommitResult.Rejected rejected
            && rejected.reason() == CommitResult.Reason.CONFLICT;
    return answer(operation.id(), taken ? Outcome.IMPOSSIBLE : told(result, false));
  }

  private Outcome answer(OperationId operation, Outcome answer) {
    told.put(operation, answer);
    return answer;
  }
}
