package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.engine.Recovery.Outcome.HeldByExternal;
import java.util.Objects;
import java.util.Optional;

/**
 * How an owner finds out how its operation was decided, and what recovery does for it. Used by one
 * thread.
 */
final class Settlement {
  private final Decisions decisions;
  private final Recovery recovery;
  private final OperationId operation;
  private final boolean once;

  /**
   * Nothing is known yet.
   *
   * @param terms say whether there may have been an earlier attempt of the same id
   */
  Settlement(Stores stores, OperationId operation, Terms terms, ProtocolListener listener) {
    this.decisions = new Decisions(stores);
    this.recovery = new Recovery(stores, listener);
    this.operation = Objects.requireNonNull(operation, "operation");
    this.once = terms.once();
  }

  /**
   * How an operation was decided.
   *
   * @param answer the decision
   * @param byOthers whether others have aborted it before its owner asked
   */
  record Settled(Decisions.Answer answer, boolean byOthers) {}

  /** How an earlier attempt of the same id has ended; empty if there was none. */
  Optional<Decisions.Answer> known() {
    return once ? decisions.of(operation) : Optional.empty();
  }

  /** An owner that gave up recovers its own operation (rule 4). */
  Settled settle() {
    Optional<Decisions.Answer> known = decisions.of(operation);
    if (known.isPresent()) {
      return new Settled(known.get(), known.get().verdict() == Verdict.ABORTED);
    }
    recovery.recover(operation, Recovery.Mode.FULL);
    return new Settled(decisions.of(operation).orElseThrow(this::noVerdict), false);
  }

  private StoreException noVerdict() {
    return new StoreException(
        "the sidecar of operation " + operation + " is gone, and nothing says how it ended");
  }

  /**
   * Recovers what is left of an operation that is decided.
   *
   * @return why something of it is still left; empty if nothing is
   */
  Optional<String> clearAway() {
    try {
      return recovery.recover(operation, Recovery.Mode.FULL) instanceof HeldByExternal held
          ? Optional.of(held.reason())
          : Optional.empty();
    } catch (RuntimeException left) {
      return Optional.of(String.valueOf(left.getMessage()));
    }
  }
}
