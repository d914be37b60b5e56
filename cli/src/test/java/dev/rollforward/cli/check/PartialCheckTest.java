package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.cli.CliException;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Violation;
import dev.rollforward.spec.model.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command {@code check} on a part of the clock. */
class PartialCheckTest {
  private static final Target OVERSHOOT = new Target.One(Target.Kind.FAULT, "Overshoot");
  private static final Target ALONE = new Target.One(Target.Kind.SCENE, "ClockCommitsAlone");
  private static final Target RANDOM = new Target.One(Target.Kind.MODEL, "clock-random");

  @RegisterExtension private final Clock clock = new Clock();

  /** Where the code ran, the check would fail. */
  @BeforeEach
  void breakTheCode() {
    clock.code(
        new CodeOutcome(
            "memory",
            Scenario.SameTables,
            1,
            Map.of(),
            List.of(new Violation("PinExact", "")),
            Duration.ZERO));
  }

  private static Request seeded(Target target, long seed) {
    return new Request(
        target,
        Optional.of(seed),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void assertRefused(ThrowingCallable call, String problem, String remedy) {
    assertThatThrownBy(call)
        .hasMessageContaining(problem)
        .isInstanceOfSatisfying(
            CliException.class,
            refused -> {
              assertThat(refused.remedy()).contains(remedy);
              assertThat(refused.exitCode()).isEqualTo(2);
            });
  }

  @Test
  void aFaultShowsWhatBreaksAndHow() {
    assertThat(clock.check(OVERSHOOT)).isZero();
    assertThat(clock.printed())
        .startsWith(
            """
            Overshoot, a fault of Clock: a hand goes too far
            Bounded is violated after 2 steps

              0          start
              1  hand 1  Tick   hand[1]: 0 -> 1
              2  hand 1  Tick   hand[1]: 1 -> 2

            [ok] caught by the property that should break (\
            """);
    assertThat(clock.home().resolve("target/rollforward/TEST-rollforward-check.xml"))
        .doesNotExist();
  }

  /** With words for its steps and its property, a counterexample is a story, unless one asks. */
  @Test
  void aFaultIsToldInWordsAndEndsWithTheHarm() throws IOException {
    Files.writeString(
        clock.home().resolve("spec/words.json"),
        """
        {"actions": {"Tick": "goes on"}, "harm": {"Bounded": "it is later than it is"}}
        """);

    assertThat(clock.check(OVERSHOOT)).isZero();
    assertThat(clock.printed())
        .contains(
            """
              0          start: tables and manifest agree
              1  hand 1  goes on
              2  hand 1  goes on

            --verbose shows what each step changed instead, explain draws it.

            Violated: it is later than it is.
            """);

    Request verbose =
        new Request(
            OVERSHOOT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Reports.NONE,
            Optional.empty(),
            false,
            false,
            false,
            true);
    assertThat(clock.check(verbose)).isZero();
    assertThat(clock.printed())
        .contains("Tick   hand[1]: 0 -> 1", "Violated: it is later")
        .doesNotContain("goes on");
  }

  @Test
  void aFairnessControlEndsWithNothingHappening() {
    assertThat(clock.check(new Target.One(Target.Kind.FAULT, "NobodyRings"))).isZero();
    assertThat(clock.printed())
        .contains("AllRing is violated", "  and nothing happens any more", "[ok] caught");
  }

  @Test
  void aFaultThatNothingCatchesFails() throws IOException {
    clock.edit("Clock.tla", "THEN Max + 1", "THEN Max");

    assertThat(clock.check(OVERSHOOT)).isEqualTo(1);
    assertThat(clock.printed()).contains("[violation] not caught by Bounded: it held");
  }

  @Test
  void aFaultThatIsFoundTooLateIsNotCaught() throws IOException {
    clock.edit("models/Clock.json", "too far\", \"maxLength\": 4", "too far\", \"maxLength\": 2");

    assertThat(clock.check(OVERSHOOT)).isEqualTo(1);
    assertThat(clock.printed()).contains("not caught", "hand[1]: 1 -> 2");
  }

  @Test
  void aSceneThatCannotHappenFails() throws IOException {
    clock.edit("models/Clock.json", "\"FirstRang\"", "\"Midnight\"");

    assertThat(clock.check(ALONE)).isEqualTo(1);
    assertThat(clock.printed()).contains("Midnight never happens");
  }

  @Test
  void aFaultThatAnotherPropertyCatchesFails() throws IOException {
    clock.edit("Clock.tla", "Bounded ==", "TypeOK == rung = {} /\\ hand[1] < 2\nBounded ==");
    clock.edit(
        "models/Clock.json", "\"invariants\": [\"Bounded\"]", "\"invariants\": [\"TypeOK\"]");

    assertThat(clock.check(OVERSHOOT)).isEqualTo(1);
    assertThat(clock.printed()).contains("TypeOK is violated after", "[violation] not caught by");
  }

  @Test
  void aFaultThatCannotBeCheckedIsAUsageErrorOfItsOwn() throws IOException {
    clock.edit("Clock.tla", "Limit ==", "Limit == nothing +");

    assertThat(clock.check(OVERSHOOT)).isEqualTo(2);
    assertThat(clock.printed()).contains("[unreadable]");
  }

  @Test
  void aSceneShowsTheWayThere() {
    assertThat(clock.check(ALONE)).isZero();
    assertThat(clock.printed())
        .contains(
            "FirstRang is reached after 2 steps",
            "  2  hand 1  Ring   rung: + 1\n",
            "[ok] reached");
  }

  @Test
  void aModelIsCheckedAlone() {
    assertThat(clock.check(new Target.One(Target.Kind.MODEL, "sundial"))).isZero();
    assertThat(clock.printed())
        .containsPattern("sundial +one hour +2 +2 +[0-9.]+ s +held")
        .doesNotContain("clock", "Code:");
  }

  @Test
  void aModuleIsCheckedAlone() {
    assertThat(clock.check(new Target.OfModule("Clock", Lane.SMOKE))).isZero();
    assertThat(clock.printed()).contains("Overshoot").doesNotContain("sundial", "Code:");
  }

  @Test
  void unknownNamesAreAnsweredWithNearOnes() {
    assertRefused(
        () -> clock.check(new Target.One(Target.Kind.FAULT, "overshot")),
        "no fault is called \"overshot\"",
        "did you mean Overshoot?");
    assertRefused(
        () -> clock.check(new Target.OfModule("Clok", Lane.SMOKE)),
        "no module is called \"Clok\"",
        "did you mean Clock?");
    assertRefused(
        () -> clock.check(new Target.One(Target.Kind.SCENE, "xyz")),
        "no scene is called \"xyz\"",
        "there are: ClockCommitsAlone");
    assertRefused(
        () -> clock.check(new Target.One(Target.Kind.MODEL, "Overshoot")),
        "Overshoot is a fault, not a model",
        "use --fault Overshoot");
  }

  @Test
  void aSimulationSaysHowToRepeatIt() {
    assertThat(clock.check(new Target.Whole(Lane.SIMULATION))).isZero();
    Matcher seed =
        Pattern.compile(
                "Seed (\\d+); to repeat it: rollforward check --lane simulation --seed \\1\\R")
            .matcher(clock.printed());
    assertThat(seed.find()).isTrue();
    assertThat(clock.printed()).containsPattern("clock-random +counts to 50 +10 +[0-9,]+");
  }

  @Test
  void theSameSeedGivesTheSameBehaviour() throws IOException {
    clock.edit("Clock.tla", "Bounded == ", "Bounded == hand[1] + hand[2] < 20 /\\ ");

    assertThat(clock.check(seeded(RANDOM, 7))).isEqualTo(1);
    List<String> first = steps();
    assertThat(clock.check(seeded(RANDOM, 7))).isEqualTo(1);
    assertThat(steps()).isEqualTo(first).hasSize(20);
    assertThat(clock.check(seeded(RANDOM, 8))).isEqualTo(1);
    assertThat(steps()).isNotEqualTo(first);
    assertThat(clock.printed())
        .contains("to repeat it: rollforward check --model clock-random --seed 8");
  }

  private List<String> steps() {
    return clock.printed().lines().filter(line -> line.contains(" Tick ")).toList();
  }

  @Test
  void aSeedIsRefusedWhereNothingIsRandom() {
    assertRefused(
        () -> clock.check(seeded(OVERSHOOT, 7)), "--seed is for simulations", "--lane simulation");
  }

  @Test
  void partialChecksAddToWhatIsKnown() throws IOException {
    clock.check(OVERSHOOT);
    clock.check(new Target.One(Target.Kind.MODEL, "sundial"));
    clock.check(RANDOM);

    assertThat(clock.lastCheck().at("/entries").fieldNames())
        .toIterable()
        .containsExactly("Overshoot", "clock-random (simulation)", "sundial");
    assertThat(clock.lastCheck().at("/entries/Overshoot/steps").asInt()).isEqualTo(2);
    assertThat(clock.lastCheck().at("/entries/sundial/distinct").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsKnownMayBeDamaged() throws IOException {
    clock.check(OVERSHOOT);
    Files.writeString(clock.home().resolve(".rollforward/last-check.json"), "{");

    assertRefused(() -> clock.check(OVERSHOOT), "last-check.json cannot be read", "delete it");
  }
}
