package dev.rollforward.cli;

import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.UnreadableTrace;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
