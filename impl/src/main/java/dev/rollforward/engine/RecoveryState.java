package dev.rollforward.engine;

import dev.rollforward.Verdict;
import dev.rollforward.core.Manifest;
import java.util.Optional;

/**
 * What a {@link RecoveryPass} knows; lost when it dies. Spec: {@code sweep}.
 *
 * @param phase where it is
 * @param manifest the manifest that it read last; empty before it has read one
 * @param verdict the decision that it knows of
 * @param done the tables done in this phase
 */
public record RecoveryState(
    Phase phase, Optional<Manifest> manifest, Optional<Verdict> verdict, int done) {

  /** Where a recovery is, in the words of the spec's {@code sweep.pc}. */
  public enum Phase {
    /** It is about to read the manifest: spec {@code "idle"} or {@code "listed"}. */
    START,
    /** It is about to read sidecar and tables. */
    READ,
    /** It is about to make the operation visible. */
    ROLLFORWARD,
    /** It is about to decide that it never will be. */
    ROLLBACK,
    /** It is about to restore the pin of a table. */
    FENCE,
    /** It is about to write the audit record. */
    AUDIT,
    /** It is about to delete the sidecar. */
    DELETE,
    /** It has ended. */
    DONE
  }
}
