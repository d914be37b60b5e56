package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.proof.Proof;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.PlantedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/invariants.md says what the spec, the manifest of models and the code say. */
class InvariantsDocTest {
  private static final Path HOME = Path.of("..");

  /** What the library does not do by itself, so that only the model can break it. */
  private static final Set<String> ONLY_IN_THE_MODEL = Set.of("RetryIsNew");

  private static final Manifest MANIFEST = SpecFiles.bundled().manifest().of("Rollforward");

  private record Row(
      String property,
      String sentence,
      String kind,
      String java,
      String evidence,
      String faults,
      String proved) {
    static Row of(String line) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      return new Row(
          cells.get(2),
          cells.get(3),
          cells.get(4),
          cells.get(5),
          cells.get(6),
          cells.get(7),
          cells.get(8));
    }

    String models() {
      return evidence.split(";", -1)[0];
    }

    List<String> tests() {
      return Pattern.compile("`(\\w+)`")
          .matcher(evidence)
          .results()
          .map(match -> match.group(1))
          .toList();
    }

    Set<String> specFaults() {
      return names(faults.split(";", -1)[0]);
    }

    Set<String> javaFaults() {
      String[] parts = faults.split(";", -1);
      return parts.length > 1 ? names(parts[1]) : Set.of();
    }

    private static Set<String> names(String list) {
      return Arrays.stream(list.split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void everyPropertyThatIsCheckedHasItsRow() throws IOException {
    Set<String> checked =
        MANIFEST.models().stream()
            .flatMap(model -> Stream.concat(properties(model), model.invariants().stream()))
            .filter(name -> !name.equals("TypeOK"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(checked);
  }

  private static Stream<String> properties(Model model) {
    return model.properties().stream();
  }

  @Test
  void everyRowIsStatedInTheSpecInTheSameWords() throws IOException {
    String spec = Files.readString(HOME.resolve("spec/Rollforward.tla"));
    Map<String, String> comments =
        Pattern.compile("(?m)^\\\\\\* (?:INV|PROP|LIVE) (\\w+): ((?:.*\\R\\\\\\* )*.*)$")
            .matcher(spec)
            .results()
            .collect(Collectors.toMap(m -> m.group(1), InvariantsDocTest::sentence));

    for (Row row : rows().values()) {
      assertThat(comments).containsKey(row.property());
      assertThat(plain(row.sentence())).isEqualToIgnoringCase(comments.get(row.property()));
      assertThat(spec).containsPattern("(?m)^" + row.property() + " ==");
    }
  }

  private static String sentence(MatchResult comment) {
    return plain(comment.group(2).replaceAll("\\R\\\\\\* ", " "));
  }

  private static String plain(String text) {
    return text.replace("`", "").replace(".tla", "").strip();
  }

  @Test
  void everyRowSaysWhetherItIsProvedForAnyNumber(@TempDir Path folder) throws IOException {
    Proof proof = Proof.bundled(folder);

    for (Row row : rows().values()) {
      String property = row.property();
      String how =
          proof.lemmas().containsKey(property)
              ? "lemma"
              : proof.invariants().containsKey(property)
                  ? "follows"
                  : proof.stepProperties().containsKey(property) ? "step" : "";
      assertThat(row.proved()).as(property).isEqualTo(how);
    }
  }

  @Test
  void everyJavaInvariantHasItsRow() throws IOException {
    Set<String> named =
        rows().values().stream()
            .filter(row -> row.java().startsWith("`Invariant."))
            .map(Row::property)
            .collect(Collectors.toSet());

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Invariant.values()).map(Invariant::name).toList());
    rows().values().stream()
        .filter(row -> named.contains(row.property()))
        .forEach(row -> assertThat(row.java()).isEqualTo("`Invariant." + row.property() + "`"));
  }

  @Test
  void everyFaultStandsInTheRowOfItsProperty() throws IOException {
    for (Row row : rows().values()) {
      assertThat(row.specFaults())
          .isEqualTo(
              MANIFEST.faults().stream()
                  .filter(fault -> fault.breaks().equals(row.property()))
                  .map(Fault::name)
                  .collect(Collectors.toCollection(TreeSet::new)));
      assertThat(row.javaFaults())
          .isEqualTo(
              Arrays.stream(PlantedFault.values())
                  .filter(fault -> fault.breaks().name().equals(row.property()))
                  .map(PlantedFault::name)
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  /** TLC is one kind of evidence; the tests named beside it are the others. */
  @Test
  void everyRowHasTwoKindsOfEvidence() throws IOException {
    for (Row row : rows().values()) {
      long models =
          MANIFEST.models().stream()
              .filter(
                  model ->
                      model.invariants().contains(row.property())
                          || model.properties().contains(row.property()))
              .count();
      assertThat(row.models()).as(row.property()).isEqualTo(models + " models");
      assertThat(models).as(row.property()).isPositive();
      assertThat(row.tests()).as(row.property()).doesNotHaveDuplicates();
      assertThat(row.tests().isEmpty())
          .as(row.property())
          .isEqualTo(ONLY_IN_THE_MODEL.contains(row.property()));
    }
  }

  /** A test is evidence of what it evaluates: an invariant, or a property that its sources name. */
  @Test
  void everyTestThatIsNamedEvaluatesTheProperty() throws IOException {
    for (Row row : rows().values()) {
      for (String test : row.tests()) {
        Path source = sourceOf(test);
        assertThat(evaluatesInvariants(source) && isInvariant(row) || names(source, row))
            .as("%s evaluates %s", test, row.property())
            .isTrue();
      }
    }
  }

  private static Path sourceOf(String test) throws IOException {
    for (String module : List.of("conformance", "lincheck", "jcstress")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/test"))) {
        List<Path> found =
            files.filter(file -> file.getFileName().toString().equals(test + ".java")).toList();
        if (!found.isEmpty()) {
          return found.get(0);
        }
      }
    }
    throw new AssertionError("there is no test " + test);
  }

  private static boolean isInvariant(Row row) {
    return row.java().startsWith("`Invariant.");
  }

  /** Everything in conformance does, on states, roots, or both. */
  private static boolean evaluatesInvariants(Path source) {
    return source.startsWith(HOME.resolve("conformance"));
  }

  /** In its own package, or in the code that it plays. */
  private static boolean names(Path source, Row row) throws IOException {
    Pattern name = Pattern.compile("\\b" + row.property() + "\\b");
    try (Stream<Path> files =
        Stream.of(
                Files.list(source.getParent()),
                Files.walk(HOME.resolve("conformance/src/main/java")),
                Files.walk(HOME.resolve("testkit/src/main/java")))
            .flatMap(found -> found)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        boolean isTheDocTest = file.getFileName().toString().equals("InvariantsDocTest.java");
        if (!isTheDocTest && name.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Map<String, Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(HOME.resolve("docs/invariants.md"));
    return lines.stream()
        .filter(line -> line.matches("\\| [IPL]\\d+ \\|.*"))
        .map(Row::of)
        .collect(Collectors.toMap(Row::property, Function.identity()));
  }
}
