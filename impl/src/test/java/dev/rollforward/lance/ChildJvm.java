package dev.rollforward.lance;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM of its own that is talked to line by line and always ends by SIGKILL. Lance unpacks 181 MB
 * into the temp folder and a killed JVM leaves them there, so it gets one that is removed.
 */
public final class ChildJvm implements AutoCloseable {
  private final Path temp;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private ChildJvm(Path temp, Process process) {
    this.temp = temp;
    this.process = process;
    this.out = process.inputReader();
    this.in = process.outputWriter();
  }

  /** Starts {@code main} with the class path, Java and flags of this JVM. */
  public static ChildJvm start(Class<?> main, String... args) {
    return start(List.of("--add-opens=java.base/java.nio=ALL-UNNAMED"), main, args);
  }

  /** The same with other flags, which may also choose another temp folder. */
  public static ChildJvm start(List<String> flags, Class<?> main, String... args) {
    try {
      Path temp = Files.createTempDirectory("lance-child");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-Djava.io.tmpdir=" + temp,
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
      command.addAll(flags);
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              main.getName()));
      command.addAll(List.of(args));
      File errors = temp.resolve("stderr").toFile();
      return new ChildJvm(temp, new ProcessBuilder(command).redirectError(errors).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Sends a line. */
  public void say(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  /** Waits for the child's next line. */
  public String hear() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("the child ended: " + errors());
    }
    return line;
  }

  /** Waits until it has ended by itself, and returns its exit code. */
  public int end() {
    return process.onExit().join().exitValue();
  }

  /** What it has written to its standard error so far. */
  public String errors() throws IOException {
    return Files.readString(temp.resolve("stderr"));
  }

  /**
   * Kills it and waits for its end.
   *
   * @return its exit code
   */
  public int kill() {
    return process.destroyForcibly().onExit().join().exitValue();
  }

  @Override
  public void close() throws IOException {
    kill();
    out.close();
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
