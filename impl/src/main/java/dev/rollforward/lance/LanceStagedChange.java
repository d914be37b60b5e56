package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.FragmentMetadata;

/**
 * Data files that are written and that no version of the table names yet. Immutable; holds no
 * native memory, so there is nothing to close. If it is never committed, its files stay until
 * Lance's clean-up removes them.
 */
public final class LanceStagedChange implements StagedChange {
  private final TableId table;
  private final String kind;
  private final long base;
  private final Schema schema;
  private final List<FragmentMetadata> fragments;

  LanceStagedChange(
      TableId table, String kind, long base, Schema schema, List<FragmentMetadata> fragments) {
    this.table = table;
    this.kind = kind;
    this.base = base;
    this.schema = schema;
    this.fragments = List.copyOf(fragments);
  }

  /** The table it was staged for; it can be committed to no other. */
  public TableId table() {
    return table;
  }

  /** What it does to the table: the kind of its change. */
  public String kind() {
    return kind;
  }

  /** The version whose schema it was checked against, 0 for a create. */
  public long base() {
    return base;
  }

  /** The schema of the data. */
  public Schema schema() {
    return schema;
  }

  /** The number of rows; 0 only for a create. */
  public long rows() {
    return fragments.stream().mapToLong(FragmentMetadata::getNumRows).sum();
  }

  List<FragmentMetadata> fragments() {
    return fragments;
  }

  /** Names the table, the kind and the number of rows. */
  @Override
  public String toString() {
    return kind + " of " + rows() + " rows to " + table;
  }
}
