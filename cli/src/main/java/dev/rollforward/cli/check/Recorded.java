package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Records in the project what is known of the alternatives, so that others need not check it. */
final class Recorded {
  private Recorded() {}

  /**
   * Writes the good results of the smoke lane that still stand, and no others, and says how many
   * there are and which are missing.
   */
  static void write(Console console, SpecFiles files, Path home) {
    Manifest manifest = files.manifest();
    Selection lane = manifest.lane(Lane.SMOKE);
    Selection alternatives =
        new Selection(
            lane.label(),
            lane.models().stream().filter(one -> manifest.isAlternative(one.module())).toList(),
            lane.faults().stream()
                .filter(one -> manifest.isAlternative(one.base().module()))
                .toList(),
            lane.scenes().stream()
                .filter(one -> manifest.isAlternative(one.base().module()))
                .toList(),
            lane.covered().stream()
                .filter(module -> manifest.isAlternative(module.module()))
                .toList());
    Map<String, String> digests =
        SpecRun.digests(alternatives, SpecDigest.of(files, TlcJar.digest()));
    LastCheck record = LastCheck.in(home).only(digests);
    record.entries().values().removeIf(entry -> !entry.held());
    Path file = record.record(home);
    console.println(
        "Recorded " + CheckText.grouped(record.entries().size()) + " results in " + file);
    Set<String> missing = new TreeSet<>(digests.keySet());
    missing.removeAll(record.entries().keySet());
    if (!missing.isEmpty()) {
      console.warn("not recorded, since not known to be good: " + String.join(", ", missing));
    }
  }
}
