package dev.rollforward.runtime;

import dev.rollforward.CleanUpEvent;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.ProtocolListenerProvider;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;

/** The listeners of whoever is on the class path and asks for one. */
final class InstalledListeners {
  private static final List<ProtocolListenerProvider> PROVIDERS =
      ServiceLoader.load(ProtocolListenerProvider.class, InstalledListeners.class.getClassLoader())
          .stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private InstalledListeners() {}

  /** Whether anybody may ask for one. */
  static boolean areThere() {
    return !PROVIDERS.isEmpty();
  }

  /**
   * Those for the group at {@code root}, and after them {@code own}. They hear first, because what
   * {@code own} throws may end the process that it sees.
   */
  static ProtocolListener before(ProtocolListener own, URI root) {
    List<ProtocolListener> installed =
        PROVIDERS.stream()
            .map(provider -> provider.listener(root))
            .filter(listener -> listener != ProtocolListener.NONE)
            .map(ShieldedListener::around)
            .toList();
    return installed.isEmpty() ? own : new All(installed, own);
  }

  /** Both hear of everything. */
  private record All(List<ProtocolListener> installed, ProtocolListener own)
      implements ProtocolListener {
    @Override
    public void onStep(ProtocolEvent event) {
      installed.forEach(listener -> listener.onStep(event));
      own.onStep(event);
    }

    @Override
    public void onCleanUp(CleanUpEvent event) {
      installed.forEach(listener -> listener.onCleanUp(event));
      own.onCleanUp(event);
    }
  }
}
