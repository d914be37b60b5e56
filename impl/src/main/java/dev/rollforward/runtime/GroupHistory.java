package dev.rollforward.runtime;

import dev.rollforward.At;
import dev.rollforward.NoSuchTableException;
import dev.rollforward.Revision;
import dev.rollforward.Snapshot;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.TableDiff;
import dev.rollforward.TableReader;
import dev.rollforward.Tag;
import dev.rollforward.Transaction;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.HistoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The manifests of a group that are kept, as one handle sees them. */
final class GroupHistory {
  private final GroupHandle group;
  private final Stores stores;
  private final OpenSnapshots snapshots;

  GroupHistory(GroupHandle group, Stores stores, OpenSnapshots snapshots) {
    this.group = group;
    this.stores = stores;
    this.snapshots = snapshots;
  }

  List<Revision> newest(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a history of " + most + " manifests");
    }
    List<Revision> revisions = new ArrayList<>();
    Optional<Manifest> next = Optional.of(stores.manifests().readNewest());
    while (next.isPresent() && revisions.size() < most) {
      Manifest manifest = next.get();
      next = before(manifest);
      revisions.add(revision(manifest, next));
    }
    return revisions;
  }

  private Optional<Manifest> before(Manifest manifest) {
    return manifest.version() - 1 < least()
        ? Optional.empty()
        : Optional.of(require(manifest.version() - 1));
  }

  private static Revision revision(Manifest manifest, Optional<Manifest> before) {
    SortedMap<String, Revision.Change> changes = new TreeMap<>();
    before.ifPresent(
        earlier ->
            names(earlier, manifest)
                .forEach(
                    name ->
                        change(name, earlier, manifest)
                            .ifPresent(change -> changes.put(name, change))));
    return new Reports.Made(
        manifest.version(),
        manifest.time(),
        manifest.committedBy(),
        manifest.origin().actor(),
        manifest.origin().message(),
        manifest.origin().properties(),
        changes);
  }

  private static Optional<Revision.Change> change(String name, Manifest from, Manifest to) {
    if (from.pin(name).equals(to.pin(name))) {
      return Optional.empty();
    }
    String kind = to.table(name).map(PinnedTable::kind).orElseGet(() -> lost(name, from, to));
    return Optional.of(new Revision.Change(kind, version(from, name), version(to, name)));
  }

  private static String lost(String name, Manifest from, Manifest to) {
    boolean hasAnotherName = from.pin(name).flatMap(pin -> to.pinOf(pin.table())).isPresent();
    return hasAnotherName ? "RENAME" : "DROP";
  }

  private static OptionalLong version(Manifest manifest, String name) {
    return manifest.pin(name).map(Pin::version).stream().mapToLong(Long::longValue).findFirst();
  }

  private static SortedSet<String> names(Manifest one, Manifest other) {
    SortedSet<String> names = new TreeSet<>(one.tables().keySet());
    names.addAll(other.tables().keySet());
    return names;
  }

  /** Registered before any clean-up of this process can look which are open. */
  Snapshot snapshot(At at) {
    return snapshots.taking(() -> new ManifestSnapshot(group, manifest(at), snapshots));
  }

  private Manifest manifest(At at) {
    Manifest newest = stores.manifests().readNewest();
    if (at instanceof At.Version version) {
      return manifest(version.number(), newest);
    }
    return at instanceof At.Tagged tag
        ? manifest(tagged(tag.name(), newest), newest)
        : manifest(((At.Time) at).instant(), newest);
  }

  private static long tagged(String name, Manifest newest) {
    Tag tag = newest.kept().tags().get(name);
    if (tag == null) {
      throw new IllegalArgumentException(
          "there is no tag '" + name + "'; there are " + newest.kept().tags().keySet());
    }
    return tag.version();
  }

  /** The number of the manifest that {@code at} is. */
  long version(At at) {
    return manifest(at).version();
  }

  private Manifest manifest(long version, Manifest newest) {
    if (version < 1 || version > newest.version()) {
      throw new IllegalArgumentException(
          "there is no manifest " + version + ": the newest is " + newest.version());
    }
    if (version == newest.version()) {
      return newest;
    }
    return newest.kept().tagged().contains(version) ? read(version) : require(version);
  }

  /** Times never go back from one manifest to the next. */
  private Manifest manifest(Instant time, Manifest newest) {
    if (!newest.time().isAfter(time)) {
      return newest;
    }
    long low = least();
    Manifest found = require(low);
    if (found.time().isAfter(time)) {
      throw gone("what was visible at " + time, low);
    }
    long high = newest.version();
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      Manifest manifest = require(middle);
      if (manifest.time().isAfter(time)) {
        high = middle;
      } else {
        low = middle;
        found = manifest;
      }
    }
    return found;
  }

  List<TableDiff> diff(At from, At to) {
    try (Snapshot first = snapshot(from);
        Snapshot second = snapshot(to)) {
      Manifest before = ((ManifestSnapshot) first).manifest();
      Manifest after = ((ManifestSnapshot) second).manifest();
      if (after.version() < before.version()) {
        throw new IllegalArgumentException(
            "manifest " + after.version() + " is before manifest " + before.version());
      }
      SortedMap<String, List<String>> kinds = kinds(before, after);
      return names(before, after).stream()
          .filter(name -> !before.pin(name).equals(after.pin(name)))
          .map(name -> diff(name, kinds.getOrDefault(name, List.of()), first, second))
          .toList();
    }
  }

  private SortedMap<String, List<String>> kinds(Manifest before, Manifest after) {
    SortedMap<String, List<String>> kinds = new TreeMap<>();
    Manifest earlier = before;
    while (earlier.version() < after.version()) {
      long version = earlier.version() + 1;
      Manifest next = version == after.version() ? after : require(version);
      for (String name : names(earlier, next)) {
        change(name, earlier, next)
            .ifPresent(
                change ->
                    kinds.computeIfAbsent(name, same -> new ArrayList<>()).add(change.kind()));
      }
      earlier = next;
    }
    return kinds;
  }

  private static TableDiff diff(String name, List<String> kinds, Snapshot from, Snapshot to) {
    return new Reports.Difference(
        name, kinds, from.pin(name), to.pin(name), rows(name, from), rows(name, to));
  }

  private static OptionalLong rows(String name, Snapshot snapshot) {
    if (snapshot.pin(name).isEmpty()) {
      return OptionalLong.empty();
    }
    try (TableReader reader = snapshot.read(name)) {
      return OptionalLong.of(reader.rowCount());
    }
  }

  Transaction restore(At at, List<String> tables) {
    try (Snapshot then = snapshot(at);
        Snapshot now = group.snapshot()) {
      Transaction restoring = group.begin(now);
      tables.forEach(name -> restore(name, then, now, restoring));
      return restoring.property("rollforward.restored", Long.toString(then.version()));
    }
  }

  private static void restore(String name, Snapshot then, Snapshot now, Transaction restoring) {
    if (then.pin(name).isEmpty() && now.pin(name).isEmpty()) {
      throw new NoSuchTableException(name, then.version(), then.tables());
    }
    if (then.pin(name).isEmpty()) {
      restoring.drop(name);
      return;
    }
    try (TableReader rows = then.read(name)) {
      if (now.pin(name).isPresent()) {
        restoring.overwrite(name, rows.scan());
      } else {
        restoring.create(name, rows.scan());
      }
    }
  }

  private long least() {
    return store().boundary().map(Boundary::least).orElse(1L);
  }

  /** A manifest below the boundary that is there all the same is of no history. */
  private Manifest require(long version) {
    long least = least();
    if (version < least) {
      throw gone("manifest " + version, least);
    }
    return read(version);
  }

  private Manifest read(long version) {
    return store()
        .read(version)
        .map(HistoryStore.Stored::manifest)
        .orElseThrow(() -> gone("manifest " + version, least()));
  }

  private StoreException gone(String what, long least) {
    return new Unreadable(
        Unreadable.Reason.MISSING,
        "the group at " + group.root(),
        what + " was cleaned up: the oldest manifest that is kept is " + least,
        "Ask for a newer one, or keep more next time",
        null);
  }

  HistoryStore store() {
    if (stores.manifests() instanceof HistoryStore history) {
      return history;
    }
    throw new UnsupportedOperationException(
        "the stores of the group at " + group.root() + " have no history");
  }
}
