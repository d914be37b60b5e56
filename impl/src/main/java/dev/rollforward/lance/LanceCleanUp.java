package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableCleanUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lance.Dataset;

/**
 * Deletes superseded versions of datasets in a local folder. Lance's own clean-up is not used: it
 * also deletes what running transactions have staged, once that is a week old, and then a commit of
 * it is accepted all the same.
 */
final class LanceCleanUp implements TableCleanUp {
  private static final String SUFFIX = ".manifest";
  private static final String WHY_VERSION = "version %s is below every pin that is kept";

  private final LanceDatasets datasets;

  LanceCleanUp(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  @Override
  public List<Removable> below(TableId table, long floor) {
    VersionFiles places = new VersionFiles(home(table));
    TreeSet<Long> versions = versionsIn(places.versions());
    if (versions.isEmpty()) {
      return List.of();
    }
    Set<Long> kept = new TreeSet<>(versions.tailSet(floor));
    kept.add(versions.last());
    Set<Long> superseded = new TreeSet<>(versions);
    superseded.removeAll(kept);
    if (superseded.isEmpty()) {
      return List.of();
    }
    Set<Path> needed = new LinkedHashSet<>();
    kept.forEach(version -> read(table, version, places, needed));
    List<Removable> removable = new ArrayList<>();
    for (long version : superseded) {
      Set<Path> own = new LinkedHashSet<>();
      read(table, version, places, own);
      own.removeAll(needed);
      needed.addAll(own);
      own.add(places.manifest(version));
      String why = WHY_VERSION.formatted(version);
      own.forEach(file -> sized(file, why).ifPresent(removable::add));
    }
    return removable;
  }

  /** Each version goes last of what it needs; what several need, with the first of them. */
  private void read(TableId table, long version, VersionFiles places, Set<Path> named) {
    try (Dataset dataset = datasets.at(table, version)) {
      places.add(dataset, named, named);
      datasets
          .transaction(table, dataset)
          .ifPresent(made -> named.add(places.transaction(made.readVersion(), made.uuid())));
    }
  }

  private TreeSet<Long> versionsIn(Path folder) {
    TreeSet<Long> versions = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> file.getFileName().toString()).forEach(name -> addVersion(name, versions));
    } catch (NoSuchFileException noDataset) {
      return versions;
    } catch (IOException e) {
      throw new StoreException(folder + ": cannot be listed: " + e, e);
    }
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
    return sized(home(table), "no manifest that is kept shows this table").stream().toList();
  }

  private Optional<Removable> sized(Path path, String why) {
    try (Stream<Path> all = Files.walk(path)) {
      long bytes = all.filter(Files::isRegularFile).mapToLong(LanceCleanUp::size).sum();
      return Optional.of(new Removable(path.toString(), bytes, why));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(path + ": its size cannot be read: " + e, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(Removable removable) {
    Path path = Path.of(removable.path());
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(path + ": cannot be deleted: " + e, e);
    }
  }

  private Path home(TableId table) {
    if (!datasets.location().isLocal()) {
      throw new StoreException(
          datasets.location()
              + ": versions of tables can be cleaned up in local folders only, so far. Nothing was"
              + " deleted");
    }
    return Path.of(datasets.location().uri(table));
  }
}
