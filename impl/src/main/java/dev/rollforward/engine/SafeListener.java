package dev.rollforward.engine;

import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a listener throws from its process: a listener can never change an outcome. The first
 * failure of each listener is logged.
 */
final class SafeListener {
  private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);
  private static final Map<ProtocolListener, Boolean> FAILED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private SafeListener() {}

  static ProtocolListener of(ProtocolListener listener) {
    Objects.requireNonNull(listener, "listener");
    return listener == ProtocolListener.NONE ? listener : event -> tell(listener, event);
  }

  @SuppressWarnings("PMD.AvoidCatchingThrowable")
  private static void tell(ProtocolListener listener, ProtocolEvent event) {
    try {
      listener.onStep(event);
    } catch (Throwable failure) {
      if (FAILED.put(listener, true) == null) {
        LOG.warn(
            "the listener {} failed on {} of operation {}; the operation goes on, and further"
                + " failures of this listener are not logged",
            listener,
            event.action(),
            event.operation(),
            failure);
      }
    }
  }
}
