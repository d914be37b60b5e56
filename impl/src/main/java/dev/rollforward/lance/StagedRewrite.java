package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Change;
import org.lance.Dataset;
import org.lance.operation.Operation;

/**
 * A change that depends on the rows that are there. On a version that holds the same it is
 * committed as it was staged; on any other it is staged again, so that what is committed is what
 * the change means on exactly the version that it lands on.
 */
abstract class StagedRewrite extends LanceStagedChange {
  private final TableContent content;
  private final Rewrite rewrite;

  /** Of {@code version}, on which {@code rewrite} was staged. */
  StagedRewrite(TableId table, Change change, Dataset version, Rewrite rewrite) {
    super(table, change, version.version());
    this.content = TableContent.of(table, version);
    this.rewrite = rewrite;
  }

  @Override
  public final long rows() {
    return FragmentWriter.rowsIn(rewrite.added());
  }

  final Rewrite rewrite() {
    return rewrite;
  }

  @Override
  Operation operation() {
    return rewrite.update();
  }

  @Override
  final LanceStagedChange fit(Dataset version) {
    return TableContent.of(table(), version).equals(content) ? this : stagedOn(version);
  }

  /** The same change, staged on a version that holds something else. */
  abstract StagedRewrite stagedOn(Dataset version);
}
