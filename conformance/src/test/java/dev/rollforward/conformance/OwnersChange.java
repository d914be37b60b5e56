package dev.rollforward.conformance;

import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Rename;
import dev.rollforward.core.change.Replace;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.testkit.TestStores;
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
      return List.of(
          at.inPlace("a", new Overwrite()).then(at.stage(new Append(), "a")),
          at.inPlace("b", new Upsert()));
    }
  },
  /** A dataset of its own under a new name, and one in place of another. */
  DATASETS {
    @Override
    List<TableIntent> intents(Staging at) {
      TableIntent replace = at.made("a", new Replace());
      return List.of(at.made("c", new Create()), replace.replacing(at.dataset("a")));
    }
  },
  /** Names only, beside a commit. */
  NAMES {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(TableIntent.of("a", at.dataset("a"), new Rename("z")), at.appended("b"));
    }
  },
  /** A name only, beside a commit. */
  DROPS {
    @Override
    List<TableIntent> intents(Staging at) {
      return List.of(TableIntent.of("a", at.dataset("a"), new Drop()), at.appended("b"));
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

  /** Stages data that tells whose it is. */
  record Staging(TestStores testStores, OperationId operation, Manifest manifest) {
    private TableId dataset(String name) {
      return manifest.pin(name).orElseThrow().table();
    }

    private StagedChange stage(Change change, String name) {
      return testStores.stage(operation, change, dataset(name), manifest.pin(name).get().version());
    }

    private TableIntent inPlace(String name, Change change) {
      return TableIntent.of(name, dataset(name), change, stage(change, name));
    }

    /** Twice, so that a recovery may find it half done. */
    private TableIntent appended(String name) {
      return inPlace(name, new Append()).then(stage(new Append(), name));
    }

    private TableIntent made(String name, Change change) {
      TableId table = new TableId(name + "-of-" + operation.value());
      return TableIntent.of(name, table, change, testStores.stage(operation, change, table, 0));
    }
  }
}
