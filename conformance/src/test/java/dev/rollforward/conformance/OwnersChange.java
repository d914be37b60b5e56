package dev.rollforward.conformance;

import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Replace;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.engine.TableIntent;
import java.util.List;

/**
 * What the owner does in {@link FailpointTest} to tables {@code a} and {@code b}: a few that stand
 * for all kinds, since kinds differ for the protocol only in what they demand, plan, are fenced by,
 * and make of the pin.
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
  };

  /** What {@code operation} does to the tables of {@code manifest}. */
  abstract List<TableIntent> intents(Staging at);
}
