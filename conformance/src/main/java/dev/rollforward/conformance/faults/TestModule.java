package dev.rollforward.conformance.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A module whose tests are an engine.
 *
 * @param engine the engine
 * @param module its folder
 * @param flags what its JVM needs, as its pom says
 * @param tests the test class, and those of its methods that run the library's own code; all if
 *     none is named. The others plant a fault of their own, and say nothing of ours
 */
record TestModule(Engine engine, String module, List<String> flags, List<String> tests) {
  private static final String PATHS = "target/test-classpath.txt";
  private static final String ARROW = "--add-opens=java.base/java.nio=ALL-UNNAMED";

  static final List<TestModule> ALL =
      List.of(
          new TestModule(
              Engine.FAILPOINTS,
              "conformance",
              List.of(ARROW),
              List.of("dev.rollforward.conformance.FailpointTest")),
          new TestModule(
              Engine.LINCHECK,
              "lincheck",
              List.of(ARROW, "-XX:+EnableDynamicAgentLoading", "-Dlincheck.logLevel=ERROR"),
              List.of(
                  "dev.rollforward.lincheck.LinearizabilityTest",
                  "everyModelCheckedScheduleIsLinearizable",
                  "modelCheckedThreadsOfOneProcessTakeTurns",
                  "everythingUnderStressIsLinearizable",
                  "threadsOfOneProcessUnderStressTakeTurns")),
          new TestModule(
              Engine.JCSTRESS,
              "jcstress",
              List.of(ARROW),
              List.of(
                  "dev.rollforward.jcstress.JcstressTest",
                  "theBrokenGoWrongAndTheProductDoesNot")));

  static boolean has(Engine engine) {
    return ALL.stream().anyMatch(module -> module.engine == engine);
  }

  static TestModule of(Engine engine) {
    return ALL.stream().filter(module -> module.engine == engine).findFirst().orElseThrow();
  }

  /**
   * Compiles the tests of all of them, and asks Maven for their class paths.
   *
   * @param log where Maven's output goes
   * @throws IllegalStateException if that fails
   */
  static void build(Path home, Path log) {
    String modules = String.join(",", ALL.stream().map(TestModule::module).toList());
    List<String> command =
        List.of(
            "mvn",
            "-q",
            "-B",
            "-f",
            home.resolve("pom.xml").toAbsolutePath().toString(),
            "-pl",
            modules,
            "-am",
            "-Dspotless.check.skip=true",
            "test-compile",
            "dependency:build-classpath",
            "-Dmdep.outputFile=" + PATHS,
            "-Dmdep.includeScope=test");
    if (!ChildProcess.succeeds(command, log, Duration.ofMinutes(20))) {
      throw new IllegalStateException("Maven could not compile the tests; see " + log);
    }
  }

  /**
   * The command that runs its tests.
   *
   * @param first what comes first on the class path; empty text for nothing
   */
  List<String> command(Path home, String first) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(home, first), TestsChild.class.getName()));
    command.addAll(tests);
    return command;
  }

  private String classPath(Path home, String first) {
    Path target = home.resolve(module).resolve("target").toAbsolutePath();
    Path own = home.resolve("conformance").resolve("target/classes").toAbsolutePath();
    List<String> path = new ArrayList<>(first.isEmpty() ? List.of() : List.of(first));
    path.add(target.resolve("test-classes").toString());
    path.add(target.resolve("classes").toString());
    path.addAll(entries(home.resolve(module)));
    path.add(own.toString());
    entries(home.resolve("conformance")).stream()
        .filter(entry -> entry.contains("junit-platform-launcher"))
        .forEach(path::add);
    return String.join(File.pathSeparator, path);
  }

  private static List<String> entries(Path folder) {
    try {
      return Arrays.asList(
          Files.readString(folder.resolve(PATHS)).strip().split(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
