package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.runs.RunRecord;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.Words;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The command {@code check}: model, faults, scenes, code, report. */
public final class Check {
  private static final Path JUNIT = Path.of("target", "rollforward", "TEST-rollforward-check.xml");

  /** How long the code takes, in states that a worker of TLC finds in the same time. */
  private static final long CODE = 500_000;

  private static final long QUICK_CODE = 100_000;

  private final Console console;
  private final Supplier<SpecFiles> spec;
  private final Code code;

  /** Runs the library's own code in an existing folder. */
  @FunctionalInterface
  interface Code {
    List<CodeOutcome> run(
        Path folder, boolean quick, Optional<TraceFile> trace, CodeListener listener);
  }

  /** A check of this project, which prints to {@code console}. */
  public Check(Console console) {
    this(
        console,
        SpecFiles::bundled,
        (folder, quick, trace, listener) -> new CodeCheck(folder, quick, trace, listener).run());
  }

  Check(Console console, Supplier<SpecFiles> spec, Code code) {
    this.console = console;
    this.spec = spec;
    this.code = code;
  }

  /**
   * Checks what is asked for.
   *
   * @return the exit code
   */
  public int run(Request request) {
    request.reports().check();
    request.trace().ifPresent(TraceOption::check);
    long start = System.nanoTime();
    try (TempFolder folder = new TempFolder("rollforward-check-")) {
      SpecFiles files = spec.get();
      Manifest manifest = files.manifest();
      Selection selection = request.target().select(manifest);
      LaneOptions options = request.options(folder.path());
      request.checkSeed(selection);
      CheckReport report =
          run(request, manifest, selection, new SpecRun(files, options), folder.path(), start);
      print(request, report, manifest, files.words(), options.seed());
      write(request, report, manifest, files.digest());
      if (request.record()) {
        Recorded.write(console, files, Home.path());
      }
      return report.verdict().exitCode();
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model or the option it names");
    }
  }

  /**
   * Refuses a file that cannot be written, before any work is done for it.
   *
   * @throws CliException of exit code 2 if there is no such folder, of 3 if it takes no file
   */
  public static void checkFolder(Path json) {
    Path folder = json.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw CliException.usage(
          json + ": there is no such folder to write the report into", "make the folder first");
    }
    if (Files.isDirectory(json)) {
      throw CliException.usage(json + " is a folder", "name a file in it");
    }
    if (!Files.isWritable(Files.exists(json) ? json : folder)) {
      throw CliException.unknown(
          json + ": the report could not be written there",
          "name a file that may be written",
          null);
    }
  }

  private CheckReport run(
      Request request,
      Manifest manifest,
      Selection selection,
      SpecRun run,
      Path folder,
      long start) {
    KeptResults kept = run.kept(selection, request.kept(manifest));
    int scenarios = request.withCode() ? CodeCheck.scenarios(request.quick()) : 0;
    try (LiveLine line = console.liveLine()) {
      CheckProgress progress =
          new CheckProgress(console, line, manifest, kept.rest(), scenarios, System::nanoTime);
      List<CodeOutcome> outcomes = new ArrayList<>();
      LaneReport lane =
          request.server().isPresent()
              ? run.run(selection, request.server().get(), console, progress)
              : run.run(
                  kept.rest(),
                  progress,
                  request.withCode()
                      ? List.of(beside(request, folder, progress, outcomes))
                      : List.of());
      return new CheckReport(
          lane.with(kept.outcomes()), outcomes, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** The code runs in one thread while TLC has the other cores. */
  private LaneCheck.Beside beside(
      Request request, Path folder, CheckProgress progress, List<CodeOutcome> outcomes) {
    return new LaneCheck.Beside(
        request.quick() ? QUICK_CODE : CODE,
        () -> outcomes.addAll(runCode(request, folder, progress)));
  }

  private List<CodeOutcome> runCode(Request request, Path folder, CodeListener progress) {
    if (request.trace().isEmpty()) {
      return code.run(folder, request.quick(), Optional.empty(), progress);
    }
    try (TraceFile trace = TraceFile.create(request.trace().get(), "check")) {
      return code.run(folder, request.quick(), Optional.of(trace), progress);
    }
  }

  private void print(
      Request request, CheckReport report, Manifest manifest, Words words, long seed) {
    boolean one = request.target() instanceof Target.One;
    if (one && report.spec().models().isEmpty()) {
      OneText text = new OneText(console, manifest, words, request.verbose());
      report.spec().faults().forEach(text::print);
      report.spec().scenes().forEach(text::print);
    } else {
      new CheckText(console, manifest).print(report, request.withCode(), request.details());
    }
    if (report.spec().models().stream().anyMatch(model -> model.model().simulated())) {
      console.println("Seed " + seed + "; to repeat it: " + request.repeatedWith(seed));
    }
  }

  /** A report for other tools tells of a whole lane, so a part of it does not replace that. */
  private void write(Request request, CheckReport report, Manifest manifest, String digest) {
    if (request.target() instanceof Target.Whole) {
      Path junit = Home.path().resolve(JUNIT);
      JUnitXml.write(report.suite(), report.elapsed(), report.cases(), junit);
      RunRecord.keep(
          Home.path(),
          "check",
          "rollforward check " + request.target().arguments(),
          digest,
          report.summary());
      console.println("JUnit report: " + junit);
    }
    request.reports().writeJson(console, report.json(manifest));
    request.reports().write(console, report.suite(), report.elapsed(), report.cases());
  }
}
