package dev.rollforward.lance;

import java.nio.file.Path;
import java.util.Set;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.fragment.DataFile;
import org.lance.fragment.DeletionFile;
import org.lance.fragment.DeletionFileType;
import org.lance.index.Index;

/** Where Lance keeps what a version needs, under the folder of its dataset. */
final class VersionFiles {
  private final Path home;

  VersionFiles(Path home) {
    this.home = home;
  }

  /**
   * What {@code version} needs.
   *
   * @param named gets its data files and deletions
   * @param indexes gets its indexes, each a folder
   */
  void add(Dataset version, Set<Path> named, Set<Path> indexes) {
    for (Fragment fragment : version.getFragments()) {
      addFilesOf(fragment.metadata(), named);
    }
    for (Index index : version.getIndexes()) {
      indexes.add(home.resolve("_indices").resolve(index.uuid().toString()));
    }
  }

  /** Those with a base belong to another dataset, which a clone reads and does not write. */
  private void addFilesOf(FragmentMetadata fragment, Set<Path> named) {
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

  /** The folder of the dataset. */
  Path home() {
    return home;
  }

  Path transaction(long readVersion, String uuid) {
    return home.resolve("_transactions").resolve(readVersion + "-" + uuid + ".txn");
  }

  /** Where the manifests of its versions are. */
  Path versions() {
    return home.resolve("_versions");
  }

  /** Numbered downwards from the largest unsigned number, so that the newest is listed first. */
  Path manifest(long version) {
    return versions().resolve(Long.toUnsignedString(-1L - version) + ".manifest");
  }
}
