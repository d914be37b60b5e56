package dev.rollforward.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A table's Lance versions above some version {@code from}. Each version is read when it is asked
 * for first, and HEAD is looked for only if something depends on it: versions never change and only
 * grow in number, so nothing that is decided on depends on when that is. Once HEAD is known, the
 * history ends there. Used by one thread.
 */
public final class TableHistory {
  /** Where versions are read. */
  public interface Source {
    /**
     * HEAD at a moment during this call. Asked once.
     *
     * @return the newest version; the one above which the history is, if there is none above it
     */
    long head();

    /**
     * Reads a version.
     *
     * @param version one above {@code from}, and not above HEAD, if that is known
     * @return the version; empty if there is none, or if it is not to be had and that is to count
     *     as if it had never been there
     */
    Optional<TableVersion> read(long version);
  }

  private final TableId table;
  private final long from;
  private final Source source;
  private final Map<Long, TableVersion> read = new HashMap<>();
  private OptionalLong head = OptionalLong.empty();

  private TableHistory(TableId table, long from, Source source) {
    this.table = Objects.requireNonNull(table, "table");
    this.from = from;
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * A history that is read as it is needed.
   *
   * @param from the version above which it is; {@link Pin#ABSENT} for all of it
   */
  public static TableHistory reading(TableId table, long from, Source source) {
    return new TableHistory(table, from, source);
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
    return new TableHistory(table, from, new Read(from + copy.size(), copy));
  }

  private record Read(long head, NavigableMap<Long, TableVersion> versions) implements Source {
    @Override
    public Optional<TableVersion> read(long version) {
      return Optional.ofNullable(versions.get(version));
    }
  }

  /** The dataset. */
  public TableId table() {
    return table;
  }

  /** The version above which this history is. */
  public long from() {
    return from;
  }

  /**
   * HEAD as it was when it was asked for first; {@code from} if nothing is above that.
   *
   * @throws IllegalStateException if the source says that it is below {@code from}
   */
  public long head() {
    if (head.isEmpty()) {
      long found = source.head();
      if (found < from) {
        throw new IllegalStateException(
            "history of " + table + " above " + from + " ends at " + found);
      }
      head = OptionalLong.of(found);
    }
    return head.getAsLong();
  }

  /**
   * The version with this number; empty if there is none above {@code from}, or, once {@link
   * #head()} was asked for, none up to that.
   */
  public Optional<TableVersion> at(long version) {
    if (version <= from || (head.isPresent() && version > head.getAsLong())) {
      return Optional.empty();
    }
    Optional<TableVersion> known = Optional.ofNullable(read.get(version));
    return known.or(() -> read(version));
  }

  /** What is not there yet may be there the next time. */
  private Optional<TableVersion> read(long version) {
    Optional<TableVersion> found = source.read(version);
    found.ifPresent(there -> read.put(version, there));
    return found;
  }

  /** Every version, by number, read to the last one. */
  public NavigableMap<Long, TableVersion> versions() {
    NavigableMap<Long, TableVersion> versions = new TreeMap<>();
    for (long version = from + 1; version <= head(); version++) {
      at(version).ifPresent(there -> versions.put(there.version(), there));
    }
    return Collections.unmodifiableNavigableMap(versions);
  }

  /**
   * The version whose content HEAD has: restores are followed to what they restored (rule 5). Spec:
   * {@code LanceTable!Resolve}.
   */
  public long resolvedHead() {
    long version = head();
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
    return "history of " + table + " above " + from;
  }
}
