package dev.rollforward.cli.check;

import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Records in the project what is known of the alternatives, so that others need not check it. */
final class Recorded {
  private Recorded() {}

  /** Writes the record and returns its file. */
  static Path of(Manifest manifest, Path home) {
    Set<String> names = new HashSet<>();
    manifest.modules().stream()
        .map(module -> module.module())
        .filter(manifest::isAlternative)
        .forEach(
            module -> {
              Manifest own = manifest.of(module);
              own.models().stream().map(Model::name).forEach(names::add);
              own.faults().forEach(fault -> names.add(fault.name()));
              own.scenes().forEach(scene -> names.add(scene.name()));
              names.add(LastCheck.coverageOf(module));
            });
    LastCheck record = LastCheck.empty();
    LastCheck.in(home)
        .entries()
        .forEach(
            (name, entry) -> {
              if (names.contains(name) && entry.held()) {
                record.entries().put(name, entry);
              }
            });
    return record.record(home);
  }
}
