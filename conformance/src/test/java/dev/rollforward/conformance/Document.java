package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A document of the project, and what has to be true of any. */
final class Document {
  private static final Path HOME = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)]+)\\)");

  private final Path file;
  private final String text;

  private Document(Path file) {
    this.file = file;
    try {
      this.text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By its path within the project. */
  static Document at(String path) {
    return new Document(HOME.resolve(path));
  }

  String text() {
    return text;
  }

  /** What the first group of a pattern, which has to be there, stands for. */
  String group(String pattern) {
    List<String> all = groups(pattern);
    assertThat(all).as(pattern).isNotEmpty();
    return all.get(0);
  }

  List<String> groups(String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** The rows of its tables whose first cell matches, as cells. */
  List<List<String>> rows(String first) {
    return text.lines()
        .filter(line -> line.matches("\\| " + first + " \\|.*"))
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  /** Each link that leads nowhere: to no file, or to no heading of one. */
  List<String> brokenLinks() {
    return groups(LINK.pattern()).stream().filter(link -> !leadsSomewhere(link)).toList();
  }

  private boolean leadsSomewhere(String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || new Document(target).headings().contains(parts[1]));
  }

  /** As GitHub makes anchors of them. */
  private List<String> headings() {
    return groups("(?m)^#+ (.*)$").stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .toList();
  }

  /** Compiles its one Java program in {@code folder} and runs it; what it prints. */
  String runProgram(Path folder, String mainClass, String... arguments)
      throws IOException, InterruptedException {
    Path source =
        Files.writeString(folder.resolve(mainClass + ".java"), group("(?ms)^```java\\R(.*?)^```"));
    String classPath = System.getProperty("java.class.path");
    int problems =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertThat(problems).isZero();

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(group("`(--add-opens=\\S+)`"));
    command.addAll(List.of("-cp", folder + File.pathSeparator + classPath, mainClass));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  /** The coordinates of the library, as the build has them. */
  static List<String> coordinates() {
    Document parent = at("pom.xml");
    return List.of(
        parent.group("<groupId>(.*?)</groupId>"),
        at("impl/pom.xml").group("</parent>\\s*<artifactId>(.*?)</artifactId>"),
        parent.group("<version>(.*?)</version>"));
  }

  /** All that there are for readers, by their paths within the project. */
  static List<String> all() {
    try (Stream<Path> files = Files.list(HOME.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "spec/README.md", "spec/proof/README.md"),
              files
                  .map(file -> "docs/" + file.getFileName())
                  .filter(name -> name.endsWith(".md"))
                  .sorted())
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
