package dev.rollforward.lance;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** One batch, which belongs to somebody else and is not closed here. */
final class BatchRows extends ArrowReader {
  private final VectorSchemaRoot batch;
  private boolean read;

  BatchRows(BufferAllocator allocator, VectorSchemaRoot batch) {
    super(allocator);
    this.batch = batch;
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() {
    return batch;
  }

  @Override
  public boolean loadNextBatch() {
    boolean first = !read;
    read = true;
    return first;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  public void close(boolean closeReadSource) {}

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() {
    return batch.getSchema();
  }
}
