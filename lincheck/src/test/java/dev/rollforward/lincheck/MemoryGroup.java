package dev.rollforward.lincheck;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Writer;
import dev.rollforward.testkit.InMemory;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The public API over stores in memory, with two tables: what Lincheck's threads call. Each thread
 * represents a process with a handle of its own, which may be opened anew. No recovery waits for an
 * owner, so live writers are aborted all the time.
 *
 * <p>Public, as Lincheck needs it.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "row", gen = IntGen.class, conf = "1:99")
@Param(name = "steps", gen = IntGen.class, conf = "1:7")
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

  /** Adds {@code row} to both tables. */
  @Operation
  public Outcome commitBoth(@Param(name = "thread") int thread, @Param(name = "row") int row) {
    return commit(both(handle(thread).begin(), row), false);
  }

  /** Adds {@code row} to table a. */
  @Operation
  public Outcome commitA(@Param(name = "thread") int thread, @Param(name = "row") int row) {
    return commit(InMemory.append(handle(thread).begin(), "a", "" + row), false);
  }

  /** Adds {@code row} to both tables, if neither has moved since the snapshot the thread holds. */
  @Operation
  public Outcome commitOnSnapshot(
      @Param(name = "thread") int thread, @Param(name = "row") int row) {
    return commit(both(handle(thread).begin(held[thread]), row), true);
  }

  /** Adds {@code row} to both tables; the answer to the publish is lost on the way back. */
  @Operation
  public Outcome commitLosingAnswer(
      @Param(name = "thread") int thread, @Param(name = "row") int row) {
    Transaction transaction = both(handle(thread).begin(), row);
    watched.loseAnswer(transaction.id());
    return commit(transaction, false);
  }

  /** Begins to add {@code row} to both tables and dies after some steps, if it gets so far. */
  @Operation
  public Outcome dieInCommitBoth(
      @Param(name = "thread") int thread,
      @Param(name = "row") int row,
      @Param(name = "steps") int steps) {
    Transaction transaction = both(handle(thread).begin(), row);
    deaths.dieAfter(transaction.id(), steps);
    try {
      return commit(transaction, false);
    } catch (CrashingListener.SimulatedCrash death) {
      return answer(transaction.id(), ofTheDead(steps));
    }
  }

  /** Begins to add {@code row} to both tables and stalls after some steps. */
  @Operation
  public ResumeResult stallInCommitBoth(
      @Param(name = "thread") int thread,
      @Param(name = "row") int row,
      @Param(name = "steps") int steps) {
    Transaction transaction = both(handle(thread).begin(), row);
    Stalled next = new Stalled(transaction.id(), InMemory.owner(transaction));
    for (int step = 0; step < steps; step++) {
      next.owner.step();
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
    CommitResult result = owner.owner.run();
    return new ResumeResult(
        owner.operation.toString(), answer(owner.operation, told(result, false)));
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
    return AtomicCommitSpec.show(root.rows(snapshot, "a"), root.rows(snapshot, "b"));
  }

  private Outcome commit(Transaction operation, boolean onSnapshot) {
    return answer(operation.id(), told(operation.commit(), onSnapshot));
  }

  private Outcome answer(OperationId operation, Outcome answer) {
    told.put(operation, answer);
    return answer;
  }

  private static Transaction both(Transaction operation, int row) {
    return InMemory.append(InMemory.append(operation, "a", "" + row), "b", "" + row);
  }
}
