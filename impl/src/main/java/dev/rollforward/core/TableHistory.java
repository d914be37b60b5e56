package dev.rollforward.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table's Lance versions above some version {@code from}, up to what was HEAD at one moment. A
 * version never changes, so each is read when it is asked for first, and nothing that is decided on
 * depends on when that is. Used by one thread.
 */
public final class TableHistory {
  /** Where versions are read. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads a version.
     *
     * @param version one above {@code from}, and not above HEAD
     * @return the version; empty if it is not to be had, and that is to count as if it had never
     *     been there
     */
    Optional<TableVersion> read(long version);
  }

  private final TableId table;
  private final long from;
  private final long head;
  private final Source source;
  private final NavigableMap<Long, Optional<TableVersion>> read = new TreeMap<>();

  private TableHistory(TableId table, long from, long head, Source source) {
    this.table = Objects.requireNonNull(table, "table");
    this.from = from;
    this.head = head;
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * A history that is read as it is needed.
   *
   * @param from the version above which it is; {@link Pin#ABSENT} for all of it
   * @param head HEAD, not below {@code from}
   * @throws IllegalArgumentException if HEAD is below {@code from}
   */
  public static TableHistory reading(TableId table, long from, long head, Source source) {
    if (head < from) {
      throw new IllegalArgumentException(
          "history of " + table + " above " + from + " ends at " + head);
    }
    return new TableHistory(table, from, head, source);
  }

  /**
   * A history that was read already.
   *
   * @param from the version above which it was read; {@link Pin#ABSENT} for all of it
   * @param versions every version in {@code from + 1 .. head}, by number
   * @throws IllegalArgumentException if a version between {@code from} and the newest is missing
   */
  public static TableHistory of(
      TableId table, long from, NavigableMap<Long, TableVersion> versions) {
    NavigableMap<Long, TableVersion> copy = new TreeMap<>(versions);
    if (!copy.isEmpty() && (copy.firstKey() != from + 1 || copy.lastKey() != from + copy.size())) {
      throw new IllegalArgumentException(
          "history of " + table + " above " + from + " has gaps: " + copy.keySet());
    }
    return new TableHistory(
        table, from, from + copy.size(), version -> Optional.of(copy.get(version)));
  }

  /** The dataset. */
  public TableId table() {
    return table;
  }

  /** The version above which this history is. */
  public long from() {
    return from;
  }

  /** HEAD as it was when this history was asked for. */
  public long head() {
    return head;
  }

  /** The version with this number; empty if this history has none. */
  public Optional<TableVersion> at(long version) {
    return version <= from || version > head
        ? Optional.empty()
        : read.computeIfAbsent(version, source::read);
  }

  /** Every version, by number, read to the last one. */
  public NavigableMap<Long, TableVersion> versions() {
    NavigableMap<Long, TableVersion> versions = new TreeMap<>();
    for (long version = from + 1; version <= head; version++) {
      at(version).ifPresent(there -> versions.put(there.version(), there));
    }
    return Collections.unmodifiableNavigableMap(versions);
  }

  /**
   * The version whose content HEAD has: restores are followed to what they restored (rule 5). Spec:
   * {@code LanceTable!Resolve}.
   */
  public long resolvedHead() {
    long version = head;
    Optional<Long> restored = restored(version);
    while (restored.isPresent()) {
      version = restored.get();
      restored = restored(version);
    }
    return version;
  }

  /**
   * The versions above {@code from} that {@code version} is made of, newest first: below a restore
   * comes what it restored. It ends early where a version is not to be had.
   *
   * @param version one of this history; HEAD for what the table holds now
   */
  public List<TableVersion> lineage(long version) {
    List<TableVersion> lineage = new ArrayList<>();
    Optional<TableVersion> next = at(version);
    while (next.isPresent()) {
      lineage.add(next.get());
      next = at(next.get().below());
    }
    return lineage;
  }

  private Optional<Long> restored(long version) {
    return at(version)
        .map(TableVersion::content)
        .filter(TableVersion.Restore.class::isInstance)
        .map(content -> ((TableVersion.Restore) content).of());
  }

  @Override
  public String toString() {
    return "history of " + table + " in " + from + ".." + head;
  }
}
