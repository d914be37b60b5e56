package dev.rollforward.conformance;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.OnExternal;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.published.PublishedRoot.SimulatedCrash;
import dev.rollforward.published.lance.PublishedTables;
import dev.rollforward.testkit.EvidenceRecorder;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.LanceTestStores;
import dev.rollforward.testkit.OperationRows;
import dev.rollforward.testkit.PlantedFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * A root of the shipped protocol on real Lance tables, for schedules that tests arrange themselves:
 * writers and sweeps on witnessed stores, so that every {@link Invariant} can be evaluated.
 *
 * <p>Used by one thread at a time.
 */
public final class ShippedTestGroup implements AutoCloseable {
  /** The operation that created the tables. */
  public static final OperationId SETUP = new OperationId("setup");

  private final Path root;
  private final LanceTestStores testStores;
  private final EvidenceRecorder evidenceRecorder;
  private final List<String> tables;

  /** Makes a root whose tables hold one row of {@link #SETUP} each. */
  public ShippedTestGroup(Path root, String... tables) {
    this(root, UnaryOperator.identity(), tables);
  }

  /** The same, with {@code fault} in all that is done to it. */
  public ShippedTestGroup(Path root, UnaryOperator<Stores> fault, String... tables) {
    this(root, new LanceTestStores(root), fault, List.of(tables));
    write(SETUP, new Create(), ProtocolListener.NONE, OnExternal.REFUSE, tables);
  }

  private ShippedTestGroup(
      Path root, LanceTestStores testStores, UnaryOperator<Stores> fault, List<String> tables) {
    this.root = root;
    this.testStores = testStores;
    this.evidenceRecorder = new EvidenceRecorder(testStores, fault.apply(testStores.stores()));
    this.tables = tables;
  }

  /** The root that stands there, with a {@link PlantedFault}, by name, in all that this does. */
  public static ShippedTestGroup join(Path root, String fault) {
    LanceTestStores testStores = LanceTestStores.at(root);
    List<String> tables = List.copyOf(testStores.stores().manifests().readNewest().pins().keySet());
    return new ShippedTestGroup(root, testStores, PlantedFault.valueOf(fault).plant(), tables);
  }

  /** Where it is. */
  public Path root() {
    return root;
  }

  /** A writer that appends its row to {@code names}, in their order. */
  public CommitResult append(String operation, ProtocolListener listener, String... names) {
    return write(new OperationId(operation), new Append(), listener, OnExternal.REFUSE, names);
  }

  /** The same by a writer that undoes what an external tool has committed above the pins. */
  public CommitResult appendOverExternal(String operation, String... names) {
    return write(
        new OperationId(operation), new Append(), ProtocolListener.NONE, OnExternal.DISCARD, names);
  }

  /** A writer that creates {@code names} with its row. */
  public CommitResult create(String operation, ProtocolListener listener, String... names) {
    return write(new OperationId(operation), new Create(), listener, OnExternal.REFUSE, names);
  }

  /** A writer that dies right after its {@code times}-th {@code last}. */
  public void dieAfter(Action last, int times, String operation, String... names) {
    int[] seen = {0};
    try {
      CommitResult told =
          append(
              operation,
              event -> {
                if (event.action() == last && ++seen[0] == times) {
                  throw new SimulatedCrash();
                }
              },
              names);
      throw new AssertionError("it did not die: " + told);
    } catch (SimulatedCrash expected) {
      // It stands where it is, for good.
    }
  }

  private CommitResult write(
      OperationId operation,
      Change kind,
      ProtocolListener listener,
      OnExternal onExternal,
      String... names) {
    Recovery helper = new Recovery(evidenceRecorder.stores(), ProtocolListener.NONE);
    CommitResult result =
        run(
            new Writer(
                evidenceRecorder.stores(),
                operation,
                intents(operation, kind, onExternal, names),
                blockers -> helper.recoverAll(blockers),
                listener),
            operation);
    evidenceRecorder.told(result);
    return result;
  }

  /** A store that failed before the operation was armed promises that nothing will be visible. */
  private static CommitResult run(Writer writer, OperationId operation) {
    try {
      return writer.run();
    } catch (StoreException failure) {
      return new CommitResult.Rejected(
          operation, CommitResult.Reason.BLOCKED, Optional.empty(), failure.getMessage());
    }
  }

  private List<TableIntent> intents(
      OperationId operation, Change kind, OnExternal onExternal, String... names) {
    Manifest manifest = testStores.stores().manifests().readNewest();
    List<TableIntent> intents = new ArrayList<>();
    for (String name : names) {
      boolean creates = kind instanceof Create;
      TableId table =
          creates ? new TableId(name + "-" + operation) : manifest.pin(name).orElseThrow().table();
      long pin = creates ? Pin.ABSENT : manifest.pin(name).orElseThrow().version();
      StagedChange change = testStores.stage(operation, kind, table, pin);
      intents.add(TableIntent.of(name, table, kind, change).onExternal(onExternal));
    }
    return intents;
  }

  /**
   * What an open does: recovers everything, beside live owners too, without waiting for them.
   *
   * @return what it could not act on
   */
  public List<StoreException> sweep(ProtocolListener listener) {
    Recovery recovery = new Recovery(evidenceRecorder.stores(), listener);
    List<StoreException> problems = new ArrayList<>();
    for (OperationId operation : recovery.pending().operations()) {
      try {
        recovery.recover(operation, Mode.FULL);
      } catch (StoreException problem) {
        problems.add(problem);
      }
    }
    return problems;
  }

  /** The operations whose rows readers see in {@code table}, without {@link #SETUP}. */
  public List<String> visible(String table) {
    Pin pin = pin(table);
    return testStores.rows(pin.table(), pin.version()).stream()
        .filter(o -> !o.equals(SETUP))
        .map(OperationId::value)
        .toList();
  }

  /** Every audit record ever written. */
  public Map<String, List<Verdict>> audits() {
    Map<String, List<Verdict>> audits = new TreeMap<>();
    evidenceRecorder
        .evidence()
        .audits()
        .forEach(
            (o, records) -> audits.put(o.value(), records.stream().map(Audit::verdict).toList()));
    return audits;
  }

  /** The newest version of {@code table}. */
  public long head(String table) {
    return testStores.stores().tables().history(pin(table).table(), pin(table).version()).head();
  }

  private Pin pin(String table) {
    return testStores.stores().manifests().readNewest().pin(table).orElseThrow();
  }

  /** Somebody who knows no protocol builds an index at HEAD. */
  public void index(String table) {
    Pin pin = pin(table);
    TablePlan plan =
        TablePlan.append(
            table, new Pin(pin.table(), pin.version()), pin.version(), UUID.randomUUID());
    try (BufferAllocator allocator = new RootAllocator();
        LanceTableStore lance = new LanceTableStore(root, allocator)) {
      PublishedTables tables = new PublishedTables(lance, root, allocator);
      String column = OperationRows.schema().getFields().get(0).getName();
      CommitOutcome built =
          tables.commit(
              OperationId.random(), plan, plan.commits().get(0), tables.stageIndex(column));
      require(built instanceof CommitOutcome.Landed, "no index was built: " + built);
    }
  }

  /** The operations whose sidecar stands. */
  public List<OperationId> sidecars() {
    return testStores.stores().sidecars().list().operations();
  }

  /** The invariants that do not hold now. */
  public List<Invariant> violated() {
    return Invariant.violatedBy(evidenceRecorder.evidence());
  }

  /**
   * What must be true when everyone alive has finished: after one more sweep no sidecar is left, a
   * writer on every table succeeds, and every invariant holds before and after.
   *
   * @throws AssertionError if not
   */
  public void assertSound() {
    assertSound("probe");
  }

  /** The same, if {@code probe} is the name of that writer. */
  public void assertSound(String probe) {
    require(violated().isEmpty(), "violated: " + violated());
    List<StoreException> problems = sweep(ProtocolListener.NONE);
    require(problems.isEmpty() && sidecars().isEmpty(), "left: " + sidecars() + problems);
    assertWritable(probe);
  }

  /**
   * A writer on every table succeeds, and every invariant holds.
   *
   * @throws AssertionError if not
   */
  public void assertWritable(String probe) {
    CommitResult told = append(probe, ProtocolListener.NONE, tables.toArray(String[]::new));
    require(told instanceof CommitResult.Committed, "a writer was told " + told);
    require(violated().isEmpty(), "violated: " + violated());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  @Override
  public void close() {
    testStores.close();
  }
}
