package dev.rollforward.lance;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * The rows of another reader, lent to native code: its owner closes it, when the native call is
 * over. Lance releases what it reads from within its own tasks, where closing a reader that is
 * Lance's too can end the JVM.
 */
final class LentRows extends OnceClosedReader {
  LentRows(BufferAllocator allocator, ArrowReader rows) {
    super(allocator, rows);
  }

  @Override
  public void close(boolean closeReadSource) {}
}
