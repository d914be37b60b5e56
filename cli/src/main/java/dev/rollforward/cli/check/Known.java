package dev.rollforward.cli.check;

import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the last check of one thing found.
 *
 * @param name of the model, fault or scene
 * @param state whether that still stands
 * @param held whether it was as it should be; false if it was never checked
 * @param explanation the outcome in a sentence; empty if it was never checked
 * @param steps the length of its counterexample
 * @param distinct how many distinct states TLC found
 * @param millis how long it took
 * @param when when it ended; empty if it was never checked
 * @param commit what was checked out then; empty where that is not recorded
 */
public record Known(
    String name,
    State state,
    boolean held,
    String explanation,
    int steps,
    long distinct,
    long millis,
    String when,
    String commit) {
  /** Whether a result still stands. */
  public enum State {
    /** Nothing that it depends on has changed. */
    FRESH,
    /** The specification, the model or TLC has changed since. */
    STALE,
    NOT_RUN
  }

  /**
   * What is known of everything in a specification, by name.
   *
   * @param home the project's folder
   */
  public static Map<String, Known> of(SpecFiles files, Path home) {
    Manifest manifest = files.manifest();
    Selection all =
        Stream.of(
                manifest.models().stream().map(model -> model.name()),
                manifest.faults().stream().map(fault -> fault.name()),
                manifest.scenes().stream().map(scene -> scene.name()))
            .flatMap(names -> names)
            .map(manifest::only)
            .reduce(new Selection("all", List.of(), List.of(), List.of(), List.of()), Known::both);
    LastCheck last = LastCheck.in(home);
    Map<String, String> digests = SpecRun.digests(all, SpecDigest.of(files, TlcJar.digest()));
    Map<String, Known> known = new TreeMap<>();
    digests.forEach((name, digest) -> known.put(name, of(name, digest, last)));
    return known;
  }

  private static Selection both(Selection one, Selection other) {
    return new Selection(
        one.label(),
        join(one.models(), other.models()),
        join(one.faults(), other.faults()),
        join(one.scenes(), other.scenes()),
        List.of());
  }

  private static <T> List<T> join(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static Known of(String name, String digest, LastCheck last) {
    Optional<LastCheck.Entry> found = last.find(name);
    if (found.isEmpty()) {
      return new Known(name, State.NOT_RUN, false, "", 0, 0, 0, "", "");
    }
    LastCheck.Entry entry = found.get();
    return new Known(
        name,
        digest.equals(entry.digest()) ? State.FRESH : State.STALE,
        entry.held(),
        entry.explanation(),
        entry.steps(),
        entry.distinct(),
        entry.millis(),
        entry.when(),
        Optional.ofNullable(entry.commit()).orElse(""));
  }

  /** The designs side by side, from the results that still stand. */
  public static List<RivalRow> rivals(SpecFiles files, Path home) {
    List<RivalNeeds> needs = RivalNeeds.of(files.manifest());
    Map<String, String> digests =
        SpecRun.digests(RivalNeeds.all(needs), SpecDigest.of(files, TlcJar.digest()));
    LastCheck fresh = LastCheck.in(home).only(digests);
    return needs.stream().map(need -> RivalRow.of(need, fresh)).toList();
  }
}
