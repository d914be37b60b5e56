package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;

/**
 * What a version holds, by the names of its files: two versions with the same hold the same rows,
 * at the same addresses. A restore of a version has the same as that.
 *
 * @param columns the schema, with the numbers by which data files know the columns
 * @param fragments the data files, with what is deleted from them
 */
record TableContent(Schema columns, List<FragmentMetadata> fragments) {
  static TableContent of(TableId table, Dataset version) {
    return new TableContent(
        Columns.of(table, version).numbered(),
        version.getFragments().stream().map(Fragment::metadata).toList());
  }
}
