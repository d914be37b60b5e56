package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.trace.TraceState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is true: its program runs, its counterexample is the one that TLC finds. */
class ReadmeTest {
  private static final Path HOME = Path.of("..");
  private static final String FAULT = "NoFence";

  @TempDir Path folder;

  @Test
  void theCounterexampleIsWhatTlcFinds() throws IOException {
    SpecFiles files = SpecFiles.bundled();
    FaultOutcome outcome =
        new LaneCheck(files, LaneOptions.defaults(folder))
            .run(files.manifest().only(FAULT), LaneListener.NONE)
            .faults()
            .get(0);
    Fault fault = outcome.fault();
    List<String> found = outcome.trace().states().stream().skip(1).map(TraceState::action).toList();

    assertThat(told()).isEqualTo(found);
    assertThat(readme())
        .contains("TLC needs " + outcome.steps() + " steps")
        .contains("`" + fault.breaks() + "` is violated");
  }

  @Test
  void itIsShort() throws IOException {
    assertThat(Files.readAllLines(HOME.resolve("README.md"))).hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void theProgramRuns() throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Main.java"), program(readme()));
    String classPath = System.getProperty("java.class.path");
    int problems =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertThat(problems).isZero();

    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag(readme()),
                "-cp",
                folder + File.pathSeparator + classPath,
                "Main",
                folder.resolve("group").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(output))
        .contains("3 people; operation ", " is committed, visible since manifest 3");
    assertThat(process.exitValue()).isZero();
  }

  private static String program(String readme) {
    return group("(?ms)^```java\\R(.*?)^```", readme);
  }

  private static String flag(String readme) {
    return group("`(--add-opens=\\S+)`", readme);
  }

  private static String group(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  @Test
  void itNamesTheCoordinatesOfTheLibrary() throws IOException {
    String parent = Files.readString(HOME.resolve("pom.xml"));
    String library = Files.readString(HOME.resolve("impl/pom.xml"));
    String artifact = group("</parent>\\s*<artifactId>(.*?)</artifactId>", library);

    assertThat(readme())
        .contains(
            group("<groupId>(.*?)</groupId>", parent)
                + ":"
                + artifact
                + ":"
                + group("<version>(.*?)</version>", parent));
  }

  /** A result that is added or renamed has to be explained. */
  @Test
  void itExplainsEveryResult() throws IOException {
    String paragraph = group("(?m)^(A `CommitResult` is .*\\R.*)$", readme());

    assertThat(CommitResult.class.getPermittedSubclasses())
        .allSatisfy(result -> assertThat(paragraph).contains("`" + result.getSimpleName() + "`"));
    assertThat(
            Pattern.compile("`([A-Z]\\w+)`")
                .matcher(paragraph)
                .results()
                .map(match -> match.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(CommitResult.class),
                    Arrays.stream(CommitResult.class.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .toList());
  }

  @Test
  void whatItLinksToExists() throws IOException {
    List<String> links =
        Pattern.compile("\\]\\((?!http)([^)]+)\\)")
            .matcher(readme())
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(HOME.resolve(link)).exists());
  }

  /** The steps in the table of the README, where "X twice" stands for two. */
  private static List<String> told() throws IOException {
    List<String> steps = new ArrayList<>();
    for (String line : Files.readAllLines(HOME.resolve("README.md"))) {
      if (line.startsWith("| writer 1 |") || line.startsWith("| sweep |")) {
        Pattern.compile("`(\\w+)`( twice)?")
            .matcher(line.split("\\|", -1)[2])
            .results()
            .forEach(
                match -> {
                  steps.add(match.group(1));
                  if (match.group(2) != null) {
                    steps.add(match.group(1));
                  }
                });
      }
    }
    assertThat(Arrays.stream(Action.values()).map(Action::name)).containsAll(steps);
    return steps;
  }

  private static String readme() throws IOException {
    return Files.readString(HOME.resolve("README.md"));
  }
}
