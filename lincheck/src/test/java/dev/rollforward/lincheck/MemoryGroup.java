package dev.rollforward.lincheck;

import dev.rollforward.core.ChangeKind;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.engine.ProtocolListener;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.store.memory.MemoryChange;
import dev.rollforward.store.memory.MemoryTableStore;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The protocol itself over stores in memory, with two tables: what Lincheck's threads call. Each
 * thread stands for a process. Nobody waits for anybody, so live writers are aborted all the time.
 *
 * <p>Public, as Lincheck needs it.
 */
@Param(name = "row", gen = IntGen.class, conf = "1:99")
@Param(name = "steps", gen = IntGen.class, conf = "4:7")
public class MemoryGroup {
  /** Ends a process where it stands; nothing in the library may catch it. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final MemoryTableStore tables = new MemoryTableStore();
  private final Stores stores;
  private final AtomicInteger operations = new AtomicInteger();
  private final Map<OperationId, Told> told = new ConcurrentHashMap<>();

  /** A group of two empty tables. */
  public MemoryGroup() {
    this(UnaryOperator.identity());
  }

  /**
   * @param fault plants a fault into its stores
   */
  MemoryGroup(UnaryOperator<Stores> fault) {
    Stores sound = Fresh.group(tables);
    stores = fault.apply(sound);
  }

  /** Adds {@code row} to both tables. */
  @Operation
  public Told commitBoth(@Param(name = "row") int row) {
    return commit(row, ProtocolListener.NONE, "a", "b");
  }

  /** Adds {@code row} to table a. */
  @Operation
  public Told commitA(@Param(name = "row") int row) {
    return commit(row, ProtocolListener.NONE, "a");
  }

  /** Begins to add {@code row} to both tables and dies after some steps, if it gets so far. */
  @Operation
  public Told dieInCommitBoth(@Param(name = "row") int row, @Param(name = "steps") int steps) {
    AtomicInteger left = new AtomicInteger(steps);
    try {
      return commit(row, event -> step(left), "a", "b");
    } catch (Death death) {
      return Told.NOTHING;
    }
  }

  private static void step(AtomicInteger left) {
    if (left.decrementAndGet() == 0) {
      throw new Death();
    }
  }

  /** Sweeps every sidecar. */
  @Operation
  public void recover() {
    for (OperationId operation : stores.sidecars().list().operations()) {
      recover(stores, operation);
    }
  }

  /** The rows at the pins of one manifest. */
  @Operation
  public String snapshot() {
    Manifest manifest = stores.manifests().readNewest();
    return AtomicCommitSpec.show(rows(manifest, "a"), rows(manifest, "b"));
  }

  /** See {@link Ending}. */
  @Validate
  public void settles() {
    Ending.check(this, stores, told);
  }

  private List<String> rows(Manifest manifest, String name) {
    Pin pin = manifest.pin(name).orElseThrow();
    return tables.rows(pin.table(), pin.version());
  }

  private Told commit(int row, ProtocolListener listener, String... names) {
    // Not random: a schedule can be repeated only if the ids are the same.
    OperationId operation = new OperationId("op-" + operations.incrementAndGet());
    MemoryChange change = new MemoryChange(List.of(String.valueOf(row)));
    List<TableIntent> intents = Stream.of(names).map(name -> append(name, change)).toList();
    Told answer = run(stores, operation, intents, listener);
    told.put(operation, answer);
    return answer;
  }

  private static Told run(
      Stores stores, OperationId operation, List<TableIntent> intents, ProtocolListener listener) {
    Writer writer =
        new Writer(
            stores,
            operation,
            intents,
            blockers -> blockers.forEach(blocker -> recover(stores, blocker)),
            listener);
    return Told.by(writer.run());
  }

  private static void recover(Stores stores, OperationId operation) {
    new Recovery(stores, ProtocolListener.NONE).recover(operation, Recovery.Mode.FULL);
  }

  private static TableIntent append(String name, MemoryChange change) {
    return new TableIntent(
        name, new TableId(name), ChangeKind.APPEND, change, OptionalLong.empty());
  }
}
