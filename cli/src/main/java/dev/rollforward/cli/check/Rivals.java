package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.TlcJar;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The command {@code rivals}: the designs, compared. */
public final class Rivals {
  private final Console console;
  private final Supplier<SpecFiles> spec;

  /** A comparison of this project's designs, which prints to {@code console}. */
  public Rivals(Console console) {
    this(console, SpecFiles::bundled);
  }

  Rivals(Console console, Supplier<SpecFiles> spec) {
    this.console = console;
    this.spec = spec;
  }

  /**
   * Checks what is not known and prints the table.
   *
   * @param markdown whether as Markdown
   * @return the exit code
   */
  public int run(boolean markdown) {
    try (TempFolder folder = new TempFolder("rollforward-rivals-")) {
      SpecFiles files = spec.get();
      List<RivalNeeds> needs = RivalNeeds.of(files.manifest());
      Selection all = RivalNeeds.all(needs);
      Map<String, String> digests = SpecRun.digests(all, SpecDigest.of(files, TlcJar.digest()));
      LastCheck known = learn(files, all, digests, folder.path());
      List<RivalRow> rows = needs.stream().map(need -> RivalRow.of(need, known)).toList();
      new RivalText(console, files.words()).print(rows, markdown);
      return judge(needs, known);
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model or the option it names");
    }
  }

  /** What is known of all of it, after checking what was not. */
  private LastCheck learn(
      SpecFiles files, Selection all, Map<String, String> digests, Path folder) {
    Selection missing = RivalNeeds.missing(all, LastCheck.in(Home.path()), digests);
    if (!missing.isEmpty()) {
      try (LiveLine line = console.liveLine()) {
        CheckProgress progress =
            new CheckProgress(console, line, files.manifest(), missing, 0, System::nanoTime);
        new SpecRun(files, LaneOptions.defaults(folder)).run(missing, progress, List.of());
      }
    }
    return LastCheck.in(Home.path()).only(digests);
  }

  private int judge(List<RivalNeeds> needs, LastCheck known) {
    List<String> names = needs.stream().flatMap(need -> need.names().stream()).toList();
    List<Verdict> verdicts =
        names.stream()
            .map(known::find)
            .map(entry -> entry.map(Rivals::verdict).orElse(Verdict.UNKNOWN))
            .toList();
    for (String name : names) {
      Optional<LastCheck.Entry> entry = known.find(name);
      if (!entry.map(LastCheck.Entry::held).orElse(false)) {
        console.warn(name + ": " + entry.map(LastCheck.Entry::explanation).orElse("unknown"));
      }
    }
    return Verdict.worst(verdicts).exitCode();
  }

  private static Verdict verdict(LastCheck.Entry entry) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.label().equals(entry.verdict()))
        .findFirst()
        .orElse(Verdict.UNKNOWN);
  }
}
