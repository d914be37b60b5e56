package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.CommitBuilder;
import org.lance.Dataset;
import org.lance.ReadOptions;
import org.lance.Transaction;
import org.lance.ipc.LanceScanner;
import org.lance.ipc.ScanOptions;

/**
 * Opens datasets and commits transactions to them: the calls into Lance that need a location. Every
 * dataset it returns is a native handle that the caller closes.
 */
class LanceDatasets {
  private final LanceLocation location;
  private final BufferAllocator allocator;

  /** The highest version of each table that was found. */
  private final Map<TableId, Long> seen = new ConcurrentHashMap<>();

  private final KeptDatasets kept = new KeptDatasets();

  LanceDatasets(LanceLocation location, BufferAllocator allocator) {
    this.location = location;
    this.allocator = allocator;
  }

  LanceLocation location() {
    return location;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /**
   * The dataset at HEAD, for which Lance lists its versions; empty if it does not exist. Where a
   * version is known that HEAD is not below, {@link LanceHistory} finds HEAD by point look-ups.
   *
   * @throws StoreException if it cannot be opened
   */
  Optional<Dataset> newest(TableId table) {
    return open(table, new ReadOptions.Builder(), "HEAD");
  }

  /**
   * The dataset at {@code version}.
   *
   * @throws StoreException.Unreadable if there is no such dataset or version
   * @throws StoreException if it cannot be opened
   */
  Dataset at(TableId table, long version) {
    return find(table, version)
        .orElseThrow(() -> missing(table, "there is no version " + version, null));
  }

  /**
   * The dataset at {@code version}; empty if there is no such dataset or version. Lance looks for
   * the one file, and lists nothing.
   *
   * @throws StoreException if it cannot be opened
   */
  Optional<Dataset> find(TableId table, long version) {
    Optional<Dataset> found =
        open(table, new ReadOptions.Builder().setVersion(version), "version " + version);
    found.ifPresent(there -> seen.merge(table, version, Math::max));
    return found;
  }

  /**
   * The same for a short use. In an object store the dataset stays open for the next use of this
   * version.
   *
   * @return closed by the caller, which does not close the dataset itself
   */
  KeptDatasets.Lease lease(TableId table, long version) {
    return kept.find(table, version).orElseGet(() -> keep(table, at(table, version)));
  }

  /**
   * The same at a pin.
   *
   * @throws StoreException.Unreadable as {@link #at(PinnedTable)}
   */
  KeptDatasets.Lease lease(PinnedTable table) {
    KeptDatasets.Lease lease = lease(table.pin().table(), table.pin().version());
    try {
      table
          .transaction()
          .ifPresent(expected -> requireMadeBy(lease.dataset(), table.pin(), expected));
      return lease;
    } catch (RuntimeException | Error failure) {
      lease.close();
      throw failure;
    }
  }

  /** Takes over {@code dataset}, to close it when it is used no more. */
  KeptDatasets.Lease keep(TableId table, Dataset dataset) {
    return location.isLocal() ? kept.pass(dataset) : kept.keep(table, dataset);
  }

  /**
   * HEAD by one listing, whose newest is the first in an object store; 0 if there is no dataset.
   */
  long listedHead(TableId table) {
    Optional<KeptDatasets.Lease> known = kept.find(table);
    if (known.isPresent()) {
      try (KeptDatasets.Lease lease = known.get()) {
        return lease.dataset().latestVersion();
      } catch (Exception e) {
        throw failure(table, "cannot find HEAD", e);
      }
    }
    Optional<Dataset> newest = newest(table);
    if (newest.isEmpty()) {
      return Pin.ABSENT;
    }
    try (KeptDatasets.Lease lease = keep(table, newest.get())) {
      return lease.dataset().version();
    }
  }

  /** Closes what is open for the next use. */
  void closeKept() {
    kept.close();
  }

  /**
   * Whether {@code version}, or one above it, was seen at some time since this was made, and it was
   * not cleaned up since. Versions go from the oldest on, so while this one is there, so is each
   * above it that ever was.
   */
  boolean isStillThere(TableId table, long version) {
    return version == Pin.ABSENT
        || (version <= seen.getOrDefault(table, (long) Pin.ABSENT) && !isCleanedUp(table, version));
  }

  /** Only in a local folder are versions cleaned up. */
  private boolean isCleanedUp(TableId table, long version) {
    return location.isLocal()
        && !Files.exists(new VersionFiles(Path.of(location.uri(table))).manifest(version));
  }

  /**
   * The dataset at a pin, which is distinguished from a version of the same number in another copy
   * by the transaction that made it.
   *
   * @throws StoreException.Unreadable if there is no such version (MISSING), or another transaction
   *     made it (FOREIGN)
   * @throws StoreException if it cannot be opened
   */
  Dataset at(PinnedTable table) {
    Dataset dataset = at(table.pin().table(), table.pin().version());
    try {
      table.transaction().ifPresent(expected -> requireMadeBy(dataset, table.pin(), expected));
      return dataset;
    } catch (RuntimeException | Error failure) {
      dataset.close();
      throw failure;
    }
  }

  private void requireMadeBy(Dataset dataset, Pin pin, UUID expected) {
    Optional<String> actual = transactionOf(dataset, pin).map(Transaction::uuid);
    if (!actual.equals(Optional.of(expected.toString()))) {
      throw new StoreException.Unreadable(
          StoreException.Unreadable.Reason.FOREIGN,
          location.uri(pin.table()),
          "table %s: transaction %s made version %s, and the manifest says that it was %s"
              .formatted(pin.table(), actual.orElse("(unknown)"), pin.version(), expected),
          "This is the folder of another copy of the group: bring back the one that belongs here",
          null);
    }
  }

  private Optional<Transaction> transactionOf(Dataset dataset, Pin pin) {
    try {
      return dataset.readTransaction();
    } catch (Exception e) {
      throw failure(pin.table(), "cannot read the transaction of version " + pin.version(), e);
    }
  }

  /**
   * Scans {@code version}.
   *
   * @param what the scan is for, as in "cannot ..."
   * @param consumer reads the rows to their end; what it throws is thrown
   * @throws IllegalArgumentException if Lance does not understand the options
   * @throws StoreException if it cannot be scanned
   */
  @SuppressWarnings("try") // the scanner's close() declares Exception and throws none of its own
  void scan(
      TableId table,
      Dataset version,
      ScanOptions options,
      String what,
      Consumer<ArrowReader> consumer) {
    ArrowReader batches;
    try (LanceScanner scanner = version.newScan(options)) {
      batches = new OnceClosedReader(allocator, scanner.scanBatches());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "table " + table + ": cannot " + what + ": " + LanceErrors.reason(e), e);
    } catch (Exception e) {
      throw failure(table, "cannot " + what, e);
    }
    try (batches) {
      consumer.accept(batches);
    } catch (IOException e) {
      throw failure(table, "cannot " + what, e);
    }
  }

  /**
   * What {@code staging} writes.
   *
   * @throws StoreException if it cannot be written
   */
  <T> T staging(TableId table, String what, Supplier<T> staging) {
    try {
      return staging.get();
    } catch (Exception e) {
      throw failure(table, "cannot stage " + what, e);
    }
  }

  /** A transaction on the dataset of {@code base}, in one attempt; Lance's own exceptions. */
  Dataset commit(Dataset base, Transaction transaction) {
    return singleAttempt(new CommitBuilder(base)).execute(transaction);
  }

  /** A transaction that creates the dataset of {@code table}; Lance's own exceptions. */
  Dataset create(TableId table, Transaction transaction) {
    return singleAttempt(new CommitBuilder(location.uri(table), allocator)).execute(transaction);
  }

  /** The exception for data that a pin needs and that is gone. */
  StoreException.Unreadable missing(TableId table, String problem, Exception cause) {
    return new StoreException.Unreadable(
        StoreException.Unreadable.Reason.MISSING,
        location.uri(table),
        "table " + table + ": " + problem,
        "Bring its folder back from a backup; clean up old versions only below every pin",
        cause);
  }

  /**
   * Empty also for a transaction that the binding cannot represent, such as a compaction of an
   * indexed table: all of ours can be, so it is an external change like any other.
   */
  Optional<Transaction> transaction(TableId table, Dataset dataset) {
    try {
      return dataset.readTransaction();
    } catch (Exception e) {
      if (LanceErrors.kindOf(e) == LanceErrors.Kind.UNREPRESENTABLE) {
        return Optional.empty();
      }
      throw failure(table, "cannot read the transaction of version " + dataset.version(), e);
    }
  }

  StoreException failure(TableId table, String what, Exception cause) {
    return new StoreException(
        location.uri(table) + ": " + what + ": " + LanceErrors.reason(cause), cause);
  }

  private Optional<Dataset> open(TableId table, ReadOptions.Builder options, String what) {
    try {
      return Optional.of(
          Dataset.open()
              .allocator(allocator)
              .uri(location.uri(table))
              .readOptions(options.setStorageOptions(location.storageOptions()).build())
              .build());
    } catch (Exception e) {
      if (LanceErrors.kindOf(e) == LanceErrors.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure(table, "cannot open " + what, e);
    }
  }

  /** Lance takes 0 retries for "the default"; 1 is a single attempt. */
  private CommitBuilder singleAttempt(CommitBuilder builder) {
    return builder.writeParams(location.storageOptions()).maxRetries(1).skipAutoCleanup(true);
  }
}
