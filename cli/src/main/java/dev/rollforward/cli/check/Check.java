package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The command {@code check}: model, faults, scenes, code, report. */
public final class Check {
  private static final Path JUNIT = Path.of("target", "rollforward", "TEST-rollforward-check.xml");

  private final Console console;
  private final Supplier<SpecFiles> spec;
  private final Code code;

  /** Runs the library's own code in an existing folder. */
  @FunctionalInterface
  interface Code {
    List<CodeOutcome> run(
        Path folder, Optional<TraceFile> trace, BiConsumer<String, Integer> progress);
  }

  /** A check of this project, which prints to {@code console}. */
  public Check(Console console) {
    this(
        console,
        SpecFiles::bundled,
        (folder, trace, progress) -> new CodeCheck(folder, trace, progress).run());
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
    request.json().ifPresent(Check::checkFolder);
    request.trace().ifPresent(TraceOption::check);
    long start = System.nanoTime();
    try (TempFolder folder = new TempFolder("rollforward-check-")) {
      SpecFiles files = spec.get();
      Manifest manifest = files.manifest();
      Selection selection = request.target().select(manifest);
      LaneOptions options = request.options(folder.path());
      request.checkSeed(selection);
      CheckReport report =
          run(request, selection, new SpecRun(files, options), folder.path(), start);
      print(request, report, manifest, options.seed());
      write(request, report, manifest);
      return report.verdict().exitCode();
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model or the option it names");
    }
  }

  /** Refuses a file in a folder that is not there, before any work is done for it. */
  static void checkFolder(Path json) {
    if (!Files.isDirectory(json.toAbsolutePath().getParent())) {
      throw CliException.usage(
          json + ": there is no such folder to write the report into", "make the folder first");
    }
  }

  private CheckReport run(
      Request request, Selection selection, SpecRun run, Path folder, long start) {
    try (LiveLine line = console.liveLine()) {
      LaneReport lane =
          request.server().isPresent()
              ? run.run(selection, request.server().get(), console, line)
              : run.run(selection, line);
      List<CodeOutcome> outcomes = request.withCode() ? runCode(request, folder, line) : List.of();
      return new CheckReport(lane, outcomes, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private List<CodeOutcome> runCode(Request request, Path folder, LiveLine line) {
    BiConsumer<String, Integer> progress = (what, played) -> line.update(schedules(what, played));
    if (request.trace().isEmpty()) {
      return code.run(folder, Optional.empty(), progress);
    }
    try (TraceFile trace = TraceFile.create(request.trace().get(), "check")) {
      return code.run(folder, Optional.of(trace), progress);
    }
  }

  private static String schedules(String what, int played) {
    return "[code] " + what + ": " + CheckText.grouped(played) + " schedules";
  }

  private void print(Request request, CheckReport report, Manifest manifest, long seed) {
    boolean one = request.target() instanceof Target.One;
    if (one && report.spec().models().isEmpty()) {
      OneText text = new OneText(console, manifest);
      report.spec().faults().forEach(text::print);
      report.spec().scenes().forEach(text::print);
    } else {
      new CheckText(console, manifest).print(report);
    }
    if (report.spec().models().stream().anyMatch(model -> model.model().simulated())) {
      console.println("Seed " + seed + "; to repeat it: " + request.repeatedWith(seed));
    }
  }

  /** A report for other tools tells of a whole lane, so a part of it does not replace that. */
  private void write(Request request, CheckReport report, Manifest manifest) {
    if (request.target() instanceof Target.Whole) {
      Path junit = Home.path().resolve(JUNIT);
      report.writeJUnit(junit);
      console.println("JUnit report: " + junit);
    }
    request
        .json()
        .ifPresent(
            json -> {
              report.writeJson(manifest, json);
              console.println("JSON report: " + json.toAbsolutePath());
            });
  }
}
