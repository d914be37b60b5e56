package dev.rollforward.cli;

import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.UnreadableTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Traces of the library that a command is given. */
public final class LibraryTraces {
  private LibraryTraces() {}

  /**
   * A trace that lacks the file of a process proves nothing about the library.
   *
   * @throws CliException if the beginning of an operation is missing
   */
  public static void refuseWhatBeginsElsewhere(List<GroupTrace> groups) {
    List<String> missing =
        groups.stream().flatMap(group -> group.recoveredButNotBegun().stream()).toList();
    if (!missing.isEmpty()) {
      throw CliException.usage(
          "operation "
              + String.join(" and operation ", missing)
              + (missing.size() == 1 ? " is" : " are")
              + " recovered here, and begins in no file that was given",
          "give the files of all processes that worked on the group; demo writes that of the"
              + " killed one to FILE.child");
    }
  }

  /**
   * The files that are meant by files and folders, in sets that are read together: all files that
   * are named, and what is in each folder below a folder that is named, as the traces of one test
   * are.
   *
   * @throws CliException if there is no such file, or no trace in a folder
   */
  public static List<List<Path>> sets(List<Path> named) {
    List<List<Path>> sets = new ArrayList<>();
    List<Path> files = named.stream().filter(path -> !Files.isDirectory(path)).toList();
    if (!files.isEmpty()) {
      sets.add(files);
    }
    named.stream().filter(Files::isDirectory).forEach(folder -> sets.addAll(within(folder)));
    return sets;
  }

  private static List<List<Path>> within(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      Map<Path, List<Path>> byFolder =
          files
              .filter(file -> file.toString().endsWith(".ndjson"))
              .sorted()
              .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
      if (byFolder.isEmpty()) {
        throw CliException.usage(
            folder + ": there is no trace in it, and nothing that ends in .ndjson",
            "name a folder that tests with @ValidatedTrace have written to");
      }
      return List.copyOf(byFolder.values());
    } catch (IOException e) {
      throw CliException.usage(folder + " cannot be read: " + e, "see whether you may read it");
    }
  }

  /**
   * Reads files.
   *
   * @throws CliException if one cannot be read
   */
  public static TraceReader.Traces read(List<Path> files) {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw CliException.usage(
            file + ": there is no such file", "name a file written by --trace");
      }
    }
    try {
      return TraceReader.read(files);
    } catch (UnreadableTrace e) {
      throw CliException.usage(e.getMessage(), "name a file written by --trace of this version");
    } catch (UncheckedIOException e) {
      throw CliException.usage(e.getMessage() + ": " + e.getCause(), "see whether it can be read");
    }
  }
}
