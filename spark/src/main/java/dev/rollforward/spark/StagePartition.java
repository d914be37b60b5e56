package dev.rollforward.spark;

import dev.rollforward.OpenOptions;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import java.io.Serial;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What an executor does: it stages the rows of a partition, and answers with what it has staged, as
 * JSON. Spark hands on the answer of one attempt of each partition, however many there are.
 */
final class StagePartition implements FlatMapFunction<Iterator<InternalRow>, String> {
  @Serial private static final long serialVersionUID = 1;

  private final String table;
  private final StagingTarget target;
  private final Map<String, String> storageOptions;
  private final Duration storageDeadline;

  /**
   * @param options of which the storage options and their deadline go to the executors
   */
  StagePartition(String table, StagingTarget target, OpenOptions options) {
    this.table = table;
    this.target = target;
    this.storageOptions = new HashMap<>(options.storageOptions());
    this.storageDeadline = options.storageDeadline();
  }

  @Override
  public Iterator<String> call(Iterator<InternalRow> rows) throws Exception {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    TaskThread task = new TaskThread();
    TableColumns columns = columns();
    try (BufferAllocator allocator = new RootAllocator()) {
      StagedFragments staged =
          task.serve(() -> target.stage(new SparkRows(allocator, columns, rows, task), options()));
      return List.of(staged.toJson()).iterator();
    }
  }

  TableColumns columns() {
    return new TableColumns(table, target.schema());
  }

  private OpenOptions options() {
    OpenOptions.Builder options = OpenOptions.builder().storageDeadline(storageDeadline);
    storageOptions.forEach(options::storageOption);
    return options.build();
  }
}
