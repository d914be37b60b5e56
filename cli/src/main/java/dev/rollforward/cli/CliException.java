package dev.rollforward.cli;

import java.util.Objects;

/** A command cannot go on, for a reason that its user can understand and mend. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String mend;
  private final int exitCode;

  private CliException(String problem, String mend, int exitCode, Throwable cause) {
    super(problem, cause);
    this.mend = Objects.requireNonNull(mend, "mend");
    this.exitCode = exitCode;
  }

  /**
   * The request makes no sense, or names something that cannot be read.
   *
   * @param problem what is wrong, naming the thing
   * @param mend what to do about it
   */
  public static CliException usage(String problem, String mend) {
    return new CliException(problem, mend, ExitCode.USAGE, null);
  }

  /**
   * It did not finish, so nothing is known.
   *
   * @param problem what went wrong, naming the thing
   * @param mend what to do about it
   * @param cause what was thrown, or null
   */
  public static CliException unknown(String problem, String mend, Throwable cause) {
    return new CliException(problem, mend, ExitCode.UNKNOWN, cause);
  }

  /** What to do about it. */
  public String mend() {
    return mend;
  }

  /** See {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
