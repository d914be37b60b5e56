package dev.rollforward.cli.demo;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.trace.TraceFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The process that is killed: it adds rows to every sample table in one operation, prints its steps
 * on standard output, and stops for good at the given step.
 */
final class DemoChild {
  /** The line that says which operation it is about to commit starts with this. */
  static final String OPERATION = "operation ";

  /** The line that says it has reached its step, and will go no further. */
  static final String STOPPED = "stopped";

  private DemoChild() {}

  /**
   * Runs it.
   *
   * @param args the root of the group, the label of the step, and the file for the trace or nothing
   */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    KillPoint at = KillPoint.of(args[1]).orElseThrow();
    StopListener stop = new StopListener(at, out, System.in);
    ProtocolListener listener =
        args[2].isEmpty() ? stop : tracing(TraceFile.create(Path.of(args[2]), Demo.GROUP), stop);
    OpenOptions options = OpenOptions.builder().listener(listener).build();
    try (TableGroup group = TableGroup.open(Path.of(args[0]), options);
        BufferAllocator allocator = new RootAllocator()) {
      CommitResult result = commit(group, allocator, out);
      throw new IllegalStateException("never came to " + at.label() + ": " + result);
    }
  }

  /** The trace is never closed: its process is killed. */
  private static ProtocolListener tracing(ProtocolListener trace, ProtocolListener stop) {
    return event -> {
      trace.onStep(event);
      stop.onStep(event);
    };
  }

  private static CommitResult commit(TableGroup group, BufferAllocator allocator, PrintStream out) {
    Transaction operation = group.begin();
    for (SampleTable table : SampleTable.ALL) {
      operation.append(table.name(), Rows.reader(allocator, table.columns(), table.added()));
    }
    out.println(OPERATION + operation.id());
    return operation.commit();
  }

  /** The operation that {@code line} names, if it is such a line. */
  static OperationId operationIn(String line) {
    return new OperationId(line.substring(OPERATION.length()));
  }
}
