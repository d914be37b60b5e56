package dev.rollforward.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.cli.Recorder;
import dev.rollforward.cli.Terminal;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A project with the specification of a clock and a sundial, a few states each. */
final class Clock implements BeforeEachCallback, AfterEachCallback {
  private static final String HOME = "rollforward.home";
  private static final List<String> FILES =
      List.of("Clock.tla", "Sundial.tla", "models/Clock.json", "models/Sundial.json");

  private final List<CodeOutcome> code = new ArrayList<>();
  private Path home;
  private String homeBefore;
  private Recorder recorder = new Recorder();

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    home = Files.createTempDirectory("clock-");
    homeBefore = System.getProperty(HOME);
    System.setProperty(HOME, home.toString());
    Files.createDirectories(home.resolve("spec/models"));
    for (String file : FILES) {
      Files.copy(resource(file), home.resolve("spec").resolve(file));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (homeBefore == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, homeBefore);
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path resource(String file) {
    try {
      return Path.of(Clock.class.getResource("/clock/" + file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Replaces a text that has to be in a file of the specification. */
  void edit(String file, String from, String to) throws IOException {
    Path path = home.resolve("spec").resolve(file);
    String before = Files.readString(path);
    if (!before.contains(from)) {
      throw new IllegalArgumentException(file + " has no " + from);
    }
    Files.writeString(path, before.replace(from, to));
  }

  Path home() {
    return home;
  }

  SpecFiles files() {
    return SpecFiles.in(home.resolve("spec"));
  }

  /** Lets the code check come out like this. */
  void code(CodeOutcome outcome) {
    code.add(outcome);
  }

  int check(Target target) {
    return check(Request.of(target));
  }

  int check(Request request) {
    return check(request, Terminal.NONE);
  }

  int check(Request request, Terminal terminal) {
    recorder = new Recorder(terminal);
    return new Check(recorder.console(), this::files, (where, quick, trace, progress) -> code)
        .run(request);
  }

  /** A fresh console, which {@link #printed} reads. */
  Recorder fresh() {
    recorder = new Recorder(Terminal.NONE);
    return recorder;
  }

  String printed() {
    return recorder.out();
  }

  String warned() {
    return recorder.err();
  }

  JsonNode lastCheck() throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(home.resolve(".rollforward/last-check.json").toFile());
  }
}
