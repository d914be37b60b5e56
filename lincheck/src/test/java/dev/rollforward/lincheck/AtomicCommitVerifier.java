package dev.rollforward.lincheck;

import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.CachedVerifier;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;

/**
 * Linearizability against {@link AtomicCommitSpec}, which, unlike a spec that Lincheck can run, may
 * abort a commit at any time. What an operation was is read off its result, and Lincheck's own
 * verifier then looks for an order:
 *
 * <ul>
 *   <li>A commit that reports success must take effect between its call and its return.
 *   <li>A commit that reports failure must have no effect, ever. So that a protocol which always
 *       fails is not correct, somebody else must have been committing or recovering meanwhile.
 *   <li>A commit whose process died may take effect at any time after its call, or never.
 * </ul>
 *
 * <p>Public, with this constructor, as Lincheck needs it.
 */
public final class AtomicCommitVerifier extends CachedVerifier {
  private final LinearizabilityVerifier linearizability;

  /**
   * @param spec {@link AtomicCommitSpec}
   */
  public AtomicCommitVerifier(Class<?> spec) {
    linearizability = new LinearizabilityVerifier(spec);
  }

  @Override
  public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
    RunStatistics.countInvocation();
    return super.verifyResults(scenario, results);
  }

  @Override
  public boolean verifyResultsImpl(ExecutionScenario scenario, ExecutionResult results) {
    History history = History.of(scenario, results);
    RunStatistics.countHistory(history);
    return history.failuresAreExcused()
        && history.completions().stream().anyMatch(this::isLinearizable);
  }

  private boolean isLinearizable(History history) {
    return linearizability.verifyResultsImpl(history.scenario(), history.results());
  }
}
