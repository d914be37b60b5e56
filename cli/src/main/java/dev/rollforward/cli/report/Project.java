package dev.rollforward.cli.report;

import dev.rollforward.cli.check.Known;
import dev.rollforward.cli.runs.Git;
import dev.rollforward.cli.runs.RunRecord;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All that a page is made of: the specification, the documents of the project, and what its
 * commands have kept.
 *
 * @param home the project's folder
 * @param spec its specification
 * @param known what is known of each model, fault and scene, by name
 * @param git its history
 */
record Project(Path home, SpecFiles spec, Map<String, Known> known, Git git) {
  private static final String[] SPECIFICATION = {"spec/*.tla", "spec/contract", "spec/models"};

  static Project at(Path home) {
    SpecFiles spec = SpecFiles.bundled();
    return new Project(home, spec, Known.of(spec, home), new Git(home));
  }

  /** A file of the project; empty if it is not there. */
  Optional<String> text(String path) {
    Path file = home.resolve(path);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  Optional<Markdown> document(String path) {
    return text(path).map(Markdown::new);
  }

  Optional<RunRecord> run(String name) {
    return RunRecord.find(home, name);
  }

  Source source(RunRecord record) {
    return Source.of(record, spec.digest());
  }

  /** The source of a document that a command has written. */
  Source source(String path, String command) {
    Optional<String> commit = git.lastChange(path);
    return new Source(
        command + " (kept in " + path + ")",
        "",
        commit.orElse(""),
        commit.flatMap(git::date).orElse(""),
        commit.map(id -> git.changedSince(id, SPECIFICATION)).orElse(false));
  }
}
