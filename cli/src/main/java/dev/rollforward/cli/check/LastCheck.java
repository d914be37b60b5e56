package dev.rollforward.cli.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.cli.CliException;
import dev.rollforward.spec.report.CoverageOutcome;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.TlcResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the last check of each model, fault and scene found. It is kept in a file, to which every
 * check adds, so that the list of faults can tell their status without running TLC.
 *
 * @param format the version of the file's form
 * @param entries what was found, by name
 */
record LastCheck(int format, Map<String, Entry> entries) {
  private static final int FORMAT = 1;
  private static final String SIMULATED = " (simulation)";

  /** Outside of target, so that it outlives a clean build. */
  private static final Path FILE = Path.of(".rollforward", "last-check.json");

  /** Results of the alternatives, recorded for those who have not checked them yet. */
  private static final Path RECORD = Path.of("spec", "kept.json");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * One result.
   *
   * @param verdict {@code held} if it is as it should be, see {@link
   *     dev.rollforward.spec.report.Verdict#label}
   * @param explanation the outcome in one sentence
   * @param property what is violated, or null
   * @param steps the length of the counterexample or of the way to a scene, in steps
   * @param distinct how many distinct states TLC found
   * @param millis how long it took
   * @param when when it ended
   * @param digest of what it rests on, see {@link dev.rollforward.spec.model.SpecDigest}
   * @param commit what was checked out; null where git does not say
   */
  record Entry(
      String verdict,
      String explanation,
      String property,
      int steps,
      long distinct,
      long millis,
      String when,
      String digest,
      @JsonInclude(JsonInclude.Include.NON_NULL) String commit) {
    boolean held() {
      return "held".equals(verdict);
    }

    private Entry at(String newCommit) {
      return new Entry(
          verdict, explanation, property, steps, distinct, millis, when, digest, newCommit);
    }

    private static Entry of(CoverageOutcome outcome, String digest) {
      return new Entry(
          outcome.verdict().label(), outcome.explain(), null, 0, 0, 0, now(), digest, null);
    }

    private static String now() {
      return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Entry of(RunOutcome outcome, String digest) {
      String property =
          outcome.result() instanceof TlcResult.Violated violated ? violated.property() : null;
      return new Entry(
          outcome.verdict().label(),
          outcome.explain(),
          property,
          outcome.trace().steps(),
          outcome.result().stats().distinct(),
          outcome.elapsed().toMillis(),
          now(),
          digest,
          null);
    }
  }

  LastCheck {
    entries = new TreeMap<>(entries);
  }

  /**
   * The results under a project's folder; none if there was no check yet. Of one that was recorded
   * and was checked here, too, the later one counts: the project may have come with a newer record
   * since the last check.
   */
  static LastCheck in(Path home) {
    LastCheck all = read(home.resolve(RECORD));
    read(home.resolve(FILE))
        .entries()
        .forEach(
            (name, own) -> all.entries().merge(name, own, (recorded, o) -> later(recorded, own)));
    return all;
  }

  private static Entry later(Entry recorded, Entry own) {
    return Instant.parse(recorded.when()).isAfter(Instant.parse(own.when())) ? recorded : own;
  }

  private static LastCheck read(Path file) {
    if (!Files.exists(file)) {
      return empty();
    }
    try {
      LastCheck read = MAPPER.readValue(file.toFile(), LastCheck.class);
      if (read.format() != FORMAT) {
        throw unreadable(file, "has format " + read.format() + ", and this reads " + FORMAT);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw unreadable(file, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CliException unreadable(Path file, String problem) {
    return CliException.usage(
        file + " cannot be read: " + problem, "delete it; the next check writes a new one");
  }

  /** Adds a result. One that did not finish says nothing, and takes the place of none. */
  void put(RunOutcome outcome, String digest) {
    if (outcome.verdict() != Verdict.UNKNOWN) {
      entries.put(keyOf(outcome), Entry.of(outcome, digest));
    }
  }

  /** Adds the coverage of a module. */
  void put(CoverageOutcome outcome, String digest) {
    if (outcome.verdict() != Verdict.UNKNOWN) {
      entries.put(coverageOf(outcome.module()), Entry.of(outcome, digest));
    }
  }

  /** These results, found on a commit. */
  LastCheck at(Optional<String> commit) {
    LastCheck stamped = empty();
    entries.forEach((name, entry) -> stamped.entries().put(name, entry.at(commit.orElse(null))));
    return stamped;
  }

  /** The name of the coverage of a module. */
  static String coverageOf(String module) {
    return "coverage of " + module;
  }

  /** Random behaviours are no replacement for all of them. */
  private static String keyOf(RunOutcome outcome) {
    boolean simulated = outcome instanceof ModelOutcome run && run.model().simulated();
    return simulated ? outcome.name() + SIMULATED : outcome.name();
  }

  /** What was found; empty if it was never checked. */
  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** What was found, if that still stands. */
  Optional<Entry> fresh(String name, String digest) {
    return find(name).filter(entry -> digest.equals(entry.digest()));
  }

  /** The results that rest on these digests, by the name of what was checked. */
  LastCheck only(Map<String, String> digests) {
    LastCheck only = empty();
    digests.forEach(
        (name, digest) -> fresh(name, digest).ifPresent(entry -> only.entries().put(name, entry)));
    return only;
  }

  /** Adds these results to the file, in which another check may have written meanwhile. */
  void mergeInto(Path home) {
    Path file = home.resolve(FILE).toAbsolutePath();
    LastCheck all = read(file);
    all.entries().putAll(entries);
    all.write(file);
  }

  /** Makes the record of a project hold these results and no others. */
  Path record(Path home) {
    Path file = home.resolve(RECORD).toAbsolutePath();
    write(file);
    return file;
  }

  private void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Path next = Files.createTempFile(file.getParent(), "last-check-", ".json");
      Files.writeString(next, MAPPER.writeValueAsString(this) + "\n");
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CliException.unknown(
          "the results could not be written to " + file + ": " + e,
          "make room, or see that the folder can be written to; then run it again",
          e);
    }
  }

  /**
   * Refuses a project into which no results can be written, before the work.
   *
   * @throws CliException if so
   */
  static void checkWritable(Path home) {
    Path folder = home.resolve(FILE).toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable-", ""));
    } catch (IOException e) {
      throw CliException.unknown(
          "the results could not be written to " + folder + ": " + e,
          "make room or run it from a copy of the project that you may write to",
          e);
    }
  }

  static LastCheck empty() {
    return new LastCheck(FORMAT, Map.of());
  }
}
