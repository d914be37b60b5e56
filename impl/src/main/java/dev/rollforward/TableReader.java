package dev.rollforward;

import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One immutable version of a table, open for reading. Nothing that is committed, restored or rolled
 * back meanwhile changes what it reads. Safe for use by several threads; holds native memory, so it
 * must be closed. Every method but {@link #close()} and {@link #version()} throws {@link
 * IllegalStateException} once it is.
 */
public interface TableReader extends AutoCloseable {
  /** The Lance version that it reads. */
  long version();

  /**
   * The schema of this version.
   *
   * @throws IllegalStateException if closed
   */
  Schema schema();

  /**
   * The number of rows of this version.
   *
   * @throws IllegalStateException if closed
   * @throws StoreException if it cannot be read
   */
  long rowCount();

  /**
   * Reads every row and column.
   *
   * @return the rows; the caller closes it
   * @throws IllegalStateException if closed
   * @throws StoreException if it cannot be read
   */
  ArrowReader scan();

  /**
   * Reads what {@code scan} asks for.
   *
   * @return the rows, in table order; the caller closes it. It outlives this reader, but not the
   *     group. Its {@code loadNextBatch} throws {@link java.io.IOException} if data cannot be read
   * @throws IllegalStateException if closed
   * @throws IllegalArgumentException if there is no such column, or the filter makes no sense
   * @throws StoreException if it cannot be read
   */
  ArrowReader scan(Scan scan);

  /** Frees the native memory. Does nothing if closed already. */
  @Override
  void close();
}
