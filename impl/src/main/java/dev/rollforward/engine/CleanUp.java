package dev.rollforward.engine;

import dev.rollforward.CleanUpPlan;
import dev.rollforward.CleanUpPlan.Kind;
import dev.rollforward.OperationId;
import dev.rollforward.Retention;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Lease;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.Created;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.TableCleanUp;
import dev.rollforward.port.TableCleanUp.Removable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Deletes what no manifest that is kept needs. Spec: {@code CleanUp.tla}. Safe for use by several
 * threads, and beside any number of clean-ups in other processes.
 */
public final class CleanUp {
  private record Plan(long newest, long least, List<CleanUpPlan.Item> items)
      implements CleanUpPlan {}

  private record Item(Kind kind, String path, long bytes, String why) implements CleanUpPlan.Item {}

  private final Stores stores;
  private final HistoryStore history;
  private final TableCleanUp tables;
  private final Supplier<SortedSet<Long>> openSnapshots;

  /**
   * @param stores the group
   * @param history its manifests
   * @param tables its tables
   * @param openSnapshots the manifests of which this process has a snapshot open
   */
  public CleanUp(
      Stores stores,
      HistoryStore history,
      TableCleanUp tables,
      Supplier<SortedSet<Long>> openSnapshots) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.history = Objects.requireNonNull(history, "history");
    this.tables = Objects.requireNonNull(tables, "tables");
    this.openSnapshots = Objects.requireNonNull(openSnapshots, "openSnapshots");
  }

  /** What {@link #run} would delete now. */
  public CleanUpPlan plan(Retention retention) {
    Manifest newest = stores.manifests().readNewest();
    SortedSet<Long> held = held();
    return plan(newest, least(newest, retention, held), held);
  }

  /**
   * Deletes it.
   *
   * @param atOnce runs its argument while no snapshot is taken in this process
   */
  public CleanUpPlan run(Retention retention, Snapshots atOnce) {
    // Read before the manifest, so that the manifest has every tag that was set before it.
    Optional<Boundary> before = history.boundary();
    Manifest newest = stores.manifests().readNewest();
    SortedSet<Long> held = held();
    long least = least(newest, retention, held);
    CleanUpPlan planned = plan(newest, least, held);
    boolean isWorthwhile = least > leastOf(before) && !planned.items().isEmpty();
    Manifest announced = isWorthwhile ? announce(least) : newest;
    SortedSet<Long> open =
        atOnce.none(
            () -> {
              if (isWorthwhile) {
                record(announced, planned, before);
              }
              return held();
            });
    long recorded = isWorthwhile ? least : leastOf(before);
    before.filter(known -> !isWorthwhile).ifPresent(history::makeDurable);
    CleanUpPlan plan = plan(announced, recorded, open);
    Pace pace = new Pace(stores.environment(), retention.deletesPerSecond());
    deleteTables(plan, pace);
    deleteManifests(plan, pace);
    endLeases();
    return plan;
  }

  /** Rule A. What is below can be tagged no more. Spec: {@code CleanUpAnnounce}. */
  private Manifest announce(long least) {
    return new KeptPut(stores).put(kept -> kept.from(least));
  }

  /** Keeps snapshots from being taken. */
  @FunctionalInterface
  public interface Snapshots {
    /** What {@code action} returns, which ran while none was taken. */
    SortedSet<Long> none(Supplier<SortedSet<Long>> action);
  }

  private static long leastOf(Optional<Boundary> boundary) {
    return boundary.map(Boundary::least).orElse(1L);
  }

  /** Rule B. Of several clean-ups at once one records. Spec: {@code CleanUpRecord}. */
  private void record(Manifest announced, CleanUpPlan planned, Optional<Boundary> before) {
    long run = before.map(Boundary::run).orElse(0L) + 1;
    Boundary boundary =
        new Boundary(
            announced.group(),
            run,
            planned.least(),
            stores.environment().now(),
            planned.items().size(),
            planned.bytes());
    if (history.record(boundary) == Created.EXISTS) {
      throw new StoreException(
          "another clean-up has begun meanwhile. Nothing was deleted; try again when it is done");
    }
  }

  /**
   * The manifests that somebody reads: snapshots of this process, and leases of any. A lease that
   * comes after this finds the boundary. Spec: {@code CleanUpNoteLeases}.
   */
  private SortedSet<Long> held() {
    SortedSet<Long> held = new TreeSet<>(openSnapshots.get());
    Instant now = stores.environment().now();
    history.leases().stream()
        .filter(lease -> lease.until().isAfter(now))
        .map(Lease::version)
        .forEach(held::add);
    return held;
  }

  private void endLeases() {
    Instant now = stores.environment().now();
    history.leases().stream()
        .filter(lease -> !lease.until().isAfter(now))
        .map(Lease::id)
        .forEach(history::release);
  }

  /** The least manifest that is kept. Manifests are read from the newest down to there. */
  private long least(Manifest newest, Retention retention, SortedSet<Long> open) {
    long bottom = Math.max(2, Math.max(newest.kept().least(), leastOf(history.boundary())));
    Instant cut = stores.environment().now().minus(retention.age());
    int commits = 0;
    Manifest current = newest;
    while (current.version() > bottom) {
      commits += current.committedBy().isPresent() ? 1 : 0;
      boolean wasVisible = current.time().isAfter(cut);
      boolean isOpen = !open.isEmpty() && open.first() < current.version();
      if (commits >= retention.commits() && !wasVisible && !isOpen) {
        return current.version();
      }
      current = require(current.version() - 1);
    }
    return current.version();
  }

  private Manifest require(long version) {
    return history
        .read(version)
        .map(HistoryStore.Stored::manifest)
        .orElseThrow(
            () ->
                new StoreException(
                    "manifest "
                        + version
                        + " is gone: another clean-up is under way. Nothing was deleted; try again"
                        + " when it is done"));
  }

  /** Rule D. What is not kept is what is below {@code least}, not open and not tagged. */
  private CleanUpPlan plan(Manifest newest, long least, SortedSet<Long> open) {
    SortedSet<Long> named = newest.kept().tagged();
    named.addAll(open);
    Map<TableId, Long> floors = new TreeMap<>();
    for (long version = least; version < newest.version(); version++) {
      needed(require(version), floors);
    }
    needed(newest, floors);
    for (long version : named) {
      needed(require(version), floors);
    }
    basesOfPending(floors);
    List<CleanUpPlan.Item> items = new ArrayList<>();
    Set<TableId> dropped = new TreeSet<>();
    List<CleanUpPlan.Item> manifests = new ArrayList<>();
    for (long version : expired(least, named)) {
      history.read(version).ifPresent(stored -> addExpired(stored, floors, dropped, manifests));
    }
    dropped.addAll(abortedCreates(newest, floors.keySet()));
    dropped.forEach(table -> tables.all(table).forEach(all -> items.add(item(Kind.DATASET, all))));
    floors.forEach(
        (table, floor) ->
            tables.below(table, floor).forEach(file -> items.add(item(Kind.TABLE_FILE, file))));
    items.addAll(manifests);
    return new Plan(newest.version(), least, List.copyOf(items));
  }

  /**
   * Datasets of aborted operations that no manifest which is kept shows. While the abort is in the
   * manifest, or the sidecar there, the dataset is the fence of its owner, and stays.
   */
  private Set<TableId> abortedCreates(Manifest newest, Set<TableId> shown) {
    Set<TableId> aborted = new TreeSet<>();
    for (OperationId operation : stores.audits().list()) {
      stores
          .audits()
          .read(operation)
          .filter(audit -> audit.verdict() == Verdict.ABORTED)
          .filter(audit -> newest.decisionOf(operation).isEmpty())
          .filter(audit -> !stores.sidecars().exists(operation))
          .map(audit -> audit.tables().values())
          .ifPresent(aborted::addAll);
    }
    aborted.removeAll(shown);
    return aborted;
  }

  /** Ascending: what is created again under such a number goes with the next clean-up. */
  private List<Long> expired(long least, SortedSet<Long> named) {
    return history.numbers().stream()
        .filter(version -> version > 1 && version < least && !named.contains(version))
        .toList();
  }

  private static void addExpired(
      HistoryStore.Stored stored,
      Map<TableId, Long> floors,
      Set<TableId> dropped,
      List<CleanUpPlan.Item> manifests) {
    Manifest manifest = stored.manifest();
    manifest.tables().values().stream()
        .map(PinnedTable::pin)
        .map(Pin::table)
        .filter(table -> !floors.containsKey(table))
        .forEach(dropped::add);
    manifests.add(
        new Item(
            Kind.MANIFEST,
            Long.toString(manifest.version()),
            stored.bytes(),
            "made at " + manifest.time() + ", and not kept"));
  }

  private static CleanUpPlan.Item item(Kind kind, Removable removable) {
    return new Item(kind, removable.path(), removable.bytes(), removable.why());
  }

  private static void needed(Manifest manifest, Map<TableId, Long> floors) {
    manifest
        .tables()
        .values()
        .forEach(table -> floors.merge(table.pin().table(), table.pin().version(), Math::min));
  }

  /**
   * What a pending operation was prepared against. The model needs no such rule, as recovery does
   * without a base that is gone; it keeps the roll-back of an operation precise.
   */
  private void basesOfPending(Map<TableId, Long> floors) {
    for (OperationId operation : stores.sidecars().list().operations()) {
      stores.sidecars().read(operation).map(Sidecar::tables).stream()
          .flatMap(List::stream)
          .forEach(plan -> floors.merge(plan.table(), leastOf(plan), Math::min));
    }
  }

  private static long leastOf(TablePlan plan) {
    return plan.expected()
        .filter(pin -> pin.table().equals(plan.table()))
        .map(pin -> Math.min(pin.version(), plan.base()))
        .orElse(plan.base());
  }

  /** Spec: {@code CleanUpVersion}. */
  private void deleteTables(CleanUpPlan plan, Pace pace) {
    plan.items().stream()
        .filter(item -> item.kind() != Kind.MANIFEST)
        .map(item -> new Removable(item.path(), item.bytes(), item.why()))
        .forEach(pace.each(tables::delete));
  }

  /** Last, because they say which datasets there were. Spec: {@code CleanUpManifest}. */
  private void deleteManifests(CleanUpPlan plan, Pace pace) {
    plan.items().stream()
        .filter(item -> item.kind() == Kind.MANIFEST)
        .map(CleanUpPlan.Item::path)
        .map(Long::parseLong)
        .forEach(pace.each(history::delete));
  }
}
