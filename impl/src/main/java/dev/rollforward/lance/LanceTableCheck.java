package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.Dataset;
import org.lance.ipc.ScanOptions;

/** Looks at versions of Lance datasets. A file that was found once is not looked for again. */
final class LanceTableCheck implements TableCheck {
  private static final String SUFFIX = ".lance";

  private final LanceDatasets datasets;
  private final Predicate<String> exists;
  private final Function<String, List<String>> names;
  private final Set<String> found = ConcurrentHashMap.newKeySet();

  /**
   * @param exists whether there is something of this name below the root
   * @param names what there is in a folder below the root, or in the root
   */
  LanceTableCheck(
      LanceDatasets datasets, Predicate<String> exists, Function<String, List<String>> names) {
    this.datasets = datasets;
    this.exists = exists;
    this.names = names;
  }

  @Override
  public long rows(PinnedTable table, boolean readsRows) {
    try (Dataset version = datasets.at(table)) {
      requireFiles(table.pin().table(), version);
      long rows = count(table, version);
      return readsRows ? read(table, version, rows) : rows;
    }
  }

  private void requireFiles(TableId table, Dataset version) {
    Set<Path> files = new TreeSet<>();
    Set<Path> indexes = new TreeSet<>();
    new VersionFiles(Path.of(table.value())).add(version, files, indexes);
    files.forEach(file -> require(table, version, file.toString(), exists));
    indexes.forEach(
        index -> require(table, version, index.toString(), name -> !names.apply(name).isEmpty()));
  }

  private void require(TableId table, Dataset version, String what, Predicate<String> isThere) {
    if (!found.contains(what)) {
      if (!isThere.test(what)) {
        throw datasets.missing(
            table, "version " + version.version() + " needs " + what + ", which is gone", null);
      }
      found.add(what);
    }
  }

  private long count(PinnedTable table, Dataset version) {
    try {
      return version.countRows();
    } catch (Exception e) {
      throw damaged(table, "its rows cannot be counted: " + LanceErrors.reason(e), e);
    }
  }

  private long read(PinnedTable table, Dataset version, long counted) {
    long[] read = {0};
    try {
      datasets.scan(
          table.pin().table(),
          version,
          new ScanOptions.Builder().build(),
          "read all rows",
          rows -> read[0] += countIn(rows));
    } catch (StoreException | UncheckedIOException e) {
      throw damaged(table, "its rows cannot be read: " + LanceErrors.reason(e), e);
    }
    if (read[0] != counted) {
      throw damaged(table, "it has " + read[0] + " rows, and says " + counted, null);
    }
    return counted;
  }

  private static long countIn(ArrowReader rows) {
    long count = 0;
    try {
      while (rows.loadNextBatch()) {
        count += rows.getVectorSchemaRoot().getRowCount();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count;
  }

  private StoreException damaged(PinnedTable table, String problem, Exception cause) {
    return new Unreadable(
        Unreadable.Reason.CORRUPT,
        location(table.pin().table()),
        "version " + table.pin().version() + ": " + problem,
        "Bring its files back from a backup",
        cause);
  }

  @Override
  public List<TableId> datasets() {
    return names.apply("").stream()
        .filter(name -> name.endsWith(SUFFIX))
        .map(TableId::new)
        .toList();
  }

  @Override
  public String location(TableId table) {
    return datasets.location().uri(table);
  }
}
