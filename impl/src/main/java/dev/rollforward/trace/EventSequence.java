package dev.rollforward.trace;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Numbers the events of each process: 1, 2, 3, and no number twice or left out, whoever asks. So
 * whoever reads a trace sees whether an event of a process is missing.
 *
 * <p>Safe for use by several threads.
 */
public final class EventSequence {
  private final ConcurrentMap<String, Long> last = new ConcurrentHashMap<>();

  /** A sequence in which no process has had an event. */
  public EventSequence() {}

  /**
   * The number of the next event of {@code process}.
   *
   * @param process its name, not null
   */
  public long next(String process) {
    return last.merge(process, 1L, Long::sum);
  }
}
