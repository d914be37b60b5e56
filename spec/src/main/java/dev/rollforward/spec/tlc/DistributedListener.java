package dev.rollforward.spec.tlc;

import java.util.List;

/** Hears of a run on several machines. Called from one thread, not that of the caller. */
public interface DistributedListener extends TlcListener {
  /**
   * The server is ready and waits for workers; it does nothing before the first has come.
   *
   * @param workerCommand what to run on each machine that is to help, word by word
   */
  void ready(List<String> workerCommand);

  /** Another worker thread has come. */
  default void joined() {}
}
