package dev.rollforward.cli.report;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.Version;
import dev.rollforward.cli.check.Home;
import dev.rollforward.cli.check.Known;
import dev.rollforward.cli.pages.Resources;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.picture.PictureSvg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The command {@code report}: all evidence on one page that needs nothing else. */
public final class Report {
  private static final String PAGE = "index.html";
  private static final Html NOT_RUN = Html.of("not run");

  private final Console console;
  private final Path home;

  /** Reports on the project that the launcher belongs to. */
  public Report(Console console) {
    this(console, Home.path());
  }

  /** Reports on the project in a folder. */
  public Report(Console console, Path home) {
    this.console = console;
    this.home = home;
  }

  /**
   * Writes the page.
   *
   * @param folder where to; it is made if it is not there
   * @return the exit code
   * @throws CliException if it cannot be written
   */
  public int run(Path folder) {
    Project project = Project.at(home);
    String page = page(project);
    Path file = folder.resolve(PAGE);
    try {
      Files.createDirectories(folder);
      Files.writeString(file, page);
    } catch (IOException e) {
      throw CliException.unknown(
          file + ": the page could not be written there: " + e,
          "name a folder that may be written",
          e);
    }
    console.println(
        String.format(
            Locale.ROOT, "Report: %s (%,d kB)", file.toAbsolutePath(), page.length() / 1024));
    return ExitCode.OK;
  }

  private static String page(Project project) {
    ScopeSections scope = new ScopeSections(project);
    ModelSections models = new ModelSections(project);
    CodeSections code = new CodeSections(project);
    List<Section> sections =
        List.of(
            scope.claims(),
            scope.scope(),
            new InvariantSection(project).section(),
            models.models(),
            models.faults(),
            new ProofSection(project).section(),
            code.code(),
            new RivalSection(project).section(),
            code.matrix(),
            code.coverage(),
            new CostSection(project).section(),
            new PictureSection(project).section());
    return Page.of(
        "Rollforward: the evidence",
        PictureSvg.style() + Resources.text("page.css"),
        head(project).and(figures(project)),
        sections,
        Resources.text("report.js"));
  }

  private static Html head(Project project) {
    return Html.element(
            "p",
            "lead",
            Html.of(
                "Commits one change to many Lance tables atomically, across crashes, stalls and"
                    + " processes, without a lease, a lock or a service."))
        .and(
            Html.element(
                "p",
                "source",
                Html.of(
                    "Written by rollforward report, version "
                        + Version.ofProject()
                        + project.git().commit().map(commit -> ", commit " + commit).orElse("")
                        + ", "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                        + ". Every figure is from the run that is named under it; what was not run says so.")));
  }

  /** The figures that a reader looks for first, of results that still stand. */
  private static Html figures(Project project) {
    Manifest ours = project.spec().manifest().of("Rollforward");
    List<Known> models = standing(project, ours.models().stream().map(Model::name));
    List<Known> faults = standing(project, ours.faults().stream().map(Fault::name));
    long states = models.stream().mapToLong(Known::distinct).sum();
    return Html.element(
        "dl",
        "figures",
        figure(
            share(models.size(), ours.models().size()),
            "models of our protocol held, by results that still stand"),
        figure(
            models.isEmpty() ? NOT_RUN : Html.count(states),
            "states of them, every one seen by TLC"),
        figure(
            share(faults.size(), ours.faults().size()),
            "rules taken away, each noticed by the right property"),
        figure(
            project.run("prove").map(run -> Html.count(ProofSection.count(run))).orElse(NOT_RUN),
            "obligations of the proof"));
  }

  private static List<Known> standing(Project project, Stream<String> names) {
    return names
        .map(project.known()::get)
        .filter(known -> known.state() == Known.State.FRESH && known.held())
        .toList();
  }

  private static Html share(int part, int all) {
    return part == 0 ? NOT_RUN : Html.count(part).and(Html.of(" of " + all));
  }

  private static Html figure(Html number, String words) {
    return Html.element("div", "figure", Html.tag("dt", Html.of(words)), Html.tag("dd", number));
  }
}
