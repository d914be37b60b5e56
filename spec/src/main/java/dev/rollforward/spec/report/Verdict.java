package dev.rollforward.spec.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The judgement on a check, from best to worst. */
public enum Verdict {
  /** Everything was checked and is as it should be. */
  HELD(0),
  /** Some check did not finish, and none that did was bad. */
  UNKNOWN(3),
  /** Some check could not be made, or there was nothing to check. */
  USAGE(2),
  /**
   * A property is violated, a model explored too little or too much, or a fault was not caught by
   * its property.
   */
  VIOLATED(1);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** What the command line exits with. */
  public int exitCode() {
    return exitCode;
  }

  /** The verdict's name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worst of several verdicts; {@link #USAGE} if there are none. */
  public static Verdict worst(Collection<Verdict> verdicts) {
    return verdicts.stream().max(Comparator.naturalOrder()).orElse(USAGE);
  }
}
