package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of {@code docs/published-sweep.md} names what there is, and all of it. */
class PublishedSweepDocTest {
  private static final Path HOME = Path.of("..");
  private static final Path DOC = HOME.resolve("docs/published-sweep.md");
  private static final Pattern PROCESS_TEST = Pattern.compile("`(\\w+ProcessTest\\.\\w+)`");
  private static final List<String> PROCESS_TESTS =
      List.of(
          "OpenRaceProcessTest", "StoppedProcessTest", "KilledProcessTest", "PublishedProcessTest");
  private static final int CELLS = 3;
  private static final Pattern ROW =
      Pattern.compile("\\| \\[(\\w+)\\]\\(\\.\\./(.+?)\\) \\|(.+)\\|");

  @Test
  void itNamesWhatThereIsAndAllOfIt() throws IOException {
    assertThat(problems(Files.readString(DOC))).isEmpty();
  }

  /** A change of the text, and what is found wrong with it. */
  private enum Slip {
    RowWithoutTest("| [GhostAdoption]", "| [GhostAdopted]", "GhostAdopted is no test"),
    OtherCounterexample(
        "](../spec/counterexamples/GhostAdoption.md",
        "](../spec/counterexamples/Other.md",
        "GhostAdoption leads to spec/counterexamples/Other.md"),
    RowTwice(
        "| [FalseRolledForward](../spec/counterexamples/FalseRolledForward.md)",
        "| [GhostAdoption](../spec/counterexamples/GhostAdoption.md)",
        "GhostAdoption is listed twice"),
    NoRowForATest("| [GhostAdoption]", "[GhostAdoption]", "ghostAdoption has no row"),
    EmptyCell("both aborted, none of it visible |", " |", "GhostAdoption lacks a cell"),
    LostCell(" | both aborted,", " both aborted,", "GhostAdoption lacks a cell"),
    RenamedTest(
        "`KilledProcessTest.aWriterIsKilled`",
        "`KilledProcessTest.killed`",
        "KilledProcessTest.killed is no test"),
    UnnamedTest(
        "`KilledProcessTest.aWriterIsKilled`",
        "a test",
        "KilledProcessTest.aWriterIsKilled is not named"),
    UnreadableRow("| [GhostAdoption](", "| [Ghost adoption](", "a row that cannot be read");

    private final String from;
    private final String to;
    private final String found;

    Slip(String from, String to, String found) {
      this.from = from;
      this.to = to;
      this.found = found;
    }
  }

  @ParameterizedTest
  @EnumSource(Slip.class)
  void aSlipIsFound(Slip slip) throws IOException {
    String text = Files.readString(DOC);
    assertThat(text).contains(slip.from);

    assertThat(problems(text.replace(slip.from, slip.to)))
        .anySatisfy(problem -> assertThat(problem).contains(slip.found));
  }

  private static List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    Set<String> faults = tests(PublishedFaultsTest.class);
    Set<String> missing = new TreeSet<>(faults);
    Set<String> seen = new TreeSet<>();
    text.lines()
        .filter(line -> line.startsWith("| ["))
        .forEach(
            line -> {
              Matcher row = ROW.matcher(line);
              if (!row.matches()) {
                problems.add("a row that cannot be read: " + line);
                return;
              }
              String name = row.group(1);
              missing.remove(testOf(name));
              problems.addAll(problems(name, row.group(2), row.group(3).split("\\|", -1)));
              if (!seen.add(name)) {
                problems.add(name + " is listed twice");
              }
            });
    missing.forEach(test -> problems.add(test + " has no row"));
    problems.addAll(processProblems(text));
    return problems;
  }

  private static Class<?> processTest(String name) {
    try {
      return Class.forName("dev.rollforward.conformance.process." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> processProblems(String text) {
    Set<String> tests = new TreeSet<>();
    PROCESS_TESTS.forEach(
        type -> tests(processTest(type)).forEach(test -> tests.add(type + "." + test)));
    Set<String> named =
        PROCESS_TEST
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> problems = new ArrayList<>();
    named.stream()
        .filter(name -> !tests.contains(name))
        .forEach(n -> problems.add(n + " is no test"));
    tests.stream()
        .filter(test -> !named.contains(test))
        .forEach(t -> problems.add(t + " is not named"));
    return problems;
  }

  private static List<String> problems(String name, String link, String[] cells) {
    List<String> problems = new ArrayList<>();
    Set<String> tests = new TreeSet<>(tests(PublishedFaultsTest.class));
    tests.addAll(tests(OpenRaceTest.class));
    if (!tests.contains(testOf(name))) {
      problems.add(name + " is no test");
    }
    if (!link.equals("spec/counterexamples/" + name + ".md")
        || !Files.isRegularFile(HOME.resolve(link))) {
      problems.add(name + " leads to " + link);
    }
    if (cells.length != CELLS || Arrays.stream(cells).anyMatch(String::isBlank)) {
      problems.add(name + " lacks a cell");
    }
    return problems;
  }

  /** What only tests may do to a root stays out of reach of everything else. */
  @Test
  void theTestHelpersAreForTestsOnly() throws IOException {
    Pattern use = Pattern.compile("<type>test-jar</type>(?!\\s*<scope>test</scope>)");
    try (Stream<Path> modules = Files.list(HOME)) {
      assertThat(modules.map(module -> module.resolve("pom.xml")).filter(Files::isRegularFile))
          .hasSizeGreaterThan(5)
          .allSatisfy(pom -> assertThat(Files.readString(pom)).doesNotContainPattern(use));
    }
  }

  private static String testOf(String row) {
    return row.substring(0, 1).toLowerCase(Locale.ROOT) + row.substring(1);
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static Set<String> tests(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> isTest(method))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
