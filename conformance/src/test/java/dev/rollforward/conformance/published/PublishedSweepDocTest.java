package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/published-sweep.md} names what there is, and all of it. */
class PublishedSweepDocTest {
  private static final Path HOME = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[(\\w+)\\]\\(\\.\\./(.+?)\\) \\|(.+)\\|$");

  @Test
  void everyRowIsATestAndHasItsCounterexample() throws IOException {
    Set<String> tests = new TreeSet<>(tests(PublishedFaultsTest.class));
    tests.addAll(tests(OpenRaceTest.class));

    assertThat(rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(tests).contains(testOf(row.group(1)));
              assertThat(row.group(2)).isEqualTo("spec/counterexamples/" + row.group(1) + ".md");
              assertThat(HOME.resolve(row.group(2))).isRegularFile();
            });
  }

  @Test
  void everyRowSaysHowItEndsUnderBothProtocols() throws IOException {
    assertThat(rows())
        .extracting(row -> row.group(3).split("\\|"))
        .allSatisfy(cells -> assertThat(cells).hasSize(3).noneMatch(String::isBlank));
  }

  @Test
  void everyFaultIsARowOnce() throws IOException {
    List<String> named = rows().stream().map(row -> testOf(row.group(1))).toList();

    assertThat(named).doesNotHaveDuplicates().containsAll(tests(PublishedFaultsTest.class));
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

  private static List<MatchResult> rows() throws IOException {
    String text = Files.readString(HOME.resolve("docs/published-sweep.md"));
    List<MatchResult> rows = ROW.matcher(text).results().toList();
    assertThat(rows).hasSize((int) text.lines().filter(line -> line.startsWith("| [")).count());
    return rows;
  }

  private static String testOf(String row) {
    return row.substring(0, 1).toLowerCase(Locale.ROOT) + row.substring(1);
  }

  private static List<String> tests(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .toList();
  }
}
