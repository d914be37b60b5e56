package dev.rollforward.bench;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.failpoint.FailpointName;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.testkit.memory.MemoryAuditStore;
import dev.rollforward.testkit.memory.MemoryChange;
import dev.rollforward.testkit.memory.MemoryManifestStore;
import dev.rollforward.testkit.memory.MemorySidecarStore;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What failpoints cost that are switched off. The operation is in memory, where next to nothing
 * hides it. {@link FailpointCost} sets the figures in proportion.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class FailpointBenchmark {
  private static final List<TableId> TABLES =
      List.of(new TableId("a"), new TableId("b"), new TableId("c"));

  /** The catalogue of this benchmark: each has its own, and places its own only. */
  private enum Measured implements FailpointName {
    Off
  }

  private int counter;
  private Stores stores;
  private List<TableIntent> appends;
  private long operations;

  /** Histories grow, so every iteration has new tables. */
  @Setup(Level.Iteration)
  public void create() {
    stores =
        new Stores(
            new MemoryManifestStore(),
            new MemorySidecarStore(),
            new MemoryAuditStore(),
            new MemoryTableStore());
    stores.manifests().create(Manifest.first(new GroupId("bench")));
    commit(intents(new Create()));
    appends = intents(new Append());
  }

  private static List<TableIntent> intents(Change kind) {
    return TABLES.stream()
        .map(table -> TableIntent.of(table.value(), table, kind, new MemoryChange(List.of("row"))))
        .toList();
  }

  private CommitResult commit(List<TableIntent> intents) {
    OperationId operation = new OperationId("o" + operations++);
    return new Writer(stores, operation, intents, blockers -> Set.of(), ProtocolListener.NONE)
        .run();
  }

  /** The loop of {@link #hundredFailpoints} without them. */
  @Benchmark
  public int hundredSteps() {
    for (int i = 0; i < FailpointCost.HUNDRED; i++) {
      step();
    }
    return counter;
  }

  /** A hundred that are off, each with a step that the compiler may not leave out. */
  @Benchmark
  public int hundredFailpoints() {
    for (int i = 0; i < FailpointCost.HUNDRED; i++) {
      Failpoints.hit(Measured.Off);
      step();
    }
    return counter;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private void step() {
    counter++;
  }

  /** An append to three tables in memory. */
  @Benchmark
  public CommitResult operation() {
    return commit(appends);
  }
}
