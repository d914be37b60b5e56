package dev.rollforward;

/**
 * Is notified of every protocol step right after it took effect, in the thread that performed it,
 * so it has to be quick. It may look at the group, but neither commit nor close it. It cannot
 * change the outcome of anything: what it throws is logged once and goes no further. Handles of
 * several threads notify it at the same time.
 */
@FunctionalInterface
public interface ProtocolListener {
  /** A listener that does nothing. */
  ProtocolListener NONE = event -> {};

  /** {@code event} has taken effect. */
  void onStep(ProtocolEvent event);

  /** {@code event} of a clean-up has taken effect. Does nothing if it is not overridden. */
  default void onCleanUp(CleanUpEvent event) {}
}
