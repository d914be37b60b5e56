package dev.rollforward.conformance.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JVM in which an engine runs against a faulty library. It says what it found in the last line
 * that it prints.
 */
public final class FaultChild {
  private FaultChild() {}

  /**
   * Runs in the child.
   *
   * @param args the engine, the folder of the changed classes, their names with commas between
   *     them, and what the engine wants
   */
  public static void main(String[] args) throws ClassNotFoundException {
    Engine engine = Engine.valueOf(args[0]);
    requireFaulty(Path.of(args[1]), args[2]);
    List<String> arguments = Arrays.asList(args).subList(3, args.length);
    Finding finding =
        switch (engine) {
          case REPLAY -> ReplayChild.run(arguments);
          case SCHEDULES -> ScheduleChild.run(arguments);
          case CHAOS -> ChaosChild.run(arguments);
          case TRACE -> TraceChild.run(arguments);
          default -> throw new IllegalArgumentException(engine + " does not run here");
        };
    System.out.println(finding.print());
  }

  /** An engine that finds nothing in the sound library says nothing of the fault. */
  static void requireFaulty(Path classes, String names) throws ClassNotFoundException {
    for (String name : names.split(",")) {
      String place =
          Class.forName(name, false, FaultChild.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .getPath();
      if (!Path.of(place).equals(classes)) {
        throw new IllegalStateException(name + " is that of " + place + ", not of " + classes);
      }
    }
  }

  /** The command that starts a child of this JVM. */
  static List<String> command(Engine engine, PatchedLibrary library, List<String> arguments) {
    Path classes = library.classes().toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xss4m"));
    command.add("-cp");
    command.add(classes + java.io.File.pathSeparator + System.getProperty("java.class.path"));
    command.add(FaultChild.class.getName());
    command.add(engine.name());
    command.add(classes.toString());
    command.add(String.join(",", library.names()));
    command.addAll(arguments);
    return command;
  }
}
