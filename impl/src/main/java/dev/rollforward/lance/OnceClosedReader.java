package dev.rollforward.lance;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of another reader, which is closed once however often this is. Arrow's own readers
 * differ in whether they bear a second close, and whoever exports one as a stream closes it besides
 * its owner.
 */
class OnceClosedReader extends ArrowReader {
  private final ArrowReader rows;
  private boolean closed;

  OnceClosedReader(BufferAllocator allocator, ArrowReader rows) {
    super(allocator);
    this.rows = rows;
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
    return rows.getVectorSchemaRoot();
  }

  @Override
  public Map<Long, Dictionary> getDictionaryVectors() throws IOException {
    return rows.getDictionaryVectors();
  }

  @Override
  public Dictionary lookup(long id) {
    return rows.lookup(id);
  }

  @Override
  public Set<Long> getDictionaryIds() {
    return rows.getDictionaryIds();
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    return rows.loadNextBatch();
  }

  @Override
  public long bytesRead() {
    return rows.bytesRead();
  }

  @Override
  public void close() throws IOException {
    close(true);
  }

  @Override
  public void close(boolean closeReadSource) throws IOException {
    if (!closed) {
      closed = true;
      rows.close(closeReadSource);
    }
  }

  /** Never called: whatever would have to read the schema asks the other reader. */
  @Override
  protected Schema readSchema() throws IOException {
    return rows.getVectorSchemaRoot().getSchema();
  }

  /** Never called: {@link #close(boolean)} closes the other reader as a whole. */
  @Override
  protected void closeReadSource() throws IOException {
    rows.close(true);
  }
}
