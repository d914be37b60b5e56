package dev.rollforward.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static String json() {
    try {
      return Files.readString(Toy.directory().resolve("models.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsModelsAndFaults() {
    Manifest manifest = Manifest.parse(json(), "models.json");
    Selection smoke = manifest.lane(Lane.SMOKE);
    assertThat(smoke.models()).extracting(Model::name).containsExactly("climb");
    assertThat(smoke.faults())
        .extracting(injection -> injection.fault().name())
        .containsExactly("Overshoot", "Leap", "Slip");
    assertThat(manifest.lane(Lane.FULL).faults()).isEmpty();
    assertThat(manifest.lane(Lane.EXHAUSTIVE).isEmpty()).isTrue();
    Model model = smoke.models().get(0);
    assertThat(model.constants()).containsEntry("Procs", "{p1, p2}").containsEntry("Max", "3");
    assertThat(model.constraint()).isNull();
    assertThat(model.expect().distinct()).isEqualTo(new Band(10, 10));
  }

  @Test
  void aFaultChecksOnlyWhatItBreaksAndTheTypes() {
    Manifest manifest = Manifest.parse(json(), "models.json");
    Model leap = manifest.only("Leap").faults().get(0).model();
    assertThat(leap.invariants()).containsExactly("TypeOK");
    assertThat(leap.properties()).containsExactly("Climbs");
    assertThat(leap.constants()).containsEntry("Leap", "TRUE").containsEntry("Slip", "FALSE");
    Model overshoot = manifest.only("Overshoot").faults().get(0).model();
    assertThat(overshoot.invariants()).containsExactly("TypeOK", "Bounded");
    assertThat(overshoot.properties()).isEmpty();
  }

  @Test
  void tellsWhichPropertiesHaveNoControl() {
    assertThat(Manifest.parse(json(), "models.json").uncontrolled())
        .containsExactly("TypeOK", "StepsByOne");
  }

  @Test
  void knowsNothingByAnotherName() {
    Manifest manifest = Manifest.parse(json(), "models.json");
    assertThatThrownBy(() -> manifest.only("clime"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("\"clime\"");
    assertThatThrownBy(() -> Lane.of("smok")).hasMessageContaining("smoke, full, exhaustive");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\": 1            | \"format\": 2              | format 1",
        "\"format\": 1,           | \"format\": 1, \"extra\": 2, | extra",
        "\"deadlock\": true,      | \"deadlok\": true,         | models[0].deadlock: is missing",
        "\"deadlock\": true,      | \"deadlock\": true, \"deadlok\": true, | models[0].deadlok: there is no such field; there are",
        "\"deadlock\": true,      | ``                         | models[0].deadlock: is missing",
        "\"deadlock\": true,      | \"deadlock\": \"true\",    | models[0].deadlock",
        "\"deadlock\": true,      | \"deadlock\": true, \"deadlock\": true, | Duplicate",
        "\"module\": \"Counter\"  | \"module\": \"../Counter\" | models[0]: module",
        "\"module\": \"Counter\"  | \"module\": null           | models[0]: module: is null",
        "[\"smoke\", \"full\"]    | [\"smoke\", \"fool\"]      | models[0].lanes[1]",
        "[\"smoke\", \"full\"]    | []                         | lanes: is empty",
        "[\"smoke\", \"full\"]    | [\"smoke\", \"smoke\"]     | lanes: names something twice",
        "[10, 10]                 | [10]                       | models[0].expect.distinct",
        "[10, 10]                 | [10, 9]                    | models[0].expect.distinct",
        "[10, 10]                 | [10, 10.5]                 | models[0].expect.distinct",
        "\"Slip\": \"FALSE\"      | \"Slip\": false            | models[0].constants",
        "\"Slip\": \"FALSE\"      | \"Slip\": \"false\"        | constants.Slip",
        "\"Slip\": \"FALSE\"      | \"Slip\": \"<<1>>\"    | <- Definition",
        "\"Slip\": \"FALSE\"      | \"Slip\": null             | constants.Slip",
        "[\"TypeOK\", \"Bounded\"] | [\"TypeOK\", \"TypeOK\"]  | invariants: names something twice",
        "[\"TypeOK\", \"Bounded\"] | [\"TypeOK\", \"Climbs\"]  | repeats an invariant",
        "\"name\": \"Leap\"       | \"name\": \"climb\"        | name: names something twice",
        "\"name\": \"Leap\"       | \"name\": \"a/b\"          | faults[1]: name",
        "\"base\": \"climb\", \"overrides\": { \"Leap\" | \"base\": \"climbe\", \"overrides\": { \"Leap\" | faults[Leap].base",
        "{ \"Leap\": \"TRUE\" }   | { \"Leep\": \"TRUE\" }     | faults[Leap].overrides.Leep",
        "{ \"Leap\": \"TRUE\" }   | { \"Leap\": \"FALSE\" }    | has anyway",
        "{ \"Leap\": \"TRUE\" }   | { }                        | overrides: is empty",
        "\"breaks\": \"Climbs\"   | \"breaks\": \"Klimbs\"     | faults[Leap].breaks",
        "\"kind\": \"invariant\"  | \"kind\": \"property\"     | faults[Overshoot].breaks",
        "\"kind\": \"invariant\"  | \"kind\": \"invariants\"   | faults[0].kind",
        "\"maxLength\": 3         | \"maxLength\": 0           | maxLength",
        "\"maxLength\": 3         | \"maxLength\": null        | maxLength",
      })
  void refuses(String good, String bad, String words) {
    String json = json();
    String changed = json.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
    assertThat(changed).isNotEqualTo(json);
    assertThatThrownBy(() -> Manifest.parse(changed, "some/models.json"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("some/models.json")
        .hasMessageContaining(words);
  }

  @Test
  void refusesAModelThatChecksNothing() {
    String changed =
        json()
            .replace("[\"TypeOK\", \"Bounded\"]", "[]")
            .replace("[\"StepsByOne\", \"ReachesMax\", \"Climbs\"]", "[]");
    assertThatThrownBy(() -> Manifest.parse(changed, "models.json"))
        .hasMessageContaining("checks nothing");
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> Manifest.parse("{ \"format\": 1,\n oops", "models.json"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("models.json:2");
    assertThatThrownBy(() -> Manifest.parse(json() + "{}", "models.json"))
        .isInstanceOf(UsageException.class);
  }
}
