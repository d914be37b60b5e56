package dev.rollforward.objectstore;

import dev.rollforward.NumberRows;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.CommitBuilder;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.ReadOptions;
import org.lance.Transaction;
import org.lance.WriteParams.WriteMode;
import org.lance.operation.Append;
import org.lance.operation.Overwrite;

/** One table that is written by Lance alone, to compare with. */
final class RawLance implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final String uri;
  private final Map<String, String> options;
  private Dataset head;

  /** Creates it, with one row. */
  RawLance(String uri, Map<String, String> options) {
    this.uri = uri;
    this.options = options;
    List<FragmentMetadata> first = stage(0, WriteMode.CREATE);
    try (Transaction create =
        new Transaction.Builder()
            .uuid(UUID.randomUUID().toString())
            .operation(Overwrite.builder().fragments(first).schema(NumberRows.SCHEMA).build())
            .build()) {
      head = single(new CommitBuilder(uri, allocator)).execute(create);
    }
  }

  /** Writes the rows of an append, in no version. */
  List<FragmentMetadata> stage(long number) {
    return stage(number, WriteMode.APPEND);
  }

  private List<FragmentMetadata> stage(long number, WriteMode mode) {
    try (ArrowReader rows = NumberRows.of(allocator, number);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
      Data.exportArrayStream(allocator, rows, stream);
      return Fragment.write()
          .datasetUri(uri)
          .storageOptions(options)
          .allocator(allocator)
          .data(stream)
          .mode(mode)
          .execute();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Commits on the handle of the version before. */
  void commit(List<FragmentMetadata> staged) {
    try (Transaction append =
            new Transaction.Builder()
                .uuid(UUID.randomUUID().toString())
                .readVersion(head.version())
                .operation(Append.builder().fragments(staged).build())
                .build();
        Dataset before = head) {
      head = single(new CommitBuilder(before)).execute(append);
    }
  }

  private CommitBuilder single(CommitBuilder builder) {
    return builder.writeParams(options).maxRetries(1).skipAutoCleanup(true);
  }

  /** Opens the newest version, and closes it. */
  void open() {
    Dataset.open()
        .allocator(allocator)
        .uri(uri)
        .readOptions(new ReadOptions.Builder().setStorageOptions(options).build())
        .build()
        .close();
  }

  @Override
  public void close() {
    head.close();
    allocator.close();
  }
}
