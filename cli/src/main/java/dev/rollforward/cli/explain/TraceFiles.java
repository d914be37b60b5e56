package dev.rollforward.cli.explain;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.LibraryTraces;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.conformance.trace.EventPicture;
import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.spec.picture.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Draws traces of the library, and what TLC says of them. */
final class TraceFiles {
  private TraceFiles() {}

  static List<Picture> pictures(Console console, List<Path> files) {
    List<GroupTrace> groups = LibraryTraces.read(files).groups();
    try (TempFolder folder = new TempFolder("rollforward-explain-");
        LiveLine line = console.liveLine()) {
      line.update("TLC follows the events...");
      List<TraceVerdict> verdicts = new TraceCheck(folder.path(), n -> {}).check(groups);
      if (!verdicts.stream().allMatch(TraceVerdict::isAccepted)) {
        LibraryTraces.refuseWhatBeginsElsewhere(groups);
      }
      return IntStream.range(0, groups.size())
          .mapToObj(i -> EventPicture.of(groups.get(i), verdicts.get(i)))
          .toList();
    } catch (TraceCheck.Unfinished e) {
      throw CliException.unknown(e.getMessage(), "run it again with --stacktrace", e);
    }
  }
}
