package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.spec.Lane;
import dev.rollforward.spec.LaneCheck;
import dev.rollforward.spec.LaneOptions;
import dev.rollforward.spec.LaneReport;
import dev.rollforward.spec.Selection;
import dev.rollforward.spec.SpecFiles;
import dev.rollforward.spec.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The command {@code check}: model, faults, code, report. */
public final class Check {
  private static final Path JUNIT = Path.of("target", "rollforward", "TEST-rollforward-check.xml");

  private final Console console;
  private final Supplier<SpecFiles> spec;
  private final Code code;

  /** Runs the library's own code in an existing folder. */
  @FunctionalInterface
  interface Code {
    List<CodeOutcome> run(Path folder, BiConsumer<String, Integer> progress);
  }

  /** A check of this project, which prints to {@code console}. */
  public Check(Console console) {
    this(console, SpecFiles::bundled, (folder, progress) -> new CodeCheck(folder, progress).run());
  }

  Check(Console console, Supplier<SpecFiles> spec, Code code) {
    this.console = console;
    this.spec = spec;
    this.code = code;
  }

  /**
   * Checks a lane.
   *
   * @param json where to write the report as JSON; null for nowhere
   * @return the exit code
   */
  public int run(Lane lane, Path json) {
    if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
      throw CliException.usage(
          json + ": there is no such folder to write the report into", "make the folder first");
    }
    long start = System.nanoTime();
    try (TempFolder folder = new TempFolder("rollforward-check-")) {
      SpecFiles files = spec.get();
      CheckReport report = run(files, files.manifest().lane(lane), folder.path(), start);
      new CheckText(console).print(report);
      write(report, files, json);
      return report.verdict().exitCode();
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model or the option it names");
    }
  }

  private CheckReport run(SpecFiles files, Selection selection, Path folder, long start) {
    try (LiveLine line = console.liveLine()) {
      CheckProgress progress = new CheckProgress(line, selection);
      LaneReport lane = new LaneCheck(files, LaneOptions.defaults(folder)).run(selection, progress);
      List<CodeOutcome> outcomes = code.run(folder, progress::schedules);
      return new CheckReport(lane, outcomes, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void write(CheckReport report, SpecFiles files, Path json) {
    Path home = Path.of(System.getProperty("rollforward.home", ""));
    Path junit = home.resolve(JUNIT).toAbsolutePath();
    report.writeJUnit(junit);
    console.println("JUnit report: " + junit);
    if (json != null) {
      report.writeJson(files.manifest(), json);
      console.println("JSON report: " + json.toAbsolutePath());
    }
  }
}
