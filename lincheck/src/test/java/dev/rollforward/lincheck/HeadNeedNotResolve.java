package dev.rollforward.lincheck;

import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.TableStore;
import dev.rollforward.testkit.Forwarding;
import java.util.TreeMap;

/** Fault: HEAD is taken to hold what the pin holds, whatever lies above it (rule 5). */
public class HeadNeedNotResolve extends MemoryGroup {
  /** A group with the fault. */
  public HeadNeedNotResolve() {
    super(sound -> Forwarding.with(sound, new Resolving(sound.tables())));
  }

  private static final class Resolving extends Forwarding.Tables {
    Resolving(TableStore inner) {
      super(inner);
    }

    @Override
    public TableHistory history(TableId table, long from) {
      TableHistory history = inner.history(table, from);
      TreeMap<Long, TableVersion> versions = new TreeMap<>(history.versions());
      versions.computeIfPresent(
          history.head(),
          (number, version) ->
              new TableVersion(
                  number,
                  version.transaction(),
                  version.operation(),
                  new TableVersion.Restore(from)));
      return TableHistory.of(table, from, versions);
    }
  }
}
