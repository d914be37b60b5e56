package dev.rollforward.lance;

import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Rows with every decimal on an address that is a multiple of 16. Lance takes buffers as they are,
 * and ends the JVM over decimals on any other address, while Arrow's IPC format places buffers at
 * multiples of 8 only. No other type that Lance stores is wider than 8 bytes in memory.
 */
final class AlignedRows extends OnceClosedReader {
  private static final int ALIGNMENT = 16;

  AlignedRows(BufferAllocator allocator, ArrowReader rows) {
    super(allocator, rows);
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    boolean loaded = super.loadNextBatch();
    if (loaded) {
      getVectorSchemaRoot().getFieldVectors().forEach(AlignedRows::align);
    }
    return loaded;
  }

  private static void align(FieldVector vector) {
    if (vector instanceof DecimalVector || vector instanceof Decimal256Vector) {
      alignValues((BaseFixedWidthVector) vector);
    }
    vector.getChildrenFromFields().forEach(AlignedRows::align);
  }

  private static void alignValues(BaseFixedWidthVector vector) {
    ArrowBuf values = vector.getDataBuffer();
    if (values.memoryAddress() % ALIGNMENT == 0) {
      return;
    }
    int count = vector.getValueCount();
    long size = (long) count * vector.getTypeWidth();
    ArrowBuf validity = vector.getValidityBuffer();
    validity.getReferenceManager().retain();
    try (validity;
        ArrowBuf copy = vector.getAllocator().buffer(size + ALIGNMENT)) {
      ArrowBuf aligned = copy.slice(-copy.memoryAddress() & (ALIGNMENT - 1), size);
      aligned.setBytes(0, values, 0, size);
      vector.loadFieldBuffers(
          new ArrowFieldNode(count, vector.getNullCount()), List.of(validity, aligned));
    }
  }
}
