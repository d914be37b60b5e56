package dev.rollforward.bench;

import dev.rollforward.CommitResult;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An append of 1,000 rows to each of three tables, without the staging, which is the same for both:
 * as one operation, and as three Lance commits that are nothing to each other. Only their ratio
 * means anything; {@link CommitRatio} prints it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
    })
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class CommitBenchmark {
  private static final List<String> TABLES = List.of("a", "b", "c");

  /** Tables get slower with each version, so every iteration has new ones. */
  @State(Scope.Thread)
  public static class Group {
    private final BufferAllocator allocator = new RootAllocator();
    private final Rows rows = new Rows(allocator);
    private Path root;
    private TableGroup group;
    private Transaction operation;

    /** Makes a group. */
    @Setup(Level.Iteration)
    public void open() {
      root = Folders.create();
      group = TableGroup.openOrCreate(root);
      Transaction create = group.begin();
      TABLES.forEach(table -> create.create(table, Rows.SCHEMA));
      requireCommitted(create.commit());
    }

    /** Stages the data. */
    @Setup(Level.Invocation)
    public void stage() {
      operation = group.begin();
      TABLES.forEach(table -> operation.append(table, rows.reader()));
    }

    /** Removes the group. */
    @TearDown(Level.Iteration)
    public void close() {
      group.close();
      Folders.delete(root);
    }
  }

  /** As {@link Group}. */
  @State(Scope.Thread)
  public static class Raw {
    private final BufferAllocator allocator = new RootAllocator();
    private final Rows rows = new Rows(allocator);
    private Path root;
    private List<RawTable> tables;

    /** Makes three datasets. */
    @Setup(Level.Iteration)
    public void open() {
      root = Folders.create();
      tables = TABLES.stream().map(name -> new RawTable(root.resolve(name), allocator)).toList();
    }

    /** Stages the data. */
    @Setup(Level.Invocation)
    public void stage() {
      tables.forEach(table -> table.stage(rows.reader()));
    }

    /** Removes them. */
    @TearDown(Level.Iteration)
    public void close() {
      tables.forEach(RawTable::close);
      Folders.delete(root);
    }
  }

  /** All at once or not at all. */
  @Benchmark
  public CommitResult oneOperation(Group state) {
    return requireCommitted(state.operation.commit());
  }

  /** One after the other, whatever happens in between. */
  @Benchmark
  public long threeLanceCommits(Raw state) {
    return state.tables.stream().mapToLong(RawTable::commit).sum();
  }

  private static CommitResult requireCommitted(CommitResult result) {
    if (!(result instanceof CommitResult.Committed)) {
      throw new IllegalStateException("nobody is there to disturb it, but: " + result);
    }
    return result;
  }
}
