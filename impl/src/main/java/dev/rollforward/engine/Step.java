package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Takes part in the steps of {@link Writer} and {@link RecoveryPass}: for tests that stop, delay or
 * crash a process between any two of its steps. What a step throws ends the process right there, as
 * a crash would, whereas a plain {@link ProtocolListener} can never change an outcome.
 *
 * <p>Steps are found as services of this type: an application that has none on its class path runs
 * without. A listener that is a step takes part in what it listens to.
 */
@FunctionalInterface
public interface Step extends ProtocolListener {
  /** {@code action} is about to take effect; whatever was read to decide on it has been read. */
  default void before(Action action, OperationId operation) {}

  /** The effect of {@code action} stands; its process has drawn no conclusion from it yet. */
  default void after(Action action, OperationId operation) {}

  /** The step is over: its process has drawn its conclusions, and its listener has been told. */
  @Override
  void onStep(ProtocolEvent event);

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
