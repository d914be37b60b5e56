package dev.rollforward;

/**
 * Hears of every protocol step right after it took effect, in the thread that performed it. What it
 * throws ends that writer or sweep where it stands, like a crash would.
 */
@FunctionalInterface
public interface ProtocolListener {
  /** A listener that does nothing. */
  ProtocolListener NONE = event -> {};

  /** {@code event} has taken effect. */
  void onStep(ProtocolEvent event);
}
