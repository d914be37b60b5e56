package dev.rollforward.lance;

import dev.rollforward.core.PinnedTable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;

/**
 * How the rows of a version lie in its files. Immutable.
 *
 * @param rows how many rows it has
 * @param deletedRows how many are deleted, and still in its files
 * @param fragmentRows how many rows are in each of its fragments, deleted ones included
 * @param unindexedRows how many rows each of its indexes does not have, by its name
 */
public record FileStatistics(
    long rows, long deletedRows, List<Long> fragmentRows, SortedMap<String, Long> unindexedRows) {
  static FileStatistics of(LanceDatasets datasets, PinnedTable table) {
    try (Dataset version = datasets.at(table)) {
      List<FragmentMetadata> fragments =
          version.getFragments().stream().map(Fragment::metadata).toList();
      long deleted = fragments.stream().mapToLong(FragmentMetadata::getNumDeletions).sum();
      long physical = fragments.stream().mapToLong(FragmentMetadata::getPhysicalRows).sum();
      return new FileStatistics(
          physical - deleted,
          deleted,
          fragments.stream().map(FragmentMetadata::getPhysicalRows).toList(),
          unindexed(version));
    }
  }

  private static SortedMap<String, Long> unindexed(Dataset version) {
    SortedMap<String, Long> rows = new TreeMap<>();
    for (String name : new TreeSet<>(version.listIndexes())) {
      Object missing = version.getIndexStatistics(name).get("num_unindexed_rows");
      rows.put(name, missing instanceof Number number ? number.longValue() : 0L);
    }
    return rows;
  }
}
