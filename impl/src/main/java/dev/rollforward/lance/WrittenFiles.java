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
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.fragment.DataFile;
import org.lance.fragment.DeletionFile;
import org.lance.fragment.DeletionFileType;
import org.lance.index.Index;

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
      newFiles.add(transactionOf(table, commit));
      newFiles.add(manifestOf(table, commit.landing()));
    }
    newFiles.removeAll(known);
    newFolders.removeAll(known);
    files.addAll(newFiles);
    folders.addAll(newFolders);
  }

  private void read(TableId table, long version, Set<Path> named, Set<Path> indexes) {
    Path home = home(table);
    try (Dataset dataset = datasets.at(table, version)) {
      for (Fragment fragment : dataset.getFragments()) {
        addFilesOf(home, fragment.metadata(), named);
      }
      for (Index index : dataset.getIndexes()) {
        indexes.add(home.resolve("_indices").resolve(index.uuid().toString()));
      }
    }
  }

  /** Those with a base belong to another dataset, which a clone reads and does not write. */
  private static void addFilesOf(Path home, FragmentMetadata fragment, Set<Path> named) {
    for (DataFile file : fragment.getFiles()) {
      if (file.getBaseId().isEmpty()) {
        named.add(home.resolve("data").resolve(file.getPath()));
      }
    }
    DeletionFile deletions = fragment.getDeletionFile();
    if (deletions != null && deletions.getBaseId().isEmpty()) {
      String name = fragment.getId() + "-" + deletions.getReadVersion() + "-";
      String id = Long.toUnsignedString(deletions.getId());
      String form = deletions.getFileType() == DeletionFileType.ARRAY ? ".arrow" : ".bin";
      named.add(home.resolve("_deletions").resolve(name + id + form));
    }
  }

  private Path transactionOf(TableId table, PlannedCommit commit) {
    return home(table)
        .resolve("_transactions")
        .resolve(LanceTransactions.readVersion(commit) + "-" + commit.transaction() + ".txn");
  }

  /** Numbered downwards from the largest unsigned number, so that the newest is listed first. */
  private Path manifestOf(TableId table, long version) {
    return home(table)
        .resolve("_versions")
        .resolve(Long.toUnsignedString(-1L - version) + ".manifest");
  }

  private Path home(TableId table) {
    return Path.of(datasets.location().uri(table));
  }
}
