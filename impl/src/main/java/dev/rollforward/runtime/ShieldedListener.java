package dev.rollforward.runtime;

import dev.rollforward.CleanUpEvent;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a listener from changing the outcome of what it listens to: what it throws is logged, the
 * first time with its stack, and goes no further.
 */
final class ShieldedListener implements ProtocolListener {
  private static final Logger LOG = LoggerFactory.getLogger(ShieldedListener.class);

  private final ProtocolListener listener;
  private final AtomicBoolean reported = new AtomicBoolean();

  private ShieldedListener(ProtocolListener listener) {
    this.listener = listener;
  }

  static ProtocolListener around(ProtocolListener listener) {
    return listener == ProtocolListener.NONE ? listener : new ShieldedListener(listener);
  }

  @Override
  public void onStep(ProtocolEvent event) {
    Shield.around(() -> listener.onStep(event))
        .ifPresent(
            failure -> report(event.action() + " of operation " + event.operation(), failure));
  }

  @Override
  public void onCleanUp(CleanUpEvent event) {
    Shield.around(() -> listener.onCleanUp(event))
        .ifPresent(failure -> report(event.action().name(), failure));
  }

  private void report(String step, Throwable failure) {
    if (reported.compareAndSet(false, true)) {
      LOG.error(
          "a protocol listener failed at {}; what it listens to goes on, and further failures are"
              + " not logged",
          step,
          failure);
    }
  }
}
