package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.runs.Git;
import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.tlc.DistributedRun;
import dev.rollforward.spec.tlc.TlcJar;
import dev.rollforward.spec.tlc.TlcResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks a selection with TLC and notes what came of it for later. */
final class SpecRun {
  private final SpecFiles files;
  private final LaneOptions options;
  private final Path home;
  private final SpecDigest digest;

  /**
   * @throws dev.rollforward.cli.CliException if what is known cannot be read or added to: now, and
   *     not after the work
   */
  SpecRun(SpecFiles files, LaneOptions options) {
    this.files = files;
    this.options = options;
    this.home = Home.path();
    this.digest = SpecDigest.of(files, TlcJar.digest());
    LastCheck.in(home);
    LastCheck.checkWritable(home);
  }

  /** What is known of a selection and need not be checked again. */
  KeptResults kept(Selection selection, Predicate<String> modules) {
    return KeptResults.of(selection, LastCheck.in(home), digests(selection, digest), modules);
  }

  /** Checks a selection and does something else besides. */
  LaneReport run(Selection selection, LaneListener listener, List<LaneCheck.Beside> besides) {
    LaneReport report = new LaneCheck(files, options).run(selection, listener, besides);
    note(report, digests(selection, digest)).mergeInto(home);
    return report;
  }

  /** Checks the one model of a selection together with other machines. */
  LaneReport run(
      Selection selection,
      DistributedRun.Address address,
      Console console,
      CheckProgress progress) {
    long start = System.nanoTime();
    Model model = selection.models().get(0);
    Helpers helpers = new Helpers(console, model.name(), progress);
    TlcResult result =
        new DistributedRun(files, options.workspace(), options.models(), address)
            .run(model, helpers);
    LaneReport report =
        new LaneReport(
            selection.label(),
            List.of(new ModelOutcome(model.ofAnyDepth(), result, options.models().seed())),
            List.of(),
            List.of(),
            List.of(),
            Duration.ofNanos(System.nanoTime() - start));
    note(report, digests(selection, digest)).mergeInto(home);
    return report;
  }

  private LastCheck note(LaneReport report, Map<String, String> digests) {
    LastCheck found = LastCheck.empty();
    report.outcomes().stream()
        .filter(RunOutcome.class::isInstance)
        .map(RunOutcome.class::cast)
        .forEach(outcome -> found.put(outcome, digests.get(outcome.name())));
    report
        .coverage()
        .forEach(
            outcome -> found.put(outcome, digests.get(LastCheck.coverageOf(outcome.module()))));
    return found.at(new Git(home).commit());
  }

  /** What each result rests on, by the name of what is checked. */
  static Map<String, String> digests(Selection selection, SpecDigest digest) {
    Map<String, String> digests = new HashMap<>();
    selection.models().forEach(model -> digests.put(model.name(), digest.of(model)));
    selection.faults().forEach(fault -> digests.put(fault.fault().name(), digest.of(fault)));
    selection.scenes().forEach(scene -> digests.put(scene.scene().name(), digest.of(scene)));
    selection
        .covered()
        .forEach(
            module -> {
              Stream<String> counting =
                  selection.models().stream()
                      .filter(Model::coverage)
                      .filter(model -> model.module().equals(module.module()))
                      .map(digest::of);
              String all = counting.collect(Collectors.joining("+"));
              digests.put(LastCheck.coverageOf(module.module()), all + "-" + module.faultActions());
            });
    return digests;
  }
}
