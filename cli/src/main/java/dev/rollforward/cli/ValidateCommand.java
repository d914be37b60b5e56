package dev.rollforward.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceText;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  rollforward validate target/rollforward-traces   what tests have recorded"
    })
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "FILE|FOLDER",
      arity = "1..*",
      description =
          "What was written with --trace; of a folder, all .ndjson files, and those of each folder"
              + " within it by themselves.")
  private List<Path> named;

  @Mixin private ReportOptions reports;

  @Override
  public Integer call() {
    reports.reports().check();
    long start = System.nanoTime();
    List<List<Path>> sets = LibraryTraces.sets(named);
    List<TraceReader.Traces> traces = sets.stream().map(LibraryTraces::read).toList();
    traces.forEach(set -> set.notes().forEach(note -> print("Note: " + note)));
    List<GroupTrace> groups = traces.stream().flatMap(set -> set.groups().stream()).toList();
    List<TraceVerdict> verdicts = check(groups);
    boolean accepted = verdicts.stream().allMatch(TraceVerdict::isAccepted);
    if (!accepted) {
      LibraryTraces.refuseWhatBeginsElsewhere(groups);
    }
    verdicts.stream()
        .filter(verdict -> !verdict.isAccepted())
        .forEach(verdict -> TraceText.of(verdict).forEach(this::print));
    int files = sets.stream().mapToInt(List::size).sum();
    print(TraceText.summary(files, verdicts));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    reports.reports().writeJson(main.console(), json(verdicts).toPrettyString());
    reports
        .reports()
        .write(
            main.console(),
            "rollforward validate",
            elapsed,
            verdicts.stream().map(ValidateCommand::asCase).toList());
    return accepted ? ExitCode.OK : ExitCode.VIOLATED;
  }

  private void print(String line) {
    main.console().printWrapped(line, 4);
  }

  private static ArrayNode json(List<TraceVerdict> verdicts) {
    ArrayNode groups = new JsonMapper().createArrayNode();
    for (TraceVerdict verdict : verdicts) {
      ArrayNode words =
          groups
              .addObject()
              .put("group", verdict.group())
              .put("events", verdict.events())
              .put("accepted", verdict.isAccepted())
              .putArray("words");
      TraceText.of(verdict).forEach(words::add);
    }
    return groups;
  }

  /** TLC follows all groups in one run, so that none has a time of its own. */
  private static JUnitXml.Case asCase(TraceVerdict verdict) {
    List<String> words = TraceText.of(verdict);
    return new JUnitXml.Case(
        "trace",
        verdict.group(),
        Duration.ZERO,
        verdict.isAccepted() ? Verdict.HELD : Verdict.VIOLATED,
        "every event is a step of the protocol",
        words.get(0),
        verdict.isAccepted() ? "" : String.join("\n", words));
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
