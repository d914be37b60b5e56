package dev.rollforward.conformance;

import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.AlterTable;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.Replace;
import dev.rollforward.core.change.SetMetadata;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.engine.TableIntent;
import java.util.List;

/**
 * What the owner does in {@link FailpointTest} to tables {@code a} and {@code b}: every kind is in
 * one or another.
 */
enum OwnersChange {
  /** Rows, committed in place, twice on one table. */
  ROWS {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.thenAppended("a", new Overwrite()), at.inPlace("b", new Upsert()));
    }
  },
  /** A dataset of its own under a new name, and one in place of another. */
  DATASETS {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.made("c", new Create()), at.made("a", new Replace()));
    }
  },
  /** Names only, beside a commit. */
  NAMES {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.renamed("a", "z"), at.thenAppended("b", new Append()));
    }
  },
  /** A name only, beside a commit. */
  DROPS {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.dropped("a"), at.thenAppended("b", new Append()));
    }
  },
  /** Nothing that a reader sees, and that gives way. */
  DERIVED {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.inPlace("a", new Compact()), at.inPlace("b", new BuildIndex()));
    }
  },
  /** Rows that go, and others. */
  REMOVALS {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.inPlace("a", new Delete()), at.inPlace("b", new Update()));
    }
  },
  /** Columns that come, without values and with them. */
  COLUMNS {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.inPlace("a", new AddColumns()), at.inPlace("b", new MergeColumns()));
    }
  },
  /** Columns that go, or have another name. */
  FEWER_COLUMNS {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.inPlace("a", new DropColumns()), at.inPlace("b", new RenameColumn()));
    }
  },
  /** Metadata, and several such changes at once. */
  METADATA {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.inPlace("a", new SetMetadata()), at.inPlace("b", new AlterTable()));
    }
  },
  /** An index that exists. */
  INDEXES {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(at.inPlace("a", new OptimizeIndex()), at.inPlace("b", new OptimizeIndex()));
    }
  };

  /** What {@code operation} does to the tables of {@code manifest}. */
  abstract List<TableIntent> intents(Staging at);
}
