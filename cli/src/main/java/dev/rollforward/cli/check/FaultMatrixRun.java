package dev.rollforward.cli.check;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.TextTable;
import dev.rollforward.conformance.faults.Engine;
import dev.rollforward.conformance.faults.FaultMatrix;
import dev.rollforward.conformance.faults.FaultPatches;
import dev.rollforward.conformance.faults.FaultRun;
import dev.rollforward.conformance.faults.Finding;
import dev.rollforward.conformance.faults.MatrixReport;
import dev.rollforward.conformance.faults.PatchedLibrary;
import dev.rollforward.conformance.faults.Row;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The command {@code faults run}: the matrix of faults and engines. */
public final class FaultMatrixRun {
  private static final Path JSON = Path.of("target", "rollforward", "faults.json");

  private final Console console;
  private final List<Engine> engines;
  private final Duration limit;

  /**
   * @param engines whom to ask
   * @param limit how long an engine may take for one fault
   */
  public FaultMatrixRun(Console console, List<Engine> engines, Duration limit) {
    this.console = console;
    this.engines = List.copyOf(engines);
    this.limit = limit;
  }

  /**
   * Fills the matrix, prints it and writes it.
   *
   * @param fault the only one to plant; empty for all
   * @param markdown whether to print Markdown
   * @param keep whether what the file says of an earlier run stands, if the library is the same
   * @param json where to write it as JSON; empty for the usual place
   * @return the exit code
   */
  public int run(Optional<String> fault, boolean markdown, boolean keep, Optional<Path> json) {
    json.ifPresent(Check::checkFolder);
    List<String> all = FaultPatches.names(SpecFiles.bundled().manifest());
    if (keep && fault.isPresent()) {
      throw CliException.usage(
          "--keep is for all faults, and --fault for one", "leave out one of them");
    }
    fault.ifPresent(name -> NearNames.require("fault of our protocol", name, all));
    Path home = Home.path();
    if (!Files.isDirectory(home.resolve("impl"))) {
      throw CliException.usage(
          home + " is not the project's folder: the faults are planted into its sources",
          "start rollforward from there");
    }
    Path file = json.orElse(home.resolve(JSON)).toAbsolutePath();
    MatrixReport report = fill(home, file, keep, fault.map(List::of).orElse(all));
    print(report, markdown);
    write(report, file);
    console.println("JSON: " + file);
    return judge(report);
  }

  private MatrixReport fill(Path home, Path file, boolean keep, List<String> names) {
    long start = System.nanoTime();
    try (TempFolder folder = new TempFolder("rollforward-faults-");
        LiveLine line = console.liveLine()) {
      FaultRun run =
          new FaultRun(
              home, folder.path(), engines, limit, keep ? Optional.of(file) : Optional.empty());
      Progress progress =
          new Progress(
              line, names.size() * engines.size(), rows -> write(run.report(rows, start), file));
      return run.run(names, progress, start);
    } catch (PatchedLibrary.PatchMisfit misfit) {
      throw CliException.usage(
          misfit.getMessage(), "write the patch anew, in conformance/src/main/resources");
    }
  }

  /** Each answer is a line; the one that is waited for is the live one. */
  private final class Progress implements FaultMatrix.Listener {
    private final LiveLine line;
    private final int all;
    private final Consumer<List<Row>> saving;
    private int heard;

    Progress(LiveLine line, int all, Consumer<List<Row>> saving) {
      this.line = line;
      this.all = all;
      this.saving = saving;
    }

    /** A run that is broken off can be taken up again. */
    @Override
    public void rows(List<Row> soFar) {
      if (soFar.size() * engines.size() < all) {
        saving.accept(soFar);
      }
    }

    @Override
    public void asks(String fault, Engine engine) {
      line.update("%s of %s: %s, %s".formatted(heard + 1, all, fault, engine.label()));
    }

    @Override
    public void found(String fault, Engine engine, Finding finding, Duration elapsed) {
      heard++;
      console.progress(
          "%s of %s: %s, %s: %s %s (%s s)"
              .formatted(
                  heard,
                  all,
                  fault,
                  engine.label(),
                  finding.kind().label(),
                  finding.by(),
                  elapsed.toSeconds()));
    }
  }

  private void print(MatrixReport report, boolean markdown) {
    if (markdown) {
      console.println(report.markdown().stripTrailing());
    } else {
      console.print(table(report));
    }
    report.problems().forEach(problem -> console.error(problem, remedy()));
    report.open().forEach(name -> console.warn(name + ": an engine did not finish"));
    console.println();
    console.println(
        "%s faults, %s engines, %s s"
            .formatted(
                report.rows().size(), report.engines().size(), report.elapsed().toSeconds()));
  }

  private static String remedy() {
    return "correct the check that should notice, or argue why it cannot, in its .patch file";
  }

  private static TextTable table(MatrixReport report) {
    List<String> heads = new ArrayList<>(List.of("fault"));
    report.engines().forEach(engine -> heads.add(engine.label()));
    heads.add("~reason");
    TextTable table = new TextTable(heads.toArray(String[]::new));
    for (Row row : report.rows()) {
      List<Object> cells = new ArrayList<>(List.of(row.patch().name()));
      report.engines().forEach(engine -> cells.add(cell(row.cells().get(engine))));
      cells.add(row.reason().orElse(""));
      table.row(cells.toArray());
    }
    return table;
  }

  private static Cell cell(Row.Cell cell) {
    if (cell == null) {
      return new Cell("", Style.PLAIN);
    }
    Finding finding = cell.finding();
    String seconds = ", " + cell.elapsed().toSeconds() + " s";
    return switch (finding.kind()) {
      case CAUGHT -> new Cell(finding.by() + seconds, Style.GREEN);
      case OTHERWISE -> new Cell("otherwise: " + finding.by() + seconds, Style.RED);
      case MISSED -> new Cell("missed" + seconds, Style.YELLOW);
      case NOT_APPLICABLE -> new Cell("–", Style.DIM);
      case UNKNOWN -> new Cell("unknown" + seconds, Style.RED);
    };
  }

  private void write(MatrixReport report, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, report.json());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static int judge(MatrixReport report) {
    if (!report.problems().isEmpty()) {
      return ExitCode.VIOLATED;
    }
    return report.open().isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN;
  }
}
