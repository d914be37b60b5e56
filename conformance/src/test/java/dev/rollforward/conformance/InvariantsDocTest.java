package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.Fault;
import dev.rollforward.spec.Manifest;
import dev.rollforward.spec.Model;
import dev.rollforward.spec.SpecFiles;
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

/** docs/invariants.md says what the spec, the manifest of models and the code say. */
class InvariantsDocTest {
  private static final Path HOME = Path.of("..");
  private static final Manifest MANIFEST = SpecFiles.bundled().manifest().of("Rollforward");

  private record Row(String property, String sentence, String kind, String java, String faults) {
    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      return new Row(
          cells[2].strip(), cells[3].strip(), cells[4].strip(), cells[5].strip(), cells[6].strip());
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

  private static Map<String, Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(HOME.resolve("docs/invariants.md"));
    return lines.stream()
        .filter(line -> line.matches("\\| [IPL]\\d+ \\|.*"))
        .map(Row::of)
        .collect(Collectors.toMap(Row::property, Function.identity()));
  }
}
