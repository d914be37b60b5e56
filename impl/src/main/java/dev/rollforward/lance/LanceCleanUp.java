package dev.rollforward.lance;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableCleanUp;
import dev.rollforward.port.TableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.lance.Dataset;

/**
 * Deletes superseded versions of datasets. Lance's own clean-up is not used: it also deletes what
 * running transactions have staged, once that is a week old, and then a commit of it is accepted
 * all the same.
 */
final class LanceCleanUp implements TableCleanUp {
  private static final String SUFFIX = ".manifest";
  private static final String WHY_VERSION = "version %s is below every pin that is kept";

  private final LanceDatasets datasets;
  private final TableFiles files;

  LanceCleanUp(LanceDatasets datasets, TableFiles files) {
    this.datasets = datasets;
    this.files = files;
  }

  @Override
  public List<Removable> below(TableId table, long floor) {
    VersionFiles places = new VersionFiles(Path.of(table.value()));
    TreeSet<Long> listed = versionsIn(places.versions());
    Set<Long> kept = keptFrom(floor, listed, places);
    TreeSet<Long> superseded = new TreeSet<>(listed);
    superseded.removeAll(kept);
    if (superseded.isEmpty()) {
      return List.of();
    }
    Needed needed = new Needed(table, places, new LinkedHashSet<>(), new LinkedHashSet<>());
    kept.forEach(needed::read);
    SortedMap<String, Long> sizes = files.in(folder(places.home()));
    List<Removable> removable = new ArrayList<>();
    for (long version : superseded) {
      removable.addAll(own(needed, version, sizes));
    }
    return removable;
  }

  /**
   * HEAD, and all versions from {@code floor} on. A listing may miss one that was just made, and
   * what it needs must not go: those that are not listed are looked up.
   */
  private Set<Long> keptFrom(long floor, TreeSet<Long> listed, VersionFiles places) {
    Set<Long> kept = new TreeSet<>(listed.tailSet(floor));
    long last = listed.isEmpty() ? floor : listed.last();
    for (long version = floor; ; version++) {
      if (files.exists(places.manifest(version).toString())) {
        kept.add(version);
      } else if (version > last) {
        break;
      }
    }
    if (kept.isEmpty() && !listed.isEmpty()) {
      kept.add(last);
    }
    return kept;
  }

  /**
   * What only {@code version} needs of those that are left, and then the version itself; what
   * several need goes with the first of them. Nothing if it is gone, whatever was listed.
   */
  private List<Removable> own(Needed needed, long version, SortedMap<String, Long> sizes) {
    Needed its = new Needed(needed.table, needed.places, new TreeSet<>(), new TreeSet<>());
    try {
      its.read(version);
    } catch (Unreadable e) {
      if (e.reason() == Unreadable.Reason.MISSING) {
        return List.of();
      }
      throw e;
    }
    its.files.removeAll(needed.files);
    its.folders.removeAll(needed.folders);
    needed.files.addAll(its.files);
    needed.folders.addAll(its.folders);
    String why = WHY_VERSION.formatted(version);
    List<Removable> removable = new ArrayList<>();
    its.files.forEach(file -> add(file.toString(), sizes, why, removable));
    its.folders.forEach(folder -> add(folder(folder), sizes, why, removable));
    add(needed.places.manifest(version).toString(), sizes, why, removable);
    return removable;
  }

  /** If there is anything. */
  private void add(
      String path, SortedMap<String, Long> sizes, String why, List<Removable> removable) {
    SortedMap<String, Long> there =
        path.endsWith("/")
            ? sizes.subMap(path, path + Character.MAX_VALUE)
            : sizes.subMap(path, path + '\0');
    if (!there.isEmpty()) {
      long bytes = there.values().stream().mapToLong(Long::longValue).sum();
      removable.add(new Removable(datasets.location() + "/" + path, bytes, why));
    }
  }

  /** What versions need: files, and folders of indexes. */
  private final class Needed {
    private final TableId table;
    private final VersionFiles places;
    private final Set<Path> files;
    private final Set<Path> folders;

    Needed(TableId table, VersionFiles places, Set<Path> files, Set<Path> folders) {
      this.table = table;
      this.places = places;
      this.files = files;
      this.folders = folders;
    }

    void read(long version) {
      try (Dataset dataset = datasets.at(table, version)) {
        places.add(dataset, files, folders);
        datasets
            .transaction(table, dataset)
            .ifPresent(made -> files.add(places.transaction(made.readVersion(), made.uuid())));
      }
    }
  }

  private TreeSet<Long> versionsIn(Path folder) {
    TreeSet<Long> versions = new TreeSet<>();
    files
        .in(folder(folder))
        .keySet()
        .forEach(path -> addVersion(Path.of(path).getFileName().toString(), versions));
    return versions;
  }

  /** Detached versions, hints and what is half written have names of another form. */
  private static void addVersion(String name, Set<Long> versions) {
    if (name.matches("[0-9]{20}" + SUFFIX.replace(".", "\\."))) {
      versions.add(
          -1L - Long.parseUnsignedLong(name.substring(0, name.length() - SUFFIX.length())));
    }
  }

  @Override
  public List<Removable> all(TableId table) {
    List<Removable> removable = new ArrayList<>();
    String all = folder(Path.of(table.value()));
    add(all, files.in(all), "no manifest that is kept shows this table", removable);
    return removable;
  }

  @Override
  public void delete(Removable removable) {
    String root = datasets.location() + "/";
    if (!removable.path().startsWith(root)) {
      throw new IllegalArgumentException(removable.path() + " is not in " + root);
    }
    files.delete(removable.path().substring(root.length()));
  }

  private static String folder(Path path) {
    return path + "/";
  }
}
