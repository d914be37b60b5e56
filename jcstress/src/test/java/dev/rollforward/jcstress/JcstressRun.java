package dev.rollforward.jcstress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * @param tests which tests to run, a regular expression to be found in their names
 * @param cpus how many processors it may use
 * @param time how long each of 5 iterations of each configuration takes
 */
record JcstressRun(Path folder, String tests, int cpus, Duration time) {
  /** Starting dozens of JVMs on a busy machine takes far longer than the tests themselves. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

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
      if (!jcstress.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
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
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.io.tmpdir=" + folder.resolve("tmp").toAbsolutePath(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "-t",
        tests,
        "-iters",
        "5",
        "-time",
        String.valueOf(time.toMillis()),
        "-c",
        String.valueOf(cpus),
        // One configuration a test instead of dozens: the full set is for running by hand.
        "-sc",
        "false",
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
