package dev.rollforward.cli;

import java.util.Objects;

/** A command cannot go on, for a reason that its user can understand and act on. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;
  private final int exitCode;

  private CliException(String problem, String remedy, int exitCode, Throwable cause) {
    super(problem, cause);
    this.remedy = Objects.requireNonNull(remedy, "remedy");
    this.exitCode = exitCode;
  }

  /**
   * The request makes no sense, or names something that cannot be read.
   *
   * @param problem what is wrong, naming the thing
   * @param remedy what to do about it
   */
  public static CliException usage(String problem, String remedy) {
    return new CliException(problem, remedy, ExitCode.USAGE, null);
  }

  /**
   * It did not finish, so nothing is known.
   *
   * @param problem what went wrong, naming the thing
   * @param remedy what to do about it
   * @param cause what was thrown, or null
   */
  public static CliException unknown(String problem, String remedy, Throwable cause) {
    return new CliException(problem, remedy, ExitCode.UNKNOWN, cause);
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  /** See {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
