package dev.rollforward.conformance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JUnit tests of a module, against the faulty library. They run once without a fault first: to
 * see that they pass, and which classes of the library they use at all.
 */
final class TestsDetector implements Detector {
  private static final Pattern LOADED = Pattern.compile("(dev\\.rollforward\\.[\\w.]+) source:");

  private final TestModule module;
  private final Path home;
  private final Path folder;
  private final Duration limit;
  private Finding sound;
  private Set<String> used = Set.of();

  /**
   * @param folder an existing one, for what the tests without a fault write
   */
  TestsDetector(TestModule module, Path home, Path folder, Duration limit) {
    this.module = module;
    this.home = home.toAbsolutePath();
    this.folder = folder.toAbsolutePath();
    this.limit = limit;
  }

  @Override
  public Engine engine() {
    return module.engine();
  }

  @Override
  public Finding look(FaultPatch patch, Optional<PatchedLibrary> library, Path place) {
    if (library.isEmpty()) {
      return Finding.notApplicable(patch.notInJava().orElse("it cannot be planted"));
    }
    runSound();
    if (sound.kind() != Finding.Kind.MISSED) {
      return Finding.unknown("without any fault its tests do not pass: " + sound.detail());
    }
    if (library.get().names().stream().noneMatch(used::contains)) {
      return Finding.notApplicable("its tests use nothing that the fault changes");
    }
    return run(library.get().classes().toAbsolutePath().toString(), place.toAbsolutePath());
  }

  private void runSound() {
    if (sound == null) {
      sound = run("", folder);
      used = loaded(folder.resolve(engine().label() + "-classes"));
    }
  }

  /** JVMs that the tests start tell of their classes too. */
  private Finding run(String first, Path place) {
    try {
      Path classes = Files.createDirectories(place.resolve(engine().label() + "-classes"));
      Path work = Files.createDirectories(place.resolve(engine().label()));
      Map<String, String> environment = new HashMap<>();
      environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes.resolve("%p.log"));
      return ChildProcess.finding(
          module.command(home, first), work.resolve("output.log"), limit, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> loaded(Path classes) {
    try (Stream<Path> logs = Files.list(classes)) {
      return logs.flatMap(log -> lines(log))
          .flatMap(line -> LOADED.matcher(line).results())
          .map(MatchResult::group)
          .map(text -> text.replace(" source:", ""))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
