package dev.rollforward;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.Schema;

/** Some batches, and then a failure. */
final class FailingRows extends TestRows {
  private int left;

  /** Rows of {@code schema}, whose first column is of numbers. */
  FailingRows(BufferAllocator allocator, Schema schema, int batches) {
    super(allocator, schema);
    this.left = batches;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    if (left-- == 0) {
      throw new IOException("no more rows");
    }
    getVectorSchemaRoot().allocateNew();
    ((BigIntVector) getVectorSchemaRoot().getVector(0)).setSafe(0, 100 + left);
    getVectorSchemaRoot().setRowCount(1);
    return true;
  }
}
