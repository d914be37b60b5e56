package dev.rollforward.cli;

/** What the exit code of every subcommand means. */
public final class ExitCode {
  /** Everything that was asked for was done, and everything that was checked held. */
  public static final int OK = 0;

  /** A property was violated. */
  public static final int VIOLATED = 1;

  /** The request makes no sense, or names something that cannot be read. */
  public static final int USAGE = 2;

  /** It did not finish, so nothing is known. */
  public static final int UNKNOWN = 3;

  private ExitCode() {}
}
