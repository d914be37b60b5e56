package dev.rollforward.engine;

import dev.rollforward.core.Manifest;
import dev.rollforward.core.TablePlan;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Writer} knows, as the variables of the spec that begin with {@code w} do. Lost when
 * it dies, save for what its sidecar holds.
 *
 * @param phase where it is
 * @param manifest the manifest that it read last; empty before it has read one
 * @param plans the tables that it has prepared since
 * @param done the tables, or commits, done in this phase
 */
public record WriterState(
    Phase phase, Optional<Manifest> manifest, List<TablePlan> plans, int done) {

  /** Copies the list. */
  public WriterState {
    plans = List.copyOf(plans);
  }

  /** Where a writer is, in the words of the spec's {@code wpc}. */
  public enum Phase {
    /** It is about to read the manifest. */
    START,
    /** It is about to look at a table. */
    PREPARE,
    /** It is about to restore the pin of a table. */
    REPAIR,
    /** It is about to put its sidecar. */
    ARM,
    /** Its sidecar may exist or not: spec {@code "armed?"}. */
    MAYBE_ARMED,
    /** It is about to commit to a table. */
    COMMIT,
    /** Its commit may have landed or not: spec {@code "landed?"}. */
    MAYBE_LANDED,
    /** It is about to publish. */
    PUBLISH,
    /** It is about to ask how its operation was decided. */
    CONVERGE,
    /** It is about to delete its sidecar. */
    CLEANUP,
    /** It has ended. */
    DONE
  }
}
