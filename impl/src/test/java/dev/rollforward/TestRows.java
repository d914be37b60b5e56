package dev.rollforward;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of a schema from nowhere: a subclass says which, or how reading them fails. */
public abstract class TestRows extends ArrowReader {
  private final Schema schema;
  private boolean closed;

  /** Rows of {@code schema}, whose memory comes from {@code allocator}. */
  protected TestRows(BufferAllocator allocator, Schema schema) {
    super(allocator);
    this.schema = schema;
  }

  /** No rows. */
  public static ArrowReader none(BufferAllocator allocator, Schema schema) {
    return new TestRows(allocator, schema) {
      @Override
      public boolean loadNextBatch() {
        return false;
      }
    };
  }

  @Override
  public final long bytesRead() {
    return 0;
  }

  @Override
  protected final void closeReadSource() {
    closed = true;
  }

  /** Whether somebody has closed it. */
  public final boolean isClosed() {
    return closed;
  }

  @Override
  protected final Schema readSchema() {
    return schema;
  }
}
