package dev.rollforward.engine;

import dev.rollforward.CleanUpPlan;
import dev.rollforward.CleanUpPlan.Item;
import dev.rollforward.CleanUpPlan.Kind;
import dev.rollforward.OperationId;
import dev.rollforward.Retention;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.TableCleanUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of a group nobody needs. Reads only. Used by one thread. */
final class Unneeded {
  private record Plan(long newest, long least, List<Item> items) implements CleanUpPlan {}

  private final Stores stores;
  private final HistoryStore history;
  private final TableCleanUp tables;
  private final Retention retention;
  private final SortedSet<String> old;
  private final Set<TableId> pending = new TreeSet<>();

  /**
   * Lists what is old enough to go if no version names it: what it finds later is among that.
   *
   * @param retention what is to be kept
   * @param now by the clock of this process
   */
  Unneeded(
      Stores stores, HistoryStore history, TableCleanUp tables, Retention retention, Instant now) {
    this.stores = stores;
    this.history = history;
    this.tables = tables;
    this.retention = retention;
    this.old = tables.older(now.minus(retention.staged()));
  }

  /** The least manifest that is kept. Manifests are read from the newest down to there. */
  long least(Manifest newest, SortedSet<Long> open) {
    long bottom =
        Math.max(
            2, Math.max(newest.kept().least(), history.boundary().map(Boundary::least).orElse(1L)));
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
  CleanUpPlan plan(Manifest newest, long least, SortedSet<Long> open) {
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
    Set<TableId> dropped = new TreeSet<>();
    List<Item> manifests = new ArrayList<>();
    for (long version : expired(least, named)) {
      history.read(version).ifPresent(stored -> addExpired(stored, floors, dropped, manifests));
    }
    List<Audit> audits = overAudits(newest);
    audits.stream()
        .filter(audit -> audit.verdict() == Verdict.ABORTED)
        .flatMap(audit -> audit.tables().values().stream())
        .filter(table -> !floors.containsKey(table))
        .forEach(dropped::add);
    List<Item> items = new ArrayList<>();
    dropped.forEach(table -> items.addAll(tables.all(table)));
    floors.forEach((table, floor) -> items.addAll(tables.unneeded(table, floor, oldOf(table))));
    Set<TableId> known = new TreeSet<>(floors.keySet());
    known.addAll(dropped);
    items.addAll(tables.strays(old, known));
    items.addAll(manifests);
    if (retention.expiresAudits()) {
      items.addAll(outdated(audits, least));
    }
    return new Plan(newest.version(), least, List.copyOf(items));
  }

  /** While an operation on it is pending, nothing that was staged for a table goes. */
  private SortedSet<String> oldOf(TableId table) {
    return pending.contains(table) ? Collections.emptySortedSet() : old;
  }

  /**
   * Of operations that are over. While the decision is in the manifest, or the sidecar there, a
   * dataset that an aborted one has made is the fence of its owner, and stays.
   */
  private List<Audit> overAudits(Manifest newest) {
    List<Audit> over = new ArrayList<>();
    for (OperationId operation : stores.audits().list()) {
      stores
          .audits()
          .read(operation)
          .filter(audit -> newest.decisionOf(operation).isEmpty())
          .filter(audit -> !stores.sidecars().exists(operation))
          .ifPresent(over::add);
    }
    return over;
  }

  /** Rule F. They go last, as they name the datasets of aborted creates. */
  private static List<Item> outdated(List<Audit> over, long least) {
    return over.stream()
        .filter(audit -> audit.manifestVersion() < least)
        .<Item>map(
            audit ->
                new TableCleanUp.Removable(
                    Kind.AUDIT,
                    audit.operation().value(),
                    0,
                    "decided in manifest " + audit.manifestVersion() + ", which is not kept"))
        .toList();
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
      List<Item> manifests) {
    Manifest manifest = stored.manifest();
    manifest.tables().values().stream()
        .map(PinnedTable::pin)
        .map(Pin::table)
        .filter(table -> !floors.containsKey(table))
        .forEach(dropped::add);
    manifests.add(
        new TableCleanUp.Removable(
            Kind.MANIFEST,
            Long.toString(manifest.version()),
            stored.bytes(),
            "made at " + manifest.time() + ", and not kept"));
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
          .forEach(plan -> addPending(plan, floors));
    }
  }

  private void addPending(TablePlan plan, Map<TableId, Long> floors) {
    pending.add(plan.table());
    floors.merge(plan.table(), leastOf(plan), Math::min);
  }

  private static long leastOf(TablePlan plan) {
    return plan.expected()
        .filter(pin -> pin.table().equals(plan.table()))
        .map(pin -> Math.min(pin.version(), plan.base()))
        .orElse(plan.base());
  }
}
