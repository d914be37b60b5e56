package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.lance.Dataset;

/**
 * Which files the versions of a plan need that the version pinned before does not. What lies
 * between the pin and the base of the plan is among them: an external change that is adopted.
 */
final class WrittenFiles {
  private final LanceDatasets datasets;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Set<Path> folders = new LinkedHashSet<>();

  WrittenFiles(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  Set<Path> files() {
    return files;
  }

  /** Of whose files Lance does not tell the names. */
  Set<Path> folders() {
    return folders;
  }

  /**
   * @throws StoreException if a version cannot be read
   */
  void addAllOf(TablePlan plan) {
    TableId table = plan.table();
    Set<Path> known = new HashSet<>();
    Optional<Pin> pinned = plan.expected().filter(plan::concerns);
    pinned.ifPresent(pin -> read(pin.table(), pin.version(), known, known));
    Set<Path> newFiles = new LinkedHashSet<>();
    Set<Path> newFolders = new LinkedHashSet<>();
    for (PlannedCommit commit : plan.commits()) {
      read(table, commit.landing(), newFiles, newFolders);
      newFiles.add(
          files(table)
              .transaction(LanceTransactions.readVersion(commit), commit.transaction().toString()));
      newFiles.add(files(table).manifest(commit.landing()));
    }
    newFiles.removeAll(known);
    newFolders.removeAll(known);
    files.addAll(newFiles);
    folders.addAll(newFolders);
  }

  private void read(TableId table, long version, Set<Path> named, Set<Path> indexes) {
    try (Dataset dataset = datasets.at(table, version)) {
      files(table).add(dataset, named, indexes);
    }
  }

  private VersionFiles files(TableId table) {
    return new VersionFiles(Path.of(datasets.location().uri(table)));
  }
}
