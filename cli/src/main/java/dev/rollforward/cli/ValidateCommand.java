package dev.rollforward.cli;

import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceText;
import dev.rollforward.conformance.trace.TraceVerdict;
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
    TraceReader.Traces traces = LibraryTraces.read(files);
    traces.notes().forEach(note -> main.console().println("Note: " + note));
    List<TraceVerdict> verdicts = check(traces.groups());
    if (!verdicts.stream().allMatch(TraceVerdict::isAccepted)) {
      LibraryTraces.refuseWhatBeginsElsewhere(traces.groups());
    }
    verdicts.stream()
        .filter(verdict -> !verdict.isAccepted())
        .forEach(verdict -> TraceText.of(verdict).forEach(main.console()::println));
    main.console().println(TraceText.summary(files.size(), verdicts));
    return verdicts.stream().allMatch(TraceVerdict::isAccepted) ? ExitCode.OK : ExitCode.VIOLATED;
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
