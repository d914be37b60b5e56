package dev.rollforward.published.engine;

/**
 * Hears of every step right after it took effect, in the thread that performed it. What it throws
 * ends that writer or sweep where it stands, like a crash would.
 */
@FunctionalInterface
public interface SweepListener {
  /** A listener that does nothing. */
  SweepListener NONE = event -> {};

  /** {@code event} has taken effect. */
  void onStep(SweepEvent event);
}
