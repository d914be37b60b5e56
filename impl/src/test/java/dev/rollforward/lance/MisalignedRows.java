package dev.rollforward.lance;

import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Rows whose values of 16 bytes or more lie at odd multiples of 8, as a stream can deliver them.
 */
final class MisalignedRows extends OnceClosedReader {
  MisalignedRows(BufferAllocator allocator, ArrowReader rows) {
    super(allocator, rows);
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    boolean loaded = super.loadNextBatch();
    if (loaded) {
      getVectorSchemaRoot().getFieldVectors().forEach(MisalignedRows::move);
    }
    return loaded;
  }

  private static void move(FieldVector vector) {
    if (vector instanceof BaseFixedWidthVector fixed && fixed.getTypeWidth() >= 16) {
      moveValues(fixed);
    }
    vector.getChildrenFromFields().forEach(MisalignedRows::move);
  }

  private static void moveValues(BaseFixedWidthVector vector) {
    long size = (long) vector.getValueCount() * vector.getTypeWidth();
    ArrowBuf validity = vector.getValidityBuffer();
    validity.getReferenceManager().retain();
    try (validity;
        ArrowBuf copy = vector.getAllocator().buffer(size + 16)) {
      long offset = copy.memoryAddress() % 16 == 0 ? 8 : 0;
      ArrowBuf moved = copy.slice(offset, size);
      moved.setBytes(0, vector.getDataBuffer(), 0, size);
      vector.loadFieldBuffers(
          new ArrowFieldNode(vector.getValueCount(), vector.getNullCount()),
          List.of(validity, moved));
    }
  }
}
