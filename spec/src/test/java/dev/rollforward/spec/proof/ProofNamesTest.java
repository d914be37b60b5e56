package dev.rollforward.spec.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the proof and the specification call by one name is the same, in the same words. */
class ProofNamesTest {
  private static final Proof PROOF = Proof.in(Path.of("proof"));

  /** The shapes of Rollforward's variables are not those of the proof. */
  private static final Set<String> SHAPES = Set.of("TypeOK");

  /**
   * The proof is of the protocol with kinds that change rows: there these say nothing, or what
   * ReadsAreCurrent says.
   */
  private static final Set<String> WITHIN_BOUNDS = Set.of("ReadsUnchanged", "DerivedKeepsContent");

  private static final Set<String> FAULTS_WITHIN_BOUNDS =
      Set.of("DerivedRebased", "DerivedUnnoticed", "DerivedBreaksReads");

  @Test
  void everyInvariantAndPropertyOfAStepIsProvedInTheSameWords() throws IOException {
    Map<String, String> specified =
        sentences(Files.readString(Path.of("Rollforward.tla")), "INV|PROP");
    specified.keySet().removeAll(SHAPES);
    assertThat(specified.keySet()).containsAll(WITHIN_BOUNDS);
    specified.keySet().removeAll(WITHIN_BOUNDS);

    assertThat(specified).isNotEmpty();
    assertThat(PROOF.theorems()).containsAllEntriesOf(specified);
  }

  @Test
  void everyFaultOfTheSpecificationIsOneHere() throws IOException {
    String text = Files.readString(Path.of("Faults.tla"));
    Set<String> specified = new TreeSet<>();
    Pattern.compile("(?m)^\\\\\\* FAULT (\\w+):")
        .matcher(text)
        .results()
        .forEach(match -> specified.add(match.group(1)));
    assertThat(specified).containsAll(FAULTS_WITHIN_BOUNDS);
    specified.removeAll(FAULTS_WITHIN_BOUNDS);
    Set<String> own = new TreeSet<>(PROOF.faults().keySet());
    own.addAll(PROOF.harmless().keySet());

    assertThat(specified).isNotEmpty();
    assertThat(own).containsAll(specified);
  }

  private static Map<String, String> sentences(String text, String kinds) {
    Map<String, String> sentences = new TreeMap<>();
    Pattern.compile("(?m)^\\\\\\* (?:" + kinds + ") (\\w+): ((?:.*\\R\\\\\\* )*.*)$")
        .matcher(text)
        .results()
        .forEach(
            match ->
                sentences.put(
                    match.group(1), match.group(2).replaceAll("\\R\\\\\\* ", " ").strip()));
    return sentences;
  }
}
