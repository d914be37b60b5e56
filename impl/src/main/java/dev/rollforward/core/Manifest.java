package dev.rollforward.core;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one small object that says which version of every table is visible, and how each operation
 * that is not cleaned up yet has ended. Manifest {@code n + 1} is created only if absent, by
 * someone who read manifest {@code n}: that is the protocol's compare-and-set.
 *
 * @param group the group it belongs to
 * @param version its number, 1 for the first
 * @param time when it was made, by the clock of the process that made it, but never before the
 *     manifest that it follows. For people; no rule of the protocol reads it
 * @param origin who made it, and what they said of it
 * @param tables every visible table, by name
 * @param tombstones every name that a dataset has lost, because it was dropped, replaced or
 *     renamed, oldest first, also where another has that name by now
 * @param sources how far each stream was taken in, by the name of the stream
 * @param decisions the decisions that are still needed, by operation
 * @param committedBy the operation whose tables this manifest made visible; empty where it only
 *     aborts or is the first
 * @param kept what of the history stays
 */
public record Manifest(
    GroupId group,
    long version,
    Instant time,
    Origin origin,
    SortedMap<String, PinnedTable> tables,
    List<Tombstone> tombstones,
    SortedMap<String, Source> sources,
    SortedMap<OperationId, Decision> decisions,
    Optional<OperationId> committedBy,
    Kept kept) {
  /** The kind of a table of which nobody said what moved it. */
  private static final String UNKNOWN_KIND = "UNKNOWN";

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if {@code version} is below 1
   */
  public Manifest {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(committedBy, "committedBy");
    Objects.requireNonNull(kept, "kept");
    if (version < 1) {
      throw new IllegalArgumentException("manifest version " + version + " is below 1");
    }
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    tombstones = List.copyOf(tombstones);
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    decisions = Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
  }

  /** The first manifest of a group: no tables, no decisions. */
  public static Manifest first(GroupId group) {
    return of(group, 1, Map.of(), Map.of(), Optional.empty());
  }

  /** A manifest that holds pins and decisions, and nothing else. */
  public static Manifest of(
      GroupId group,
      long version,
      Map<String, Pin> pins,
      Map<OperationId, Decision> decisions,
      Optional<OperationId> committedBy) {
    SortedMap<String, PinnedTable> tables = new TreeMap<>();
    pins.forEach(
        (name, pin) -> tables.put(name, new PinnedTable(pin, UNKNOWN_KIND, Optional.empty())));
    return new Manifest(
        group,
        version,
        Instant.EPOCH,
        Origin.UNKNOWN,
        tables,
        List.of(),
        Collections.emptySortedMap(),
        new TreeMap<>(decisions),
        committedBy,
        Kept.ALL);
  }

  /** The visible version of every table, by name. */
  public SortedMap<String, Pin> pins() {
    SortedMap<String, Pin> pins = new TreeMap<>();
    tables.forEach((name, table) -> pins.put(name, table.pin()));
    return Collections.unmodifiableSortedMap(pins);
  }

  /** The table called {@code name}; empty if there is none. */
  public Optional<PinnedTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** The pin of the table called {@code name}; empty if there is no such table. */
  public Optional<Pin> pin(String name) {
    return Optional.ofNullable(tables.get(name)).map(PinnedTable::pin);
  }

  /** What {@code table} shows, whatever its name; empty if no name has that dataset. */
  public Optional<Pin> pinOf(TableId table) {
    return tables.values().stream()
        .map(PinnedTable::pin)
        .filter(pin -> pin.table().equals(table))
        .findFirst();
  }

  /** The last that was shown of {@code table} under a name that it lost; empty if it lost none. */
  public Optional<Pin> formerPinOf(TableId table) {
    return tombstones.stream()
        .map(Tombstone::former)
        .filter(pin -> pin.table().equals(table))
        .max(Comparator.comparingLong(Pin::version));
  }

  /** How far the stream called {@code name} was taken in; empty if it never was. */
  public Optional<Source> source(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  /** How {@code name} was lost last; empty if it never was. */
  public Optional<Tombstone> tombstone(String name) {
    return tombstones.stream().filter(t -> t.name().equals(name)).reduce((earlier, later) -> later);
  }

  /** What this manifest says of {@code operation}, if anything. */
  public Optional<Decision> decisionOf(OperationId operation) {
    return Optional.ofNullable(decisions.get(operation));
  }

  /** The operation that this manifest decided; empty for the first one. */
  public Optional<OperationId> decides() {
    return decisions.entrySet().stream()
        .filter(decision -> decision.getValue().manifestVersion() == version)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** This manifest with these decisions in place of its own. */
  public Manifest withDecisions(Map<OperationId, Decision> others) {
    return new Manifest(
        group,
        version,
        time,
        origin,
        tables,
        tombstones,
        sources,
        new TreeMap<>(others),
        committedBy,
        kept);
  }

  /** This manifest as made at {@code now}, or at its own time if that is later. */
  public Manifest madeAt(Instant now) {
    return new Manifest(
        group,
        version,
        now.isAfter(time) ? now : time,
        origin,
        tables,
        tombstones,
        sources,
        decisions,
        committedBy,
        kept);
  }

  /** The next manifest, in which only what is kept is other. */
  public Manifest keeping(Kept other) {
    return next(decisions, other);
  }

  /** The next manifest, in which only the verdict on {@code sidecar}'s operation is new. */
  Manifest deciding(Sidecar sidecar, Verdict verdict) {
    SortedMap<OperationId, Decision> all = new TreeMap<>(decisions);
    all.put(sidecar.operation(), new Decision(verdict, sidecar.expected(), version + 1));
    return next(all, kept);
  }

  /** The next manifest, which shows the same tables. */
  private Manifest next(SortedMap<OperationId, Decision> decided, Kept keeps) {
    return new Manifest(
        group,
        version + 1,
        time,
        Origin.UNKNOWN,
        tables,
        tombstones,
        sources,
        decided,
        Optional.empty(),
        keeps);
  }

  /** The next manifest, in which {@code sidecar}'s operation is visible and decided. */
  Manifest committing(Sidecar sidecar) {
    Manifest decided = deciding(sidecar, Verdict.COMMITTED);
    SortedMap<String, PinnedTable> moved = new TreeMap<>(tables);
    List<Tombstone> dropped = new ArrayList<>(tombstones);
    SortedMap<String, Source> takenIn = new TreeMap<>(sources);
    sidecar
        .sources()
        .forEach(
            (name, sequence) ->
                takenIn.put(name, new Source(sequence, sidecar.operation(), decided.version())));
    for (TablePlan plan : sidecar.tables()) {
      Optional<PinnedTable> before = Optional.ofNullable(moved.remove(plan.name()));
      plan.pinAfter().ifPresent(pin -> moved.put(plan.nameAfter(), pinned(plan, pin, before)));
      before
          .map(PinnedTable::pin)
          .filter(former -> !shows(moved, plan.name(), former))
          .map(f -> new Tombstone(plan.name(), sidecar.operation(), decided.version(), f))
          .ifPresent(dropped::add);
    }
    return new Manifest(
        group,
        decided.version(),
        time,
        sidecar.origin(),
        moved,
        dropped,
        takenIn,
        decided.decisions(),
        Optional.of(sidecar.operation()),
        kept);
  }

  private static boolean shows(SortedMap<String, PinnedTable> tables, String name, Pin former) {
    PinnedTable now = tables.get(name);
    return now != null && now.pin().table().equals(former.table());
  }

  /** What nothing is committed to keeps the pin that it has by now, kept by a derived change. */
  private static PinnedTable pinned(TablePlan plan, Pin after, Optional<PinnedTable> before) {
    boolean keepsContent = plan.keepsContent() && before.isPresent();
    Pin pin = plan.commitsAnything() ? after : before.orElseThrow().pin();
    return new PinnedTable(
        pin,
        plan.change().kind(),
        plan.lastTransaction().or(() -> before.flatMap(PinnedTable::transaction)),
        keepsContent ? before.get().contentSince() : pin.version());
  }
}
