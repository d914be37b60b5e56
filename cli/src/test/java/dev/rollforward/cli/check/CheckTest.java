package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.Action;
import dev.rollforward.cli.CliException;
import dev.rollforward.conformance.CrashWindow;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Schedule;
import dev.rollforward.conformance.Violation;
import dev.rollforward.spec.model.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command {@code check} on whole lanes of the clock, through TLC. */
class CheckTest {
  private static final Target SMOKE = new Target.Whole(Lane.SMOKE);
  private static final Target CLOCK = new Target.One(Target.Kind.MODEL, "clock");

  @RegisterExtension private final Clock clock = new Clock();

  private static Request reportedTo(Path json) {
    return new Request(
        SMOKE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(json),
        Optional.empty());
  }

  private static CodeOutcome code(Violation... violations) {
    return new CodeOutcome(
        "memory",
        Scenario.SameTables,
        7,
        Map.of(new CrashWindow(Action.Publish, Schedule.Halt.DIES), 3),
        List.of(violations),
        Duration.ofSeconds(1));
  }

  @Test
  void whatHoldsIsReportedWithItsBounds() throws IOException {
    Path json = clock.home().resolve("report.json");
    clock.code(code());

    assertThat(clock.check(reportedTo(json).with(false, true))).isZero();

    assertThat(clock.printed())
        .containsPattern("clock +counts to 1 +9 +5 +[0-9.]+ s +held")
        .containsPattern("Overshoot +a hand goes too far +Bounded +2 +caught")
        .containsPattern("BothRing +nobody waits +OneRings +4 +found")
        .containsPattern("NobodyRings +ringing may wait +AllRing +3 +caught")
        .containsPattern("ClockCommitsAlone +the first hand rings +2 +reached")
        .containsPattern("Clock +clock +2 +all taken")
        .containsPattern("memory +SameTables +7 +[0-9.]+ s +held")
        .containsPattern("\\[ok] Nothing is wrong \\(smoke, [0-9]+ states, [0-9.]+ s\\)")
        .contains("This is no proof");
    assertThat(sections())
        .containsExactly(
            "Models",
            "Negative controls",
            "Findings",
            "Fairness controls",
            "Scenes",
            "Coverage",
            "Code",
            "Covered",
            "Not covered");
    assertThat(clock.printed().lines()).containsSubsequence("  Clock", "  Sundial");
    JsonNode report = JsonMapper.builder().build().readTree(json.toFile());
    assertThat(report.at("/verdict").asText()).isEqualTo("held");
    assertThat(report.at("/spec/models/0/result/stats/distinct").asLong()).isEqualTo(9);
    assertThat(report.at("/code/0/schedules").asInt()).isEqualTo(7);
    assertThat(report.at("/code/0/windows/0").toString())
        .isEqualTo("{\"after\":\"Publish\",\"halt\":\"dies\",\"times\":3}");
    assertThat(clock.home().resolve("target/rollforward/TEST-rollforward-check.xml"))
        .content()
        .contains("tests=\"9\"", "failures=\"0\"");
  }

  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

  @Test
  void theVerdictComesFirstAndThenTheFiveGroups() {
    clock.code(code());

    assertThat(clock.check(SMOKE)).isZero();

    List<String> lines = clock.printed().lines().toList();
    assertThat(lines.get(0)).startsWith("[ok] Nothing is wrong (smoke");
    assertThat(clock.printed())
        .containsPattern("1 Our protocol, every reachable state +holds +3 models +[0-9.]+ s")
        .containsPattern("\\R +20 states\\R")
        .containsPattern("2 Each rule removed must be noticed +noticed +3 faults")
        .containsPattern("3 Situations that must be reachable +reached +1 scene")
        .containsPattern("4 Java library, in memory and on Lance +holds +1 scenario ")
        .doesNotContain("Overshoot");
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("J"))
        .allMatch(line -> line.length() <= 80);
    assertThat(lines.indexOf("")).isLessThan(12);
  }

  @Test
  void theQuickLaneKeepsWhatNothingHasChangedFor() throws IOException {
    Target quick = new Target.Whole(Lane.QUICK);
    assertThat(clock.check(quick)).isZero();
    assertThat(clock.printed()).doesNotContain("kept");

    assertThat(clock.check(quick)).isZero();
    assertThat(clock.printed()).containsPattern("3 models\\R +all kept, " + DAY);

    assertThat(clock.check(Request.of(quick).with(true, false))).isZero();
    assertThat(clock.printed()).doesNotContain("kept");

    clock.edit("Sundial.tla", "Short ==", "\\* No shade is longer.\nShort ==");
    assertThat(clock.check(quick)).isZero();
    assertThat(clock.printed())
        .containsPattern("3 models +[0-9.]+ s\\R +2 states\\R +2 kept, " + DAY);
  }

  /** The lane that counts checks our protocol every time, and only keeps the alternatives. */
  @Test
  void theSmokeLaneKeepsTheAlternativesOnly() throws IOException {
    makeAnAlternativeOfTheSundial();
    assertThat(clock.check(SMOKE)).isZero();
    assertThat(clock.printed()).containsPattern("5 Alternatives .* as known +2 checks +[0-9.]+ s");

    assertThat(clock.check(SMOKE)).isZero();
    assertThat(clock.printed())
        .containsPattern("5 Alternatives .* as known +2 checks\\R +all kept, " + DAY)
        .containsPattern("2 Each rule removed must be noticed +noticed +3 faults +[0-9.]+ s");

    clock.edit("models/Sundial.json", "\"maxLength\": 9}],", "\"maxLength\": 8}],");
    assertThat(clock.check(SMOKE)).isZero();
    assertThat(clock.printed()).containsPattern("2 checks +[0-9.]+ s\\R +1 kept, " + DAY);
  }

  /** A fresh clone has no results of its own, but those that the project records. */
  @Test
  void whatIsRecordedNeedsNoCheckUntilItChanges() throws IOException {
    makeAnAlternativeOfTheSundial();
    assertThat(clock.check(recording())).isZero();
    assertThat(clock.printed()).contains("Recorded 2 results in ");
    Files.delete(clock.home().resolve(".rollforward/last-check.json"));

    assertThat(clock.check(SMOKE)).isZero();
    assertThat(clock.printed())
        .containsPattern("5 Alternatives .* as known +2 checks\\R +all kept, " + DAY)
        .containsPattern("2 Each rule removed must be noticed +noticed +3 faults +[0-9.]+ s");

    assertThat(clock.check(Request.of(SMOKE).with(true, false))).isZero();
    assertThat(clock.printed()).doesNotContain("kept");

    clock.edit("Sundial.tla", "Short ==", "\\* No shade is longer.\nShort ==");
    Files.delete(clock.home().resolve(".rollforward/last-check.json"));
    assertThat(clock.check(SMOKE)).isZero();
    assertThat(clock.printed()).doesNotContain("kept");
  }

  /** What has changed since, or came out badly, is no record. */
  @Test
  void onlyWhatStandsIsRecorded() throws IOException {
    makeAnAlternativeOfTheSundial();
    assertThat(clock.check(recording())).isZero();
    clock.edit("models/Sundial.json", "[2, 2], \"depth\"", "[3, 3], \"depth\"");

    assertThat(clock.check(recording())).isEqualTo(1);
    assertThat(clock.printed()).contains("Recorded 1 results in ");
    assertThat(clock.warned()).contains("not known to be good: sundial");
    assertThat(clock.home().resolve("spec/kept.json"))
        .content()
        .contains("SundialCommitsAlone")
        .doesNotContain("\"sundial\"", "clock");
  }

  private static Request recording() {
    Request all = Request.of(SMOKE).with(true, false);
    return new Request(
        all.target(),
        all.seed(),
        all.workers(),
        all.heapMegabytes(),
        all.server(),
        all.reports(),
        all.trace(),
        true,
        false,
        true,
        false);
  }

  private void makeAnAlternativeOfTheSundial() throws IOException {
    clock.edit(
        "models/Sundial.json",
        "\"faults\"",
        """
        "scenes": [{"name": "SundialCommitsAlone", "base": "sundial", "lanes": ["smoke"],
          "reaches": "Noon", "sentence": "it is noon", "maxLength": 9}],
        "faults\"""");
    clock.edit("Sundial.tla", "====", "Noon == shade = 1\nNeverNoon == ~Noon\n====");
  }

  /** What came out badly is shown again, with its trace, until it is mended. */
  @Test
  void whatWasBadIsNeverKept() throws IOException {
    clock.edit("Clock.tla", "hand[h] <= Max", "hand[h] < Max");
    Target quick = new Target.Whole(Lane.QUICK);
    for (int i = 0; i < 2; i++) {
      assertThat(clock.check(quick)).isEqualTo(1);
      assertThat(clock.printed()).contains("clock: Bounded is violated", "hand[1]: 0 -> 1");
    }
  }

  @Test
  void resultsThatCannotBeKeptAreToldBeforeTheWork() throws IOException {
    Files.writeString(clock.home().resolve(".rollforward"), "a file");

    assertThatThrownBy(() -> clock.check(SMOKE))
        .isInstanceOfSatisfying(CliException.class, e -> assertThat(e.exitCode()).isEqualTo(3))
        .hasMessageContaining("could not be written");
    assertThat(clock.printed()).isEmpty();
  }

  private List<String> sections() {
    return clock
        .printed()
        .lines()
        .filter(line -> line.matches("[A-Z][a-z]+( [a-z]+)?: .*"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }

  @Test
  void aModelWithTooFewStatesFails() throws IOException {
    clock.edit("models/Clock.json", "[9, 9]", "[10, 19]");

    assertThat(clock.check(CLOCK)).isEqualTo(1);
    assertThat(clock.printed()).contains("[violation]", "which should be");
  }

  @Test
  void aViolatedModelShowsItsTrace() throws IOException {
    clock.edit("Clock.tla", "hand[h] <= Max", "hand[h] < Max");

    assertThat(clock.check(CLOCK)).isEqualTo(1);
    assertThat(clock.printed())
        .contains("clock: Bounded is violated after 1 step")
        .contains("  0          start\n  1  hand 1  Tick   hand[1]: 0 -> 1\n");
  }

  @Test
  void aViolationInTheCodeFails() {
    clock.code(code(new Violation("PinExact", "writer-1 Publish: manifest 3")));

    assertThat(clock.check(new Target.Whole(Lane.FULL))).isEqualTo(1);
    assertThat(clock.printed()).contains("[PinExact]", "writer-1 Publish: manifest 3");
  }

  @Test
  void aModelThatCannotBeReadIsAUsageError() throws IOException {
    clock.edit("models/Clock.json", "lanes", "lane");

    assertThatThrownBy(() -> clock.check(SMOKE))
        .isInstanceOfSatisfying(CliException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("Clock.json");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheWork() {
    Path nowhere = clock.home().resolve("nowhere/report.json");

    assertThatThrownBy(() -> clock.check(reportedTo(nowhere)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nowhere");
    assertThat(clock.printed()).isEmpty();
  }

  @Test
  void aLaneWithoutAnythingIsRefused() {
    assertThatThrownBy(() -> clock.check(new Target.Whole(Lane.EXHAUSTIVE)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nothing to check of lane exhaustive");
  }
}
