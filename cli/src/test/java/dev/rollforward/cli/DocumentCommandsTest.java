package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command that a document names is one that this release understands. */
class DocumentCommandsTest {
  private static final Path HOME = Path.of("..");

  /** In code: a line of a block up to its explanation, or what stands between backticks. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`)\\./rollforward ([^`#\\n]*?)(?=`| {2,}| #|$)");

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(HOME.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "spec/README.md", "spec/proof/README.md")
                  .map(HOME::resolve),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .filter(file -> !commands(file).isEmpty())
          .toList();
    }
  }

  private static List<String> commands(Path document) {
    try {
      return COMMAND
          .matcher(Files.readString(document))
          .results()
          .map(match -> match.group(1).strip())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The arguments as a shell gives them; a letter stands for a number. */
  static void assertUnderstood(String command) {
    String[] arguments =
        Pattern.compile("'([^']*)'|(\\S+)")
            .matcher(command)
            .results()
            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
            .map(argument -> argument.matches("[MN]") ? "7" : argument)
            .toArray(String[]::new);
    assertThatCode(() -> new CommandLine(new Main(new Recorder().console())).parseArgs(arguments))
        .as("rollforward " + command)
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void isUnderstood(Path document) {
    assertThat(commands(document)).isNotEmpty().allSatisfy(DocumentCommandsTest::assertUnderstood);
  }
}
