package dev.rollforward.conformance.faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a fault of the spec is planted into the library's source, and what has to notice it there.
 *
 * @param name the name of the fault in {@code spec/models/Rollforward.json}, or of a switch that
 *     was found to be harmless
 * @param sameAs the fault whose change to the source is this one's too
 * @param notInJava why the source has nothing that could be changed; empty if it has
 * @param argued why fewer than two engines are enough; empty if they are not
 * @param expected the properties (or actions, for engines that follow the model) by which an engine
 *     has to notice it; no entry where any will do
 * @param survives why an engine cannot notice it
 * @param hunks the changes
 */
public record FaultPatch(
    String name,
    Optional<String> sameAs,
    Optional<String> notInJava,
    Optional<String> argued,
    Map<Engine, List<String>> expected,
    Map<Engine, String> survives,
    List<Hunk> hunks) {

  /**
   * Whole lines of one file, and what takes their place.
   *
   * @param file below {@code dev/rollforward} in the sources of the library or the testkit
   */
  public record Hunk(String file, String before, String after) {}

  /** Copies the collections. */
  public FaultPatch {
    expected = Map.copyOf(expected);
    survives = Map.copyOf(survives);
    hunks = List.copyOf(hunks);
  }

  /** The changed files. */
  public List<String> files() {
    return hunks.stream().map(Hunk::file).distinct().toList();
  }

  /** The classes in those files, without the ones nested in them. */
  List<String> classes() {
    return files().stream()
        .map(file -> "dev.rollforward." + file.replace(".java", "").replace('/', '.'))
        .toList();
  }

  /** This fault with the change of {@code other}. */
  FaultPatch with(FaultPatch other) {
    return new FaultPatch(
        name, sameAs, notInJava, argued, other.expected, other.survives, other.hunks);
  }
}
