package dev.rollforward.jcstress;

import java.time.Duration;

/**
 * How long tests are run.
 *
 * @param iterations how often each configuration of a test starts anew
 * @param time how long one iteration takes
 * @param seeds how often each configuration that compiles in a random order is started, each time
 *     with another seed
 * @param splitsCompilation whether each actor is also interpreted and compiled by each compiler, in
 *     all mixtures
 * @param samples the minimum number of samples of each test, over all configurations
 * @param patience how long a run may take. Starting dozens of JVMs on a busy machine takes far
 *     longer than the tests themselves.
 */
record RunLength(
    int iterations,
    Duration time,
    int seeds,
    boolean splitsCompilation,
    long samples,
    Duration patience) {
  /** For every build. */
  static final RunLength SHORT =
      new RunLength(2, Duration.ofMillis(100), 1, false, 20_000, Duration.ofMinutes(10));

  /** For nights. */
  static final RunLength LONG =
      new RunLength(10, Duration.ofSeconds(1), 5, true, 1_000_000, Duration.ofHours(8));

  /** For tests whose outcome is sure. */
  static final RunLength PROBE =
      new RunLength(2, Duration.ofMillis(20), 1, false, 1, Duration.ofMinutes(10));

  private static final String PROPERTY = "rollforward.jcstress";

  /** What {@code -Drollforward.jcstress} asks for: {@code short}, the default, or {@code long}. */
  static RunLength wanted() {
    String lane = System.getProperty(PROPERTY, "short");
    return switch (lane) {
      case "short" -> SHORT;
      case "long" -> LONG;
      default ->
          throw new IllegalArgumentException(PROPERTY + " is short or long, not '" + lane + "'");
    };
  }
}
