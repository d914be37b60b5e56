package dev.rollforward.spec.tlc;

/** Hears of a run of TLC while it goes on. Called from one thread, not that of the caller. */
@FunctionalInterface
public interface TlcListener {
  /** A listener that does nothing. */
  TlcListener NONE = progress -> {};

  /**
   * Called about once a second, or once a minute for a simulation. An exception ends the run and
   * reaches the caller.
   */
  void progress(TlcProgress progress);
}
