package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.Tag;
import dev.rollforward.Verdict;
import dev.rollforward.Verification;
import dev.rollforward.Verification.Finding;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.Succession;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.core.Tombstone;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.TableCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Looks at everything in a group, for what contradicts the protocol. Writes nothing, and is safe
 * beside writers, recoveries and clean-ups: whatever it compares never changes, and what a clean-up
 * has taken meanwhile is not missed. Used once, by one thread.
 */
public final class Verifier {
  private record Found(long manifests, long versions, long rows, List<Finding> findings)
      implements Verification {}

  private static final String FROM_A_BACKUP =
      "Two states of the group are mixed, or somebody else has written here. Bring all of it back"
          + " from one backup; changes that were acknowledged may be lost";

  private final Stores stores;
  private final HistoryStore history;
  private final TableCheck tables;
  private final boolean readsRows;

  private final List<Finding> findings = new ArrayList<>();
  private final Map<PinnedTable, Long> shownLast = new LinkedHashMap<>();
  private final Map<OperationId, Set<Verdict>> verdicts = new TreeMap<>();
  private final Map<TableId, Map<Long, Set<Long>>> rowsOfContent = new TreeMap<>();
  private final Set<TableId> known = new TreeSet<>();
  private long manifests;
  private Manifest before;

  /**
   * @param readsRows whether to read every row of what the newest manifest shows
   */
  public Verifier(Stores stores, HistoryStore history, TableCheck tables, boolean readsRows) {
    this.stores = stores;
    this.history = history;
    this.tables = tables;
    this.readsRows = readsRows;
  }

  /**
   * Looks.
   *
   * @throws StoreException if something cannot be listed, or read just now
   */
  public Verification run() {
    // Listed first: whatever is made later is known to what is read later.
    List<TableId> datasets = tables.datasets();
    history.check(this::see).forEach(problem -> violation("ManifestChain", problem));
    Manifest newest = stores.manifests().readNewest();
    newest.kept().tags().forEach(this::tagged);
    long rows = 0;
    for (Map.Entry<PinnedTable, Long> shown : shownLast.entrySet()) {
      rows += rows(shown.getKey(), shown.getValue(), newest);
    }
    derivedKeepContent();
    sidecars();
    audits();
    Succession.stable(verdicts).forEach(found -> violation("the group", found));
    newest.tables().forEach((name, table) -> external(name, table, newest.version()));
    orphans(datasets);
    return new Found(manifests, shownLast.size(), rows, List.copyOf(findings));
  }

  private void see(Manifest manifest) {
    String place = "manifest " + manifest.version();
    Succession.in(manifest).forEach(found -> violation(place, found));
    if (before != null && before.version() + 1 == manifest.version()) {
      Succession.of(before, manifest).forEach(found -> violation(place, found));
    }
    before = manifest;
    manifests++;
    seen(manifest);
  }

  private void seen(Manifest manifest) {
    manifest
        .tables()
        .values()
        .forEach(table -> shownLast.merge(table, manifest.version(), Math::max));
    addDatasets(manifest);
    manifest.committedBy().ifPresent(operation -> decided(operation, Verdict.COMMITTED));
    manifest.decisions().forEach((operation, how) -> decided(operation, how.verdict()));
  }

  private void tagged(String name, Tag tag) {
    read("RetainedIsReadable", () -> history.read(tag.version()))
        .ifPresentOrElse(
            stored -> seen(stored.manifest()),
            () -> {
              if (isTagged(tag.version())) {
                violation(
                    "manifest " + tag.version(),
                    new Succession.Violation(
                        "RetainedIsReadable", "it is gone, and tag '" + name + "' names it"));
              }
            });
  }

  private boolean isTagged(long version) {
    return stores.manifests().readNewest().kept().tagged().contains(version);
  }

  private void addDatasets(Manifest manifest) {
    manifest.tables().values().forEach(table -> known.add(table.pin().table()));
    manifest.tombstones().stream().map(Tombstone::former).map(Pin::table).forEach(known::add);
  }

  private void decided(OperationId operation, Verdict verdict) {
    verdicts.computeIfAbsent(operation, first -> EnumSet.noneOf(Verdict.class)).add(verdict);
  }

  /** The rows that count for the newest manifest. */
  private long rows(PinnedTable table, long shownIn, Manifest newest) {
    boolean isVisible = newest.tables().containsValue(table);
    try {
      long rows = tables.rows(table, readsRows && isVisible);
      rowsOfContent
          .computeIfAbsent(table.pin().table(), first -> new TreeMap<>())
          .computeIfAbsent(table.contentSince(), first -> new TreeSet<>())
          .add(rows);
      return isVisible ? rows : 0;
    } catch (StoreException problem) {
      if (!isFreed(shownIn)) {
        violation("RetainedIsReadable", tables.location(table.pin().table()), problem);
      }
      return 0;
    }
  }

  /** Whether a clean-up has begun meanwhile to take what only this manifest shows. */
  private boolean isFreed(long version) {
    return version < history.boundary().map(Boundary::least).orElse(1L) && !isTagged(version);
  }

  private void derivedKeepContent() {
    rowsOfContent.forEach(
        (table, contents) ->
            contents.forEach(
                (since, rows) -> {
                  if (rows.size() > 1) {
                    violation(
                        tables.location(table),
                        new Succession.Violation(
                            "DerivedKeepsContent",
                            "what is visible since version " + since + " has " + rows + " rows"));
                  }
                }));
  }

  private void sidecars() {
    var listing = stores.sidecars().list();
    listing.problems().forEach(problem -> violation("EffectAfterIntent", problem));
    for (OperationId operation : listing.operations()) {
      read("EffectAfterIntent", () -> stores.sidecars().read(operation)).ifPresent(this::pending);
    }
  }

  private void pending(Sidecar sidecar) {
    sidecar.tables().stream().map(TablePlan::table).forEach(known::add);
    note(
        "Unfinished",
        "operation " + sidecar.operation(),
        "it is under way, or its process has died in it",
        "None, if its process is alive. Otherwise the next open for writing, or recover, finishes"
            + " it");
  }

  private void audits() {
    for (OperationId operation : stores.audits().list()) {
      read("AuditTruth", () -> stores.audits().read(operation)).ifPresent(this::audit);
    }
  }

  private void audit(Audit audit) {
    known.addAll(audit.tables().values());
    decided(audit.operation(), audit.verdict());
  }

  private <T> Optional<T> read(String check, Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (Unreadable problem) {
      violation(check, problem);
      return Optional.empty();
    }
  }

  private void external(String name, PinnedTable table, long shownIn) {
    List<Long> external = List.of();
    try {
      external = external(table.pin());
    } catch (Unreadable problem) {
      if (!isFreed(shownIn)) {
        violation("RetainedIsReadable", problem);
      }
    }
    if (!external.isEmpty()) {
      note(
          "External",
          "table '" + name + "'",
          "versions " + external + " were committed past the group: its readers do not see them",
          "Adopt or discard them: rollforward adopt, rollforward discard");
    }
  }

  private List<Long> external(Pin pin) {
    TableHistory above = stores.tables().history(pin.table(), pin.version());
    return above.lineage(above.head()).stream()
        .filter(TableVersion::isExternal)
        .map(TableVersion::version)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /** An operation that is still staging is known to nobody; one that ended meanwhile is. */
  private void orphans(List<TableId> datasets) {
    addDatasets(stores.manifests().readNewest());
    for (TableId dataset : datasets) {
      if (!known.contains(dataset)) {
        note(
            "Orphan",
            tables.location(dataset),
            "no manifest, sidecar or audit record that is kept names this dataset",
            "None, if a transaction that creates a table is under way. Otherwise a process has died"
                + " while it staged one, and the folder can be deleted");
      }
    }
  }

  private void violation(String place, Succession.Violation found) {
    findings.add(new Finding(true, found.property(), place, found.problem(), FROM_A_BACKUP));
  }

  private void violation(String check, StoreException problem) {
    violation(check, "the store", problem);
  }

  private void violation(String check, String place, StoreException problem) {
    findings.add(
        problem instanceof Unreadable unreadable
            ? new Finding(
                true, check, unreadable.location(), unreadable.problem(), unreadable.remedy())
            : new Finding(
                true,
                check,
                place,
                problem.getMessage(),
                "If it can be reached, bring this back from a backup"));
  }

  private void note(String check, String place, String problem, String remedy) {
    findings.add(new Finding(false, check, place, problem, remedy));
  }
}
