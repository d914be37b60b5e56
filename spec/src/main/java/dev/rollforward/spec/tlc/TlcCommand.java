package dev.rollforward.spec.tlc;

import dev.rollforward.spec.model.Model;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line of one run of TLC. */
final class TlcCommand {
  /** A week in minutes: TLC prints coverage at the end in any case, and this is never earlier. */
  private static final String COVERAGE_INTERVAL = "10080";

  /** By default TLC writes the states that wait to files, 8192 at a time; so many seldom wait. */
  private static final int STATES_IN_MEMORY = 262_144;

  private TlcCommand() {}

  static List<String> of(Model model, TlcOptions options, RunDirectory directory) {
    List<String> command = new ArrayList<>(jvm(options, directory, options.brief()));
    command.add(TlcChild.class.getName());
    command.addAll(arguments(model, options, directory));
    return command;
  }

  /** What TLC itself is given. */
  static List<String> arguments(Model model, TlcOptions options, RunDirectory directory) {
    List<String> arguments = new ArrayList<>(tlc(model, options, directory));
    arguments.add(model.root());
    return arguments;
  }

  /** The same, writing every state and every step to {@code graph}, for GraphViz. */
  static List<String> dumping(Model model, TlcOptions options, RunDirectory directory, Path graph) {
    List<String> command = new ArrayList<>(jvm(options, directory, options.brief()));
    command.add(TlcChild.class.getName());
    command.addAll(tlc(model, options, directory));
    command.addAll(List.of("-dump", "dot,actionlabels", graph.toString()));
    command.add(model.root());
    return command;
  }

  /**
   * The command up to the name of the main class, with this library on the class path.
   *
   * @param archiving whether the JVM may write its classes for those after it
   */
  static List<String> jvm(TlcOptions options, RunDirectory directory, boolean archiving) {
    Optional<Path> archive = archiving ? Optional.of(directory.classes()) : Optional.empty();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        options.brief()
            ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            : List.of(
                "-XX:+UseParallelGC",
                "-XX:ParallelGCThreads=" + options.workers(),
                // Nearly all of what TLC allocates is garbage at once.
                "-Xmn" + options.heapMegabytes() / 2 + "m"));
    command.addAll(settings(options, directory));
    options
        .classes()
        .ifPresent(classes -> command.addAll(classes.flags(classPath(options), archive)));
    command.addAll(List.of("-cp", classPath(options)));
    return command;
  }

  static String classPath(TlcOptions options) {
    return options.jar() + File.pathSeparator + TlcJar.sourceOf(TlcChild.class);
  }

  private static List<String> settings(TlcOptions options, RunDirectory directory) {
    return List.of(
        // Out of memory, TLC may spend hours printing the state that it could not hold.
        "-XX:+ExitOnOutOfMemoryError",
        "-Xmx" + options.heapMegabytes() + "m",
        // More states wait in memory before any is written to a file.
        "-Dtlc2.tool.queue.DiskStateQueue.BufSize=" + STATES_IN_MEMORY,
        "-Djava.io.tmpdir=" + directory.temporary(),
        "-Dfile.encoding=UTF-8",
        "-Dsun.stdout.encoding=UTF-8",
        "-Dstdout.encoding=UTF-8",
        "-Duser.language=en",
        "-Duser.country=US");
  }

  /** Fingerprints, seed and the time of the liveness check are given, so that runs repeat. */
  private static List<String> tlc(Model model, TlcOptions options, RunDirectory directory) {
    List<String> arguments = new ArrayList<>(List.of("-tool", "-fp", "0", "-lncheck", "final"));
    arguments.addAll(List.of("-seed", Long.toString(options.seed())));
    arguments.addAll(List.of("-checkpoint", "0"));
    arguments.addAll(List.of("-workers", Integer.toString(options.workers())));
    arguments.addAll(List.of("-metadir", directory.states().toString()));
    arguments.addAll(List.of("-config", directory.config().toString()));
    if (model.simulated()) {
      arguments.addAll(List.of("-simulate", "num=" + model.simulation().traces()));
      arguments.addAll(List.of("-depth", Integer.toString(model.simulation().depth())));
    }
    if (options.coverage()) {
      arguments.addAll(List.of("-coverage", COVERAGE_INTERVAL));
    }
    return arguments;
  }
}
