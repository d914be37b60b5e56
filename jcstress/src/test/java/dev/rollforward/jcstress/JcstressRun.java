package dev.rollforward.jcstress;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * One run of jcstress in a JVM of its own, which forks further ones. Its exit code alone says
 * little: it is 0 also where no test ran.
 *
 * @param folder where everything it writes goes
 * @param jdk what runs it
 * @param tests the names of the tests to run
 * @param cpus how many processors it may use
 * @param effort how long
 */
record JcstressRun(Path folder, Jdk jdk, Collection<String> tests, int cpus, RunLength effort) {
  private static final Path FOLDERS = Path.of("target", "jcstress");
  private static final int ROUNDS = 6;

  /**
   * Runs tests of two actors each on two processors. What was played too seldom, or has not shown
   * all that it is there to show, is played again, a few times: on a busy machine two actors can go
   * a while without meeting.
   *
   * @param name of the folder where everything goes
   */
  static Verdicts play(String name, Jdk jdk, Collection<String> tests, RunLength effort)
      throws IOException, InterruptedException {
    Path folder = FOLDERS.resolve(name);
    Verdicts verdicts = new JcstressRun(folder, jdk, tests, 2, effort).verdicts();
    for (int round = 2; round <= ROUNDS; round++) {
      List<String> wanting = verdicts.wanting(effort.samples());
      if (wanting.isEmpty()) {
        break;
      }
      verdicts = verdicts.and(new JcstressRun(folder, jdk, wanting, 2, effort).verdicts());
    }
    return verdicts;
  }

  /** Runs the tests and returns what came of each configuration. */
  Verdicts verdicts() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("tmp"));
    try (Stream<Path> old = recordings()) {
      for (Path recording : old.toList()) {
        Files.delete(recording);
      }
    }
    int exit = run();
    return new Verdicts(exit, read());
  }

  private int run() throws IOException, InterruptedException {
    Process jcstress =
        new ProcessBuilder(command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.txt").toFile())
            .start();
    try {
      if (!jcstress.waitFor(effort.patience().toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("jcstress has not finished, see " + folder);
      }
      return jcstress.exitValue();
    } finally {
      jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
      jcstress.destroyForcibly();
    }
  }

  private List<String> command() {
    return List.of(
        jdk.java(),
        "-Djava.io.tmpdir=" + folder.resolve("tmp").toAbsolutePath(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "-t",
        tests.stream().map(name -> "^" + Pattern.quote(name) + "$").collect(joining("|")),
        "-iters",
        String.valueOf(effort.iterations()),
        "-time",
        String.valueOf(effort.time().toMillis()),
        "-fsm",
        String.valueOf(effort.seeds()),
        "-c",
        String.valueOf(cpus),
        "-sc",
        String.valueOf(effort.splitsCompilation()),
        "-jvmArgs",
        "-XX:+UseSerialGC",
        "-r",
        "report");
  }

  private Collection<TestResult> read() throws IOException {
    InProcessCollector results = new InProcessCollector();
    try (Stream<Path> recordings = recordings()) {
      for (Path recording : recordings.toList()) {
        read(recording, results);
      }
    }
    return results.getTestResults();
  }

  private static void read(Path recording, InProcessCollector results) throws IOException {
    DiskReadCollector reader = new DiskReadCollector(recording.toString(), results);
    try {
      reader.dump();
    } catch (ClassNotFoundException e) {
      throw new IOException(recording + " is of another release of jcstress", e);
    } finally {
      reader.close();
    }
  }

  private Stream<Path> recordings() throws IOException {
    return Files.list(folder).filter(file -> file.toString().endsWith(".bin.gz"));
  }
}
