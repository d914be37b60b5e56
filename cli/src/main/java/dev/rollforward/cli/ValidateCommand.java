package dev.rollforward.cli;

import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceText;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.conformance.trace.UnreadableTrace;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has TLC follow what the library wrote down of its steps. */
@Command(
    name = "validate",
    description = {
      "Check that traces of the library are behaviours of the protocol.",
      "The events of all processes of a group are put in one order by what they saw, and TLC takes"
          + " that step of spec/Rollforward.tla for each. Give the files of all processes that"
          + " worked on a group together."
    },
    exitCodeList = {
      "0:every trace is accepted",
      "1:a trace is rejected; it is said after which event, and why",
      "2:a file is no trace, or of a format that is not known, or that of a process is missing",
      "3:TLC did not finish, so nothing is known"
    },
    footer = {
      "  rollforward demo --trace demo.ndjson",
      "  rollforward validate demo.ndjson demo.ndjson.child",
    })
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "What was written with --trace.")
  private List<Path> files;

  @Override
  public Integer call() {
    TraceReader.Traces traces = read();
    traces.notes().forEach(note -> main.console().println("Note: " + note));
    List<TraceVerdict> verdicts = check(traces.groups());
    if (!verdicts.stream().allMatch(TraceVerdict::isAccepted)) {
      refuseWhatBeginsElsewhere(traces.groups());
    }
    verdicts.stream()
        .filter(verdict -> !verdict.isAccepted())
        .forEach(verdict -> TraceText.of(verdict).forEach(main.console()::println));
    main.console().println(TraceText.summary(files.size(), verdicts));
    return verdicts.stream().allMatch(TraceVerdict::isAccepted) ? ExitCode.OK : ExitCode.VIOLATED;
  }

  /** A trace that lacks the file of a process proves nothing about the library. */
  private void refuseWhatBeginsElsewhere(List<GroupTrace> groups) {
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

  private TraceReader.Traces read() {
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

  private List<TraceVerdict> check(List<GroupTrace> groups) {
    AtomicInteger done = new AtomicInteger();
    int all = groups.stream().mapToInt(group -> group.events().size()).sum();
    try (TempFolder folder = new TempFolder("rollforward-validate-");
        LiveLine line = main.console().liveLine()) {
      line.update("TLC follows " + all + " events...");
      return new TraceCheck(
              folder.path(), n -> line.update(done.addAndGet(n) + " of " + all + " events"))
          .check(groups);
    } catch (TraceCheck.Unfinished e) {
      throw CliException.unknown(e.getMessage(), "run it again with --stacktrace", e);
    }
  }
}
