package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Stores;
import dev.rollforward.testkit.Forwarding;
import java.util.Optional;
import java.util.OptionalLong;

/** Fault: a roll-back restores only the tables which the operation has reached (rule 7). */
public class NoFence extends MemoryGroup {
  /** A group with the fault. */
  public NoFence() {
    super(sound -> Forwarding.with(sound, new Unfenced(sound)));
  }

  private static final class Unfenced extends Forwarding.Tables {
    private final Stores stores;

    Unfenced(Stores stores) {
      super(stores.tables());
      this.stores = stores;
    }

    @Override
    public OptionalLong restore(OperationId operation, TableId table, long pin) {
      Optional<Sidecar> sidecar = stores.sidecars().read(operation);
      return sidecar.isPresent() && !reached(operation, inner.history(table, pin))
          ? OptionalLong.empty()
          : inner.restore(operation, table, pin);
    }

    /** A loop, as Lincheck cannot look into the streams of the JDK. */
    private static boolean reached(OperationId operation, TableHistory above) {
      for (TableVersion version : above.versions().values()) {
        if (version.operation().equals(Optional.of(operation))) {
          return true;
        }
      }
      return false;
    }
  }
}
