package dev.rollforward.cli.report;

import dev.rollforward.cli.runs.RunRecord;
import java.util.Optional;

/**
 * Where a figure of the page comes from.
 *
 * @param command what made it
 * @param version of the project; empty if it is not recorded
 * @param commit what was checked out; empty if it is not recorded
 * @param date when; empty if it is not recorded
 * @param stale whether the specification has changed since
 */
record Source(String command, String version, String commit, String date, boolean stale) {
  /** The source of what a command has kept. */
  static Source of(RunRecord record, String digest) {
    return new Source(
        record.command(),
        record.version(),
        Optional.ofNullable(record.commit()).orElse(""),
        record.date(),
        !record.digest().equals(digest));
  }

  /** A line under the figure. */
  Html line() {
    Html words = Html.of("From ").and(Html.code(command));
    words = words.and(part("version ", version)).and(part("commit ", commit)).and(part("", date));
    return Html.element("p", "source", words.and(stale ? badge() : Html.NONE));
  }

  private static Html part(String before, String text) {
    return text.isEmpty() ? Html.NONE : Html.of(", " + before + text);
  }

  /** Says that a figure is of an older specification. */
  static Html badge() {
    return Html.of(" ")
        .and(
            Html.element("strong", "stale", Html.of("stale: the specification has changed since")));
  }

  /** In the place of a figure that is not there. */
  static Html missing(String what, String command) {
    return Html.element(
        "p",
        "missing",
        Html.of("No record of " + what + " here. To make one: ").and(Html.code(command)));
  }
}
