package dev.rollforward.conformance.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Classes of the library with a fault in them.
 *
 * @param classes the folder that comes first on the class path of a child JVM
 * @param names the classes that were changed, without the ones nested in them
 */
public record PatchedLibrary(Path classes, List<String> names) {
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "rollforward");

  /** The library, and the stores in memory that stand in for its own. */
  static final List<String> MODULES = List.of("impl", "testkit");

  /** Copies the list. */
  public PatchedLibrary {
    names = List.copyOf(names);
  }

  /**
   * Plants a fault.
   *
   * @param home the folder of the project, in which the library's sources are
   * @param folder an existing one; changed sources and classes stay in it
   * @throws PatchMisfit if the source has changed since the patch was written
   * @throws IllegalStateException if this Java has no compiler, or what is changed does not compile
   */
  public static PatchedLibrary plant(FaultPatch patch, Path home, Path folder) {
    try {
      Path sources = Files.createDirectories(folder.resolve("sources"));
      Path classes = Files.createDirectories(folder.resolve("classes"));
      List<Path> files = new ArrayList<>();
      for (Map.Entry<String, String> changed : changed(patch, home).entrySet()) {
        Path file = sources.resolve(changed.getKey());
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, changed.getValue()));
      }
      compile(patch, files, classes);
      return new PatchedLibrary(classes, patch.classes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> changed(FaultPatch patch, Path home) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (FaultPatch.Hunk hunk : patch.hunks()) {
      String text = texts.get(hunk.file());
      if (text == null) {
        text = Files.readString(source(home, hunk.file()));
      }
      texts.put(hunk.file(), change(patch, hunk, text));
    }
    return texts;
  }

  private static Path source(Path home, String file) throws NoSuchFileException {
    for (String module : MODULES) {
      Path source = home.resolve(module).resolve(SOURCES).resolve(file);
      if (Files.exists(source)) {
        return source;
      }
    }
    throw new NoSuchFileException(file, null, "in none of " + MODULES);
  }

  private static String change(FaultPatch patch, FaultPatch.Hunk hunk, String text) {
    String before = "\n" + hunk.before() + "\n";
    int at = text.indexOf(before);
    if (at < 0 || text.indexOf(before, at + 1) >= 0) {
      throw new PatchMisfit(patch.name(), hunk, at < 0 ? "nowhere" : "more than once");
    }
    return text.substring(0, at)
        + "\n"
        + hunk.after()
        + "\n"
        + text.substring(at + before.length());
  }

  private static void compile(FaultPatch patch, List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException(
          System.getProperty("java.home") + " has no compiler: set JAVA_HOME to a JDK");
    }
    StringWriter problems = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-implicit:none",
            "-Xlint:none",
            "-nowarn",
            "--release",
            "17",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString());
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var units = manager.getJavaFileObjectsFromPaths(files);
      if (!compiler.getTask(problems, manager, null, options, null, units).call()) {
        throw new IllegalStateException(patch.name() + " does not compile: " + problems);
      }
    }
  }

  /** The library's source is not what a patch was written for. */
  public static final class PatchMisfit extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    PatchMisfit(String fault, FaultPatch.Hunk hunk, String where) {
      super(
          "the patch %s no longer fits: these lines stand %s in %s, and have to stand there once:%n%s"
              .formatted(fault, where, hunk.file(), hunk.before()));
    }
  }
}
