package dev.rollforward.testkit;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows that are made up when they are read, in one batch. Used by one thread. */
public final class OneBatch extends ArrowReader {
  private final Schema schema;
  private final Consumer<VectorSchemaRoot> fill;
  private boolean read;

  /**
   * Rows whose memory comes from {@code allocator}.
   *
   * @param schema their schema
   * @param fill sets the values, and the number of rows
   */
  public OneBatch(BufferAllocator allocator, Schema schema, Consumer<VectorSchemaRoot> fill) {
    super(allocator);
    this.schema = Objects.requireNonNull(schema, "schema");
    this.fill = Objects.requireNonNull(fill, "fill");
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    if (read) {
      return false;
    }
    read = true;
    fill.accept(getVectorSchemaRoot());
    return true;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() {
    return schema;
  }
}
