package dev.rollforward.lance;

import dev.rollforward.CleanUpPlan.Item;
import dev.rollforward.CleanUpPlan.Kind;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableCleanUp;
import dev.rollforward.port.TableFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lance.Dataset;

/**
 * Deletes superseded versions of datasets. Lance's own clean-up is not used: it also deletes what
 * running transactions have staged, once that is a week old, and then a commit of it is accepted
 * all the same.
 */
final class LanceCleanUp implements TableCleanUp {
  private static final String SUFFIX = ".manifest";
  private static final String WHY_VERSION = "version %s is below every pin that is kept";
  private static final String WHY_STAGED = "it was staged, and no version names it";
  private static final String WHY_HALF = "a process that died has left it half written";
  private static final Pattern OF_A_VERSION =
      Pattern.compile(
          "[^/]+/(?:(?:data|_deletions|_transactions)/[^/]+|_indices/[^/]+/.+)"
              + "|[^/]+/_versions/[^/]+#[0-9]+");

  /** Our own, which begin with a dot. */
  private static final Pattern HALF_WRITTEN = Pattern.compile("(?:__[a-z]+/)?[.][^/]+[.]tmp");

  private final LanceDatasets datasets;
  private final TableFiles files;

  LanceCleanUp(LanceDatasets datasets, TableFiles files) {
    this.datasets = datasets;
    this.files = files;
  }

  @Override
  public SortedSet<String> older(Instant time) {
    return files.times("").entrySet().stream()
        .filter(file -> file.getValue().isBefore(time))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public List<Item> unneeded(TableId table, long floor, SortedSet<String> old) {
    VersionFiles places = new VersionFiles(Path.of(table.value()));
    TreeSet<Long> listed = versionsIn(places.versions());
    Set<Long> kept = keptFrom(floor, listed, places);
    TreeSet<Long> superseded = new TreeSet<>(listed);
    superseded.removeAll(kept);
    List<String> candidates =
        within(folder(places.home()), old).stream().filter(LanceCleanUp::isOfAVersion).toList();
    if (superseded.isEmpty() && candidates.isEmpty()) {
      return List.of();
    }
    Needed needed = new Needed(table, places, new LinkedHashSet<>(), new LinkedHashSet<>());
    kept.forEach(needed::read);
    SortedMap<String, Long> sizes = files.in(folder(places.home()));
    List<Item> removable = new ArrayList<>();
    for (long version : superseded) {
      removable.addAll(own(needed, version, sizes));
    }
    for (String file : candidates) {
      if (!needed.has(Path.of(file))) {
        add(Kind.STAGED, file, sizes, WHY_STAGED, removable);
      }
    }
    return removable;
  }

  /** Files that a version can name; others of a table's folder are nobody's business. */
  private static boolean isOfAVersion(String path) {
    return OF_A_VERSION.matcher(path).matches();
  }

  private static SortedSet<String> within(String folder, SortedSet<String> paths) {
    return paths.subSet(folder, folder + Character.MAX_VALUE);
  }

  @Override
  public List<Item> strays(SortedSet<String> old, Set<TableId> known) {
    List<Item> strays = new ArrayList<>();
    Set<String> datasets = new TreeSet<>();
    for (String path : old) {
      int end = path.indexOf('/');
      String first = end < 0 ? "" : path.substring(0, end);
      if (HALF_WRITTEN.matcher(path).matches()) {
        add(Kind.STAGED, path, files.in(parent(path)), WHY_HALF, strays);
      } else if (first.endsWith(".lance") && !known.contains(new TableId(first))) {
        datasets.add(folder(Path.of(first)));
      }
    }
    datasets.forEach(folder -> addUnborn(folder, old, strays));
    return strays;
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** Its create was never committed: what is committed has a version. */
  private void addUnborn(String folder, SortedSet<String> old, List<Item> strays) {
    SortedMap<String, Long> sizes = files.in(folder);
    boolean isUnborn =
        sizes.keySet().stream().noneMatch(path -> path.startsWith(folder + "_versions/"))
            && old.containsAll(sizes.keySet());
    if (isUnborn) {
      add(Kind.STAGED, folder, sizes, "the create that staged it was never committed", strays);
    }
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
  private List<Item> own(Needed needed, long version, SortedMap<String, Long> sizes) {
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
    List<Item> removable = new ArrayList<>();
    its.files.forEach(file -> add(Kind.TABLE_FILE, file.toString(), sizes, why, removable));
    its.folders.forEach(folder -> add(Kind.TABLE_FILE, folder(folder), sizes, why, removable));
    add(Kind.TABLE_FILE, needed.places.manifest(version).toString(), sizes, why, removable);
    return removable;
  }

  /** If there is anything. */
  private void add(
      Kind kind, String path, SortedMap<String, Long> sizes, String why, List<Item> removable) {
    SortedMap<String, Long> there =
        path.endsWith("/")
            ? sizes.subMap(path, path + Character.MAX_VALUE)
            : sizes.subMap(path, path + '\0');
    if (!there.isEmpty()) {
      long bytes = there.values().stream().mapToLong(Long::longValue).sum();
      removable.add(new Removable(kind, datasets.location() + "/" + path, bytes, why));
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

    /** Of an index its folder is needed, with all that is in it. */
    boolean has(Path file) {
      return files.contains(file) || folders.stream().anyMatch(file::startsWith);
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
  public List<Item> all(TableId table) {
    List<Item> removable = new ArrayList<>();
    String all = folder(Path.of(table.value()));
    add(Kind.DATASET, all, files.in(all), "no manifest that is kept shows this table", removable);
    return removable;
  }

  @Override
  public void delete(Item item) {
    String root = datasets.location() + "/";
    if (!item.path().startsWith(root)) {
      throw new IllegalArgumentException(item.path() + " is not in " + root);
    }
    files.delete(item.path().substring(root.length()));
  }

  private static String folder(Path path) {
    return path + "/";
  }
}
