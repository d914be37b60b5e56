package dev.rollforward.lance;

import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Change;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.List;
import java.util.Optional;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.fragment.DataFile;
import org.lance.operation.Operation;

/**
 * The data of one commit, and what that commit is to Lance. There is one subclass for each kind of
 * change that commits anything, and nothing else in this package distinguishes kinds.
 *
 * <p>Its files are written, and no version of the table names them yet. Immutable; holds no native
 * memory, so there is nothing to close. If it is never committed, its data files stay until {@link
 * LanceStaging#discard} or Lance's clean-up removes them.
 */
public abstract class LanceStagedChange implements StagedChange {
  private final TableId table;
  private final Change change;
  private final long base;
  private List<String> files = List.of();

  LanceStagedChange(TableId table, Change change, long base) {
    this.table = table;
    this.change = change;
    this.base = base;
  }

  /** The table it was staged for; it can be committed to no other. */
  public final TableId table() {
    return table;
  }

  /** What it does to the table. */
  public final Change change() {
    return change;
  }

  /** The version that it was staged against, 0 for a create. */
  public final long base() {
    return base;
  }

  /** Before it is handed out: the data files that were written for it. */
  final void written(List<String> names) {
    files = List.copyOf(names);
  }

  /** The data files that were written for it, by their names within the table. */
  final List<String> files() {
    return files;
  }

  /**
   * All files that it brings in, by their names in the data folder; empty if they are not known, or
   * some are elsewhere.
   */
  Optional<List<String>> allFiles() {
    return Optional.empty();
  }

  static List<String> filesOf(List<FragmentMetadata> fragments) {
    return fragments.stream()
        .flatMap(fragment -> fragment.getFiles().stream().map(DataFile::getPath))
        .toList();
  }

  /** The number of rows that it brings in. */
  public abstract long rows();

  /** The Lance operation that brings it in. */
  abstract Operation operation();

  /**
   * The same change as it is committed on top of another version than the one that it was staged
   * against. Lance's commits check nothing.
   *
   * @return this, if it is the same on every version with its schema
   * @throws SchemaMismatchException if its schema is not that of {@code version}
   * @throws StoreException if it names things that are not in {@code version}, so that its caller
   *     must stage it again
   */
  abstract LanceStagedChange fit(Dataset version);

  /** Names the table, the kind and the number of rows. */
  @Override
  public String toString() {
    return change.kind() + " of " + rows() + " rows to " + table;
  }
}
