package dev.rollforward.spec.tlc;

import dev.rollforward.spec.trace.Trace;
import java.util.List;

/** How a run of TLC ended. Everything but {@link Held} and {@link Sampled} is bad news. */
public sealed interface TlcResult {
  /** What was explored until the end. */
  TlcStats stats();

  /**
   * TLC explored every reachable state and everything held.
   *
   * @param collisionProbability TLC's optimistic estimate that it missed a state because two states
   *     have the same fingerprint
   */
  record Held(TlcStats stats, double collisionProbability) implements TlcResult {}

  /**
   * TLC went through random behaviours and everything held in these.
   *
   * @param traces how many behaviours
   */
  record Sampled(TlcStats stats, int traces) implements TlcResult {}

  /**
   * Something does not hold.
   *
   * @param suspects the names in the model, exactly one of which is known to be violated if there
   *     is only one; otherwise TLC did not say which of them it is. For an assumption or an
   *     assertion, TLC's words
   * @param kind what sort of thing it is
   * @param message TLC's words
   * @param trace the counterexample
   */
  record Violated(List<String> suspects, Kind kind, String message, Trace trace, TlcStats stats)
      implements TlcResult {
    public Violated {
      suspects = List.copyOf(suspects);
    }

    /** The violated property, or all that may be it. */
    public String property() {
      return String.join(" or ", suspects);
    }

    /** Whether this property, and not perhaps another, is violated. */
    public boolean isKnownToBe(String property) {
      return suspects.equals(List.of(property));
    }
  }

  /** What a violated thing is. */
  enum Kind {
    INVARIANT,
    /** An action property, or the step relation of a refinement. */
    STEP,
    /** An invariant or a step; several machines together do not tell which. */
    SAFETY,
    /** A property of initial states, such as the initial predicate of a refinement. */
    INITIAL_STATE,
    LIVENESS,
    ASSUMPTION,
    ASSERTION
  }

  /** A reachable state has no successor, and the model calls that an error. */
  record Deadlocked(Trace trace, TlcStats stats) implements TlcResult {}

  /** TLC gave no verdict: nothing is known. */
  record Unfinished(String reason, TlcStats stats) implements TlcResult {}

  /**
   * TLC cannot check the model: a module or the configuration is wrong, an expression cannot be
   * evaluated, or TLC itself calls the answer unreliable.
   *
   * @param trace the behaviour up to the failed evaluation; often empty
   */
  record BadSpec(String message, Trace trace, TlcStats stats) implements TlcResult {}
}
