package dev.rollforward.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.CommitBuilder;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.Transaction;
import org.lance.WriteParams;
import org.lance.operation.Append;

/** A Lance dataset as its only user would append to it: the handle is kept open. */
final class RawTable implements AutoCloseable {
  private final String uri;
  private final BufferAllocator allocator;
  private Dataset dataset;
  private List<FragmentMetadata> staged;

  RawTable(Path folder, BufferAllocator allocator) {
    this.uri = folder.toString();
    this.allocator = allocator;
    this.dataset = Dataset.create(allocator, uri, Rows.SCHEMA, new WriteParams.Builder().build());
  }

  void stage(ArrowReader rows) {
    try (rows;
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
      Data.exportArrayStream(allocator, rows, stream);
      staged =
          Fragment.write()
              .datasetUri(uri)
              .allocator(allocator)
              .data(stream)
              .mode(WriteParams.WriteMode.APPEND)
              .execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the new version. */
  long commit() {
    Append append = Append.builder().fragments(staged).build();
    Dataset before = dataset;
    try (before;
        Transaction transaction =
            new Transaction.Builder().readVersion(before.version()).operation(append).build()) {
      dataset = new CommitBuilder(before).skipAutoCleanup(true).execute(transaction);
    }
    return dataset.version();
  }

  @Override
  public void close() {
    dataset.close();
  }
}
