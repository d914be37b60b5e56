package dev.rollforward.cli;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A throwable in the terms of a user.
 *
 * @param problem what is wrong, naming the thing
 * @param remedy what to do about it
 * @param exitCode see {@link ExitCode}
 */
record Failure(String problem, String remedy, int exitCode) {
  private static final String FOR_CAUSE = "add --stacktrace for the cause";

  /** Lance hands on Java's exceptions as a text with their stack traces in it. */
  private static final Pattern EMBEDDED_TRACE = Pattern.compile("\\R\\s+at (?s:.*)$");

  static Failure of(Throwable thrown) {
    if (thrown instanceof CliException known) {
      return new Failure(known.getMessage(), known.remedy(), known.exitCode());
    }
    if (thrown instanceof Unreadable unreadable) {
      return new Failure(
          unreadable.location() + ": " + problemOf(unreadable),
          unreadable.remedy(),
          ExitCode.USAGE);
    }
    if (thrown instanceof StoreException store) {
      return ofStore(store);
    }
    if (thrown instanceof IllegalArgumentException argument) {
      return new Failure(
          argument.getMessage(), "change the argument; " + FOR_CAUSE, ExitCode.USAGE);
    }
    return ofOther(thrown);
  }

  /** Says what is wrong with each of {@code problems}; returns the worst exit code. */
  static int report(Console console, List<StoreException> problems) {
    int worst = ExitCode.OK;
    for (StoreException problem : problems) {
      Failure failure = of(problem);
      console.error(failure.problem(), failure.remedy());
      worst = Math.max(worst, failure.exitCode());
    }
    return worst;
  }

  /** What is wrong with an object, without its place and its remedy, which stand around it. */
  static String problemOf(Unreadable unreadable) {
    String problem = unreadable.getMessage();
    String before = unreadable.location() + ": ";
    String after = ". " + unreadable.remedy();
    if (problem.startsWith(before)) {
      problem = problem.substring(before.length());
    }
    return problem.endsWith(after)
        ? problem.substring(0, problem.length() - after.length())
        : problem;
  }

  private static Failure ofStore(StoreException store) {
    if (store.getCause() instanceof AccessDeniedException denied) {
      return new Failure(
          denied.getFile() + ": permission denied",
          "change its permissions, or run this as a user who may read it",
          ExitCode.USAGE);
    }
    return new Failure(
        EMBEDDED_TRACE.matcher(store.getMessage()).replaceFirst(""),
        "see whether the disk is full or out of reach, then run it again; " + FOR_CAUSE,
        ExitCode.UNKNOWN);
  }

  private static Failure ofOther(Throwable thrown) {
    if (thrown instanceof LinkageError) {
      return new Failure(
          "Lance or Arrow cannot be loaded: " + thrown,
          "start it with ./rollforward, which passes the JVM flags they need, on Linux (x86-64,"
              + " aarch64) or macOS (aarch64); "
              + FOR_CAUSE,
          ExitCode.UNKNOWN);
    }
    return new Failure(
        "unexpected " + thrown,
        "run it again with --stacktrace and report what it prints",
        ExitCode.UNKNOWN);
  }
}
