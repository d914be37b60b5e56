package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.port.SidecarStore;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;

/**
 * Finishes operations that their owners left behind, or may still be busy with: each in a {@link
 * RecoveryPass}.
 *
 * <p>Any number of recoveries may run beside each other and beside live writers, in any number of
 * processes, and each may die anywhere. Safe for use by several threads.
 */
public final class Recovery {
  /** Listing serves no operation yet. */
  private static final OperationId NOBODY = new OperationId("-");

  private final Stores stores;
  private final ProtocolListener listener;

  /**
   * @param stores the group
   * @param listener is notified of every step
   */
  public Recovery(Stores stores, ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** What to do about an operation that cannot be rolled forward. */
  @FunctionalInterface
  public interface Mode {
    /** Roll it back, although its owner may still be alive. */
    Mode FULL = incomplete -> true;

    /** Leave it for now. */
    Mode ROLL_FORWARD_ONLY = incomplete -> false;

    /** Whether to roll {@code incomplete} back; otherwise it is left for now. */
    boolean rollsBack(Sidecar incomplete);
  }

  /** How a recovery ended. */
  public sealed interface Outcome {
    /** The operation has no sidecar: somebody else, perhaps its owner, has finished it. */
    record Gone() implements Outcome {}

    /** It is decided, audited, and its sidecar deleted. */
    record Finished(Audit audit, String reason) implements Outcome {}

    /** It is incomplete and was left alone, as the {@link Mode} says. */
    record Pending(String reason) implements Outcome {}

    /**
     * It is decided, {@code ABORTED}, but undoing it would take away what an external tool has
     * committed to one of its tables. It blocks nobody; its sidecar stays until a transaction
     * adopts or discards the external commit.
     */
    record HeldByExternal(String reason) implements Outcome {
      /**
       * By versions {@code external} of {@code table}.
       *
       * @param reason why the operation is rolled back
       */
      static HeldByExternal by(String table, List<Long> external, String reason) {
        return new HeldByExternal(
            "it is rolled back ("
                + reason
                + "), but table '"
                + table
                + "' has versions "
                + external
                + ", which an external tool has committed since, and which undoing it there would"
                + " take away. Commit a transaction on the table that says discardExternal, or"
                + " adoptExternal, and recover again");
      }
    }
  }

  /**
   * The operations that wait to be finished, and the files that are no sidecars. Some may be gone
   * by the time they are recovered.
   *
   * @throws StoreException if the sidecars cannot be listed
   */
  public SidecarStore.Listing pending() {
    return sweepListSidecars();
  }

  private SidecarStore.Listing sweepListSidecars() {
    return new Steps(listener, NOBODY).list(Action.SweepListSidecars, stores.sidecars()::list);
  }

  /**
   * Brings each of {@code operations} to its end, whatever that takes.
   *
   * @return {@code operations}
   * @throws StoreException as {@link #recover}; those after it were not looked at
   */
  public Set<OperationId> recoverAll(SortedSet<OperationId> operations) {
    operations.forEach(operation -> recover(operation, Mode.FULL));
    return operations;
  }

  /**
   * Brings {@code operation} to its end.
   *
   * @throws StoreException.Unreadable if its sidecar or the manifest cannot be used
   * @throws StoreException if a store failed; whatever was done is durable, and anyone may go on
   */
  public Outcome recover(OperationId operation, Mode mode) {
    RecoveryPass pass = new RecoveryPass(stores, operation, mode, listener);
    while (pass.outcome().isEmpty()) {
      pass.step();
    }
    return pass.outcome().get();
  }
}
