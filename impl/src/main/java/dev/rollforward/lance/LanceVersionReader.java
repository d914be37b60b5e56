package dev.rollforward.lance;

import dev.rollforward.Scan;
import dev.rollforward.StoreException;
import dev.rollforward.TableReader;
import dev.rollforward.core.TableId;
import java.util.List;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.ipc.LanceScanner;
import org.lance.ipc.ScanOptions;

/** A version of a Lance table, open for reading. */
public final class LanceVersionReader implements TableReader {
  private final TableId table;
  private final long version;
  private final Dataset dataset;
  private final Runnable onClose;
  private boolean closed;

  /** Runs {@code onClose} once, after its native memory was freed or could not be. */
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

  @Override
  public long version() {
    return version;
  }

  @Override
  public synchronized Schema schema() {
    return open().getSchema();
  }

  @Override
  public synchronized long rowCount() {
    Dataset opened = open();
    try {
      return opened.countRows();
    } catch (Exception e) {
      throw new StoreException(label() + ": cannot count rows: " + LanceErrors.reason(e), e);
    }
  }

  @Override
  public ArrowReader scan() {
    return scan(Scan.all());
  }

  @Override
  @SuppressWarnings("try") // the scanner's close() declares Exception and throws none of its own
  public synchronized ArrowReader scan(Scan scan) {
    Dataset opened = open();
    try (LanceScanner scanner = opened.newScan(options(scan))) {
      return new OnceClosedReader(opened.allocator(), scanner.scanBatches());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          label() + ": cannot scan " + scan + ": " + LanceErrors.reason(e), e);
    } catch (Exception e) {
      throw new StoreException(label() + ": cannot scan: " + LanceErrors.reason(e), e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      dataset.close();
    } finally {
      onClose.run();
    }
  }

  private static ScanOptions options(Scan scan) {
    ScanOptions.Builder options = new ScanOptions.Builder();
    scan.columns().ifPresent(names -> options.columns(selectable(names)));
    scan.filter().map(LanceFilter::of).ifPresent(options::filter);
    scan.limit().ifPresent(options::limit);
    return options.build();
  }

  /** Lance's binding cannot even say of other names that there is no such column. */
  private static List<String> selectable(List<String> names) {
    for (String name : names) {
      if (ColumnNames.problemOfField(name).isPresent()) {
        throw new IllegalArgumentException("there is no column " + ColumnNames.shown(name));
      }
    }
    return names;
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
