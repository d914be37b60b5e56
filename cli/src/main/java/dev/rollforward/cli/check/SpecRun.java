package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.tlc.DistributedRun;
import dev.rollforward.spec.tlc.TlcResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks a selection with TLC and notes what came of it for later. */
final class SpecRun {
  private final SpecFiles files;
  private final LaneOptions options;
  private final Path home;

  SpecRun(SpecFiles files, LaneOptions options) {
    this.files = files;
    this.options = options;
    this.home = Home.path();
  }

  LaneReport run(Selection selection, LiveLine line) {
    // Read now, so that a damaged file is refused before the work and not after it.
    LastCheck.in(home);
    SpecDigest digest = SpecDigest.of(files);
    LaneReport report =
        new LaneCheck(files, options).run(selection, new CheckProgress(line, selection));
    note(report, digests(selection, digest)).mergeInto(home);
    return report;
  }

  /** Checks the one model of a selection together with other machines. */
  LaneReport run(
      Selection selection, DistributedRun.Address address, Console console, LiveLine line) {
    LastCheck.in(home);
    long start = System.nanoTime();
    SpecDigest digest = SpecDigest.of(files);
    Model model = selection.models().get(0);
    Helpers helpers = new Helpers(console, model.name(), new CheckProgress(line, selection));
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

  private static LastCheck note(LaneReport report, Map<String, String> digests) {
    LastCheck found = LastCheck.empty();
    report.outcomes().stream()
        .filter(RunOutcome.class::isInstance)
        .map(RunOutcome.class::cast)
        .forEach(outcome -> found.put(outcome, digests.get(outcome.name())));
    return found;
  }

  /** What each result rests on, by the name of what is checked. */
  static Map<String, String> digests(Selection selection, SpecDigest digest) {
    Map<String, String> digests = new HashMap<>();
    selection.models().forEach(model -> digests.put(model.name(), digest.of(model)));
    selection.faults().forEach(fault -> digests.put(fault.fault().name(), digest.of(fault)));
    selection.scenes().forEach(scene -> digests.put(scene.scene().name(), digest.of(scene)));
    return digests;
  }
}
