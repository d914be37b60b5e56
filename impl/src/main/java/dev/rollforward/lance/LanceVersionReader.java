package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import dev.rollforward.port.StoreException;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.ipc.LanceScanner;

/**
 * One immutable version of a table, open for reading. Nothing that is committed, restored or rolled
 * back meanwhile changes what it reads. Safe for use by several threads; holds native memory, so it
 * must be closed. Every method but {@link #close()}, {@link #table()} and {@link #version()} throws
 * {@link IllegalStateException} once it is.
 */
public final class LanceVersionReader implements AutoCloseable {
  private final TableId table;
  private final long version;
  private final Dataset dataset;
  private final Runnable onClose;
  private boolean closed;

  /** Runs {@code onClose} once, after its native memory was freed. */
  LanceVersionReader(TableId table, long version, Dataset dataset, Runnable onClose) {
    this.table = table;
    this.version = version;
    this.dataset = dataset;
    this.onClose = onClose;
  }

  /** The table. */
  public TableId table() {
    return table;
  }

  /** The Lance version that it reads. */
  public long version() {
    return version;
  }

  /**
   * The schema of this version.
   *
   * @throws IllegalStateException if closed
   */
  public synchronized Schema schema() {
    return open().getSchema();
  }

  /**
   * The number of rows of this version.
   *
   * @throws IllegalStateException if closed
   * @throws StoreException if it cannot be read
   */
  public synchronized long rowCount() {
    Dataset opened = open();
    try {
      return opened.countRows();
    } catch (Exception e) {
      throw new StoreException(label() + ": cannot count rows: " + LanceErrors.reason(e), e);
    }
  }

  /**
   * Reads every row and column.
   *
   * @return the rows; the caller closes it
   * @throws IllegalStateException if closed
   * @throws StoreException if it cannot be read
   */
  public ArrowReader scan() {
    return scan(LanceScan.all());
  }

  /**
   * Reads what {@code scan} asks for.
   *
   * @return the rows, in table order; the caller closes it. It outlives this reader, but not the
   *     store. Its {@code loadNextBatch} throws {@link java.io.IOException} if data cannot be read
   * @throws IllegalStateException if closed
   * @throws IllegalArgumentException if there is no such column, or the filter makes no sense
   * @throws StoreException if it cannot be read
   */
  @SuppressWarnings("try") // the scanner's close() declares Exception and throws none of its own
  public synchronized ArrowReader scan(LanceScan scan) {
    Dataset opened = open();
    try (LanceScanner scanner = opened.newScan(scan.options())) {
      return scanner.scanBatches();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          label() + ": cannot scan " + scan + ": " + LanceErrors.reason(e), e);
    } catch (Exception e) {
      throw new StoreException(label() + ": cannot scan: " + LanceErrors.reason(e), e);
    }
  }

  /** Frees the native memory. Does nothing if closed already. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    dataset.close();
    onClose.run();
  }

  private Dataset open() {
    if (closed) {
      throw new IllegalStateException("reader of " + label() + " is closed");
    }
    return dataset;
  }

  private String label() {
    return "table " + table + " version " + version;
  }
}
