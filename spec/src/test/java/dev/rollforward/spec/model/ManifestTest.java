package dev.rollforward.spec.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static final String FILE = "spec/models/Counter.json";

  private static Manifest parse(String json) {
    return Manifest.parse(Map.of(FILE, json));
  }

  private static String json() {
    try {
      return Files.readString(Toy.directory().resolve("models/Counter.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsModelsFaultsAndScenes() {
    Manifest manifest = parse(json());
    Selection smoke = manifest.lane(Lane.SMOKE);
    assertThat(smoke.models()).extracting(Model::name).containsExactly("climb");
    assertThat(smoke.faults())
        .extracting(injection -> injection.fault().name())
        .containsExactly("Overshoot", "Leap", "Slip", "Unfair");
    assertThat(smoke.scenes()).extracting(staging -> staging.scene().name()).containsExactly("Top");
    assertThat(smoke.covered()).extracting(SpecModule::module).containsExactly("Counter");
    assertThat(manifest.lane(Lane.FULL).faults()).isEmpty();
    assertThat(manifest.lane(Lane.EXHAUSTIVE).isEmpty()).isTrue();
    Model model = smoke.models().get(0);
    assertThat(model.constants()).containsEntry("Procs", "{p1, p2}").containsEntry("Max", "3");
    assertThat(model.constraint()).isNull();
    assertThat(model.expect().distinct()).isEqualTo(new ExpectedRange(10, 10));
  }

  @Test
  void aFaultChecksOnlyWhatItBreaksAndTheTypes() {
    Manifest manifest = parse(json());
    Model leap = manifest.only("Leap").faults().get(0).model();
    assertThat(leap.invariants()).containsExactly("TypeOK");
    assertThat(leap.properties()).containsExactly("Climbs");
    assertThat(leap.constants()).containsEntry("Leap", "TRUE").containsEntry("Slip", "FALSE");
    Model overshoot = manifest.only("Overshoot").faults().get(0).model();
    assertThat(overshoot.invariants()).containsExactly("TypeOK", "Bounded");
    assertThat(overshoot.properties()).isEmpty();
  }

  @Test
  void aReplacedOperatorIsReadFromTheFaultModule() {
    String replacing =
        json()
            .replace("\"blocks\"", "\"faultModule\": \"CounterFaults\", \"blocks\"")
            .replace("{ \"Leap\": \"TRUE\" }", "{ \"Inc\": \"<- IncByTwo\" }");
    Selection.Injection leap = parse(replacing).only("Leap").faults().get(0);

    assertThat(leap.model().root()).isEqualTo("CounterFaults");
    assertThat(leap.model().constants()).containsEntry("Inc", "<- IncByTwo");
    assertThat(CfgFile.of(leap.model())).contains("  Inc <- IncByTwo\n");
    assertThat(leap.base().root()).isEqualTo("Counter");
    assertThatThrownBy(
            () -> parse(json().replace("{ \"Leap\": \"TRUE\" }", "{ \"Inc\": \"<- IncByTwo\" }")))
        .hasMessageContaining("faults[Leap].overrides.Inc: is no constant");
  }

  @Test
  void tellsWhichPropertiesHaveNoControl() {
    assertThat(parse(json()).uncontrolled())
        .containsExactly("Counter.TypeOK", "Counter.StepsByOne");
  }

  @Test
  void knowsNothingByAnotherName() {
    Manifest manifest = parse(json());
    assertThatThrownBy(() -> manifest.only("clime"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("\"clime\"");
    assertThatThrownBy(() -> Lane.of("smok"))
        .hasMessageContaining("smoke, full, exhaustive, simulation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\": 2            | \"format\": 1              | format 2",
        "\"format\": 2,           | \"format\": 2, \"extra\": 2, | extra: there is no such field; there are",
        "\"design\": \"a counter\", | ``                       | design: is missing",
        "\"blocks\": \"nobody\"   | \"blocks\": \" \"          | blocks: says nothing",
        "\"blocks\":             | \"leastStates\": {\"smoke\": 11}, \"blocks\": | leastStates.smoke: the models of that lane explore 10 states together, not 11",
        "\"blocks\":             | \"leastStates\": {\"smoky\": 1}, \"blocks\": | leastStates",
        "\"deadlock\": true,      | \"deadlok\": true,         | models[0].deadlok: there is no such field; there are",
        "\"deadlock\": true,      | \"deadlock\": \"true\",    | models[0].deadlock",
        "\"deadlock\": true,      | \"deadlock\": true, \"deadlock\": true, | Duplicate",
        "\"module\": \"Counter\"  | \"module\": \"../Counter\" | module",
        "\"module\": \"Counter\"  | \"module\": null           | module: is null",
        "[\"smoke\", \"full\"]    | [\"smoke\", \"fool\"]      | models[0].lanes[1]",
        "[\"smoke\", \"full\"]    | []                         | lanes: is empty",
        "[\"smoke\", \"full\"]    | [\"smoke\", \"smoke\"]     | lanes: names something twice",
        "[\"smoke\", \"full\"]    | [\"smoke\", \"simulation\"] | models[0]: simulation: is missing",
        "[\"simulation\"]         | [\"smoke\"]                | models[1]: simulation: is of no use",
        "[\"simulation\"]         | [\"smoke\", \"simulation\"] | models[wander].expect: is missing",
        "\"depth\": 20            | \"depth\": 1               | simulation: depth",
        "\"traces\": 50           | \"traces\": 0              | simulation: traces",
        ", \"traces\": 50         | ``                         | models[1].simulation.traces: is missing",
        "[10, 10]                 | [10]                       | models[0].expect.distinct",
        "[10, 10]                 | [10, 9]                    | models[0].expect.distinct",
        "[10, 10]                 | [10, 10.5]                 | models[0].expect.distinct",
        "\"Slip\": \"FALSE\"      | \"Slip\": false            | constants",
        "\"Slip\": \"FALSE\"      | \"Slip\": \"false\"        | constants.Slip",
        "\"Slip\": \"FALSE\"      | \"Slip\": \"<<1>>\"        | <- Definition",
        "\"Slip\": \"FALSE\"      | \"Slip\": null             | constants.Slip",
        "\"deadlock\": true,      | \"constants\": { \"Slop\": \"TRUE\" }, | models[climb].constants.Slop: is no constant of Counter",
        "[\"TypeOK\", \"Bounded\"] | [\"TypeOK\", \"TypeOK\"]  | invariants: names something twice",
        "[\"TypeOK\", \"Bounded\"] | [\"TypeOK\", \"Climbs\"]  | repeats an invariant",
        "\"deadlock\": true,      | \"invariants\": [], \"properties\": [], | models[climb].invariants: this model checks nothing",
        "\"by\": \"process\"      | \"by\": \"\"               | actors.by: says nothing",
        "\"name\": \"Leap\"       | \"name\": \"climb\"        | name: names something twice: climb",
        "\"name\": \"Top\"        | \"name\": \"Leap\"         | name: names something twice: Leap",
        "\"name\": \"Leap\"       | \"name\": \"a/b\"          | faults[1]: name",
        "\"name\": \"climb\"      | \"name\": \"1b\"           | models[0]: name",
        "\"base\": \"climb\", \"kind\": \"fault\", \"overrides\": { \"Leap\" | \"base\": \"climbe\", \"kind\": \"fault\", \"overrides\": { \"Leap\" | faults[Leap].base",
        "{ \"Leap\": \"TRUE\" }   | { \"Leep\": \"TRUE\" }     | faults[Leap].overrides.Leep",
        "{ \"Leap\": \"TRUE\" }   | { \"Leap\": \"FALSE\" }    | has anyway",
        "{ \"Leap\": \"TRUE\" }   | { }                        | overrides: is empty",
        "\"breaks\": \"Climbs\"   | \"breaks\": \"Klimbs\"     | faults[Leap].breaks: Counter has no invariant or property Klimbs",
        "\"kind\": \"fault\"      | \"kind\": \"invariant\"    | fault, finding, fairness",
        "\"specification\": \"UnfairSpec\", | ``               | specification: is missing",
        "\"UnfairSpec\"           | \"Spec\"                   | faults[Unfair].specification: is what model climb has anyway",
        "\"lanes\": [\"smoke\"], \"breaks\" | \"lanes\": [\"simulation\"], \"breaks\" | faults[0]: lanes: has simulation",
        "\"lanes\": [\"smoke\"], \"reaches\" | \"lanes\": [\"simulation\"], \"reaches\" | scenes[0]: lanes: has simulation",
        "\"base\": \"climb\", \"lanes\": [\"smoke\"], \"reaches\" | \"base\": \"climbe\", \"lanes\": [\"smoke\"], \"reaches\" | scenes[Top].base: there is no model",
        "\"reaches\": \"AtMax\"   | \"reaches\": \"At Max\"    | scenes[0]: reaches",
        "\"reaches\": \"AtMax\"   | \"overrides\": { \"Top\": \"1\" }, \"reaches\": \"AtMax\" | scenes[Top].overrides.Top",
        "\"maxLength\": 3         | \"maxLength\": 0           | maxLength",
        "\"maxLength\": 3         | \"maxLength\": null        | maxLength",
      })
  void refuses(String good, String bad, String words) {
    String json = json();
    String changed = json.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
    assertThat(changed).isNotEqualTo(json);
    assertThatThrownBy(() -> parse(changed))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(FILE)
        .hasMessageContaining(words);
  }

  @Test
  void aModelHasWhatItsModuleHasUnlessItSaysOtherwise() {
    Model climb = parse(json()).only("climb").models().get(0);
    Model wander = parse(json()).only("wander").models().get(0);
    assertThat(climb.properties()).containsExactly("StepsByOne", "ReachesMax", "Climbs");
    assertThat(wander.properties()).containsExactly("StepsByOne");
    assertThat(wander.invariants()).isEqualTo(climb.invariants());
    assertThat(wander.constants()).isEqualTo(climb.constants());
    assertThat(wander.specification()).isEqualTo("Spec");
    assertThat(wander.deadlock()).isFalse();
    assertThat(wander.simulation()).isEqualTo(new Simulation(20, 50));
  }

  @Test
  void aModelIsSimulatedOnlyInThatLane() {
    String both =
        json()
            .replace("[\"smoke\", \"full\"]", "[\"smoke\", \"simulation\"]")
            .replace("\"coverage\": true", "\"simulation\": { \"depth\": 9, \"traces\": 7 }");
    Manifest manifest = parse(both);
    assertThat(manifest.lane(Lane.SMOKE).models()).noneMatch(Model::simulated);
    assertThat(manifest.only("climb").models()).noneMatch(Model::simulated);
    assertThat(manifest.only("wander").models()).allMatch(Model::simulated);
    assertThat(manifest.lane(Lane.SIMULATION).models()).hasSize(2).allMatch(Model::simulated);
    assertThat(manifest.lane(Lane.SIMULATION).covered()).isEmpty();
  }

  @Test
  void coverageIsJudgedOnlyWhereEveryCoverageModelIs() {
    String second =
        json()
            .replace(
                "{ \"name\": \"wander\"",
                "{ \"name\": \"more\", \"lanes\": [\"full\"], \"sentence\": \"more\","
                    + " \"coverage\": true,"
                    + " \"expect\": { \"distinct\": [1, 9], \"depth\": [1, 9] } },"
                    + " { \"name\": \"wander\"");
    assertThat(parse(second).lane(Lane.FULL).covered()).hasSize(1);
    assertThat(parse(second).lane(Lane.SMOKE).covered()).isEmpty();
  }

  @Test
  void aFairnessConditionLessIsAnotherSpecification() {
    Selection.Injection unfair = parse(json()).only("Unfair").faults().get(0);
    assertThat(unfair.fault().kind()).isEqualTo(Fault.Kind.FAIRNESS);
    assertThat(unfair.model().specification()).isEqualTo("UnfairSpec");
    assertThat(unfair.model().constants()).isEqualTo(unfair.base().constants());
    assertThat(unfair.model().properties()).containsExactly("ReachesMax");
  }

  @Test
  void aFindingNeedsNoOverride() {
    String finding =
        json()
            .replace(
                "\"kind\": \"fault\", \"overrides\": { \"Leap\": \"TRUE\" }",
                "\"kind\": \"finding\"");
    Selection.Injection leap = parse(finding).only("Leap").faults().get(0);
    assertThat(leap.fault().overrides()).isEmpty();
    assertThat(leap.model().constants()).isEqualTo(leap.base().constants());
  }

  @Test
  void aSceneChecksOnlyThatItNeverHappens() {
    Selection.Staging top = parse(json()).only("Top").scenes().get(0);
    assertThat(top.model().invariants()).containsExactly("NeverAtMax");
    assertThat(top.model().properties()).isEmpty();
    assertThat(top.model().deadlock()).isFalse();
  }

  @Test
  void ordersModulesAndRefusesANameThatTwoFilesUse() {
    String ours = renamed("Rollforward", "r");
    String alpha = renamed("Alpha", "a");
    Manifest all = Manifest.parse(Map.of("a", alpha, "c", json(), "r", ours));
    assertThat(all.modules())
        .extracting(SpecModule::module)
        .containsExactly("Rollforward", "Alpha", "Counter");
    assertThat(all.models())
        .extracting(Model::name)
        .containsExactly("rclimb", "rwander", "aclimb", "awander", "climb", "wander");
    assertThat(all.of("Alpha").models()).hasSize(2);
    assertThat(all.of("Alpha").faults())
        .extracting(Fault::name)
        .containsExactly("aOvershoot", "aLeap", "aSlip", "aUnfair");
    assertThat(all.of("Alpha").scenes()).extracting(Scene::name).containsExactly("aTop");
    assertThatThrownBy(() -> all.of("Beta")).hasMessage("no module is called Beta");
    assertThat(all.only("aLeap").faults().get(0).base().module()).isEqualTo("Alpha");
    assertThatThrownBy(() -> Manifest.parse(new TreeMap<>(Map.of("1", json(), "2", json()))))
        .hasMessage("2: module: names something twice: Counter is in 1; rename one of them");
    String same = json().replace("\"Counter\"", "\"Other\"");
    assertThatThrownBy(() -> Manifest.parse(new TreeMap<>(Map.of("1", json(), "2", same))))
        .hasMessage("2: name: names something twice: climb is in 1; rename one of them");
  }

  private static String renamed(String module, String prefix) {
    return json()
        .replace("\"Counter\"", "\"" + module + "\"")
        .replaceAll("\"(name|base)\": \"", "$0" + prefix);
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> parse("{ \"format\": 2,\n oops"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(FILE + ":2");
    assertThatThrownBy(() -> parse(json() + "{}")).isInstanceOf(UsageException.class);
  }

  /** What nobody has run to its end is for the machines of those who have hours. */
  @Test
  void onlyTheExhaustiveLaneHasModelsWhoseNumberOfStatesIsOpen() {
    assertThat(SpecFiles.bundled().manifest().models())
        .filteredOn(model -> !model.simulated() && isOpen(model.expect().distinct()))
        .isNotEmpty()
        .allSatisfy(
            model -> assertThat(model.lanes()).as(model.name()).containsExactly(Lane.EXHAUSTIVE));
  }

  private static boolean isOpen(ExpectedRange states) {
    return states.high() > 2 * Math.max(1, states.low());
  }
}
