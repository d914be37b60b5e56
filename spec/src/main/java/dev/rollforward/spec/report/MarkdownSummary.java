package dev.rollforward.spec.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was checked as Markdown, short enough for the summary of a CI run. */
public final class MarkdownSummary {
  private static final int MOST_PROBLEMS = 20;
  private static final int LONGEST_DETAIL = 4000;

  private MarkdownSummary() {}

  /**
   * The summary: the verdict, how many checks of each kind came out well, and what did not.
   *
   * @param title what was checked
   * @param elapsed how long all of it took
   * @param cases one for each check
   */
  public static String of(String title, Duration elapsed, List<JUnitXml.Case> cases) {
    List<JUnitXml.Case> problems =
        cases.stream().filter(check -> check.verdict() != Verdict.HELD).toList();
    StringBuilder text = new StringBuilder("## ").append(escaped(title)).append("\n\n");
    text.append(
        problems.isEmpty()
            ? "**Nothing is wrong**"
            : "**" + problems.size() + " of " + cases.size() + " not as it should be**");
    text.append(" (").append(cases.size()).append(" checks, ").append(seconds(elapsed));
    text.append(")\n\n| kind | checks | good | seconds |\n| --- | ---: | ---: | ---: |\n");
    byKind(cases).forEach((kind, checks) -> text.append(row(kind, checks)));
    problems.stream().limit(MOST_PROBLEMS).forEach(problem -> text.append(problem(problem)));
    if (problems.size() > MOST_PROBLEMS) {
      text.append("\nAnd ").append(problems.size() - MOST_PROBLEMS).append(" more.\n");
    }
    return text.toString();
  }

  private static Map<String, List<JUnitXml.Case>> byKind(List<JUnitXml.Case> cases) {
    Map<String, List<JUnitXml.Case>> kinds = new LinkedHashMap<>();
    cases.forEach(check -> kinds.computeIfAbsent(check.group(), k -> new ArrayList<>()).add(check));
    return kinds;
  }

  private static String row(String kind, List<JUnitXml.Case> checks) {
    Duration elapsed =
        checks.stream().map(JUnitXml.Case::elapsed).reduce(Duration.ZERO, Duration::plus);
    long good = checks.stream().filter(check -> check.verdict() == Verdict.HELD).count();
    return "| " + kind + " | " + checks.size() + " | " + good + " | " + number(elapsed) + " |\n";
  }

  private static String problem(JUnitXml.Case problem) {
    String head =
        "\n### " + escaped(problem.name()) + ": " + escaped(problem.verdict().label()) + "\n\n";
    String words = escaped(problem.sentence()) + ": " + escaped(problem.outcome()) + "\n";
    return head + words + (problem.detail().isEmpty() ? "" : fenced(problem.detail()));
  }

  /** The fence is longer than any in the text. */
  private static String fenced(String detail) {
    String shown =
        detail.length() > LONGEST_DETAIL
            ? detail.substring(0, LONGEST_DETAIL) + "\n(cut off; the JUnit report has all of it)"
            : detail;
    String fence = "```";
    while (shown.contains(fence)) {
      fence += "`";
    }
    return "\n" + fence + "\n" + shown.stripTrailing() + "\n" + fence + "\n";
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_<>|\\[\\]#])", "\\\\$1").replaceAll("\\s+", " ");
  }

  private static String seconds(Duration elapsed) {
    return number(elapsed) + " s";
  }

  private static String number(Duration elapsed) {
    return String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1000.0);
  }
}
