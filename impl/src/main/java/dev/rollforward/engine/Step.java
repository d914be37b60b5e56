package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.CleanUpAction;
import dev.rollforward.OperationId;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Takes part in the steps of {@link Writer}, {@link RecoveryPass} and {@link CleanUp}: for tests
 * that stop, delay or crash a process between any two of its steps. What it throws ends the process
 * right there, as a crash would, or is the failure of the store call next to it.
 *
 * <p>Steps are found as services of this type: an application that has none on its class path runs
 * without.
 */
public interface Step {
  /** {@code action} is about to take effect; whatever was read to decide on it has been read. */
  void before(Action action, OperationId operation);

  /** {@code action} has taken effect; its process has drawn no conclusion from it yet. */
  void after(Action action, OperationId operation);

  /** {@code action} of a clean-up is about to take effect. */
  default void before(CleanUpAction action) {}

  /** {@code action} of a clean-up has taken effect. */
  default void after(CleanUpAction action) {}

  /** The steps on the class path. */
  static List<Step> installed() {
    return Installed.STEPS;
  }

  /** Looked for once. */
  final class Installed {
    private static final List<Step> STEPS =
        ServiceLoader.load(Step.class, Step.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private Installed() {}
  }
}
