package dev.rollforward.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another JVM like this one: same Java, same class path. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The command that runs {@code main}.
   *
   * @param temporary its own temporary folder: Lance unpacks 181 MB there, which stay if it is
   *     killed
   */
  public static List<String> command(Path temporary, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(Runtime.version().feature()));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The flags that Lance and a quick start need. The launcher passes the same. */
  static List<String> flags(int feature) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    if (feature >= 24) {
      // From here on the JVM warns of what Lance and Arrow cannot do without.
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }
}
