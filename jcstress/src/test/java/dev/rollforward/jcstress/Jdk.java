package dev.rollforward.jcstress;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A JDK of this machine. Each has its own compilers, and a race that one of them hides another may
 * show.
 *
 * @param feature its feature release, 17 for instance
 * @param home its folder
 */
record Jdk(int feature, Path home) {
  /** The releases that are run on where {@code -Drollforward.jdks} says that they are. */
  static final SortedSet<Integer> WANTED = new TreeSet<>(List.of(17, 25));

  /** JDKs, and folders with JDKs in them, separated as paths are. */
  private static final String HOMES = "rollforward.jdks";

  /** The one that runs this. */
  static Jdk running() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** The running one, and one of each wanted release that is there, by release. */
  static List<Jdk> found() throws IOException {
    TreeMap<Integer, Jdk> found = new TreeMap<>();
    found.put(running().feature(), running());
    for (Path home : homes()) {
      int feature = featureOf(home);
      if (WANTED.contains(feature)) {
        found.putIfAbsent(feature, new Jdk(feature, home));
      }
    }
    return List.copyOf(found.values());
  }

  /** The wanted releases that are not among {@code found}. */
  static SortedSet<Integer> missing(List<Jdk> found) {
    SortedSet<Integer> missing = new TreeSet<>(WANTED);
    found.forEach(jdk -> missing.remove(jdk.feature()));
    return missing;
  }

  /** Its program that runs classes. */
  String java() {
    return home.resolve("bin").resolve("java").toString();
  }

  private static List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    for (String home : System.getProperty(HOMES, "").split(java.io.File.pathSeparator, -1)) {
      if (!home.isBlank()) {
        homes.addAll(named(Path.of(home)));
      }
    }
    return homes;
  }

  /** What is asked for by name must exist. */
  private static List<Path> named(Path path) throws IOException {
    List<Path> homes = new ArrayList<>(List.of(path));
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        inside.sorted().forEach(homes::add);
      }
    }
    homes.removeIf(home -> featureOf(home) == 0);
    if (homes.isEmpty()) {
      throw new IllegalArgumentException(
          HOMES + " names " + path + ", which is no JDK and has none in it");
    }
    return homes;
  }

  /** The feature release of the JDK at {@code home}, 0 if there is none. */
  private static int featureOf(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }
}
