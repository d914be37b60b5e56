package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Terminal;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Violation;
import dev.rollforward.spec.Lane;
import dev.rollforward.spec.SpecFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check} on a counter of three states, through TLC. */
class CheckTest {
  private static final String HOME = "rollforward.home";
  private static final String MODULE =
      """
      ---- MODULE Clock ----
      EXTENDS Naturals
      CONSTANT Overshoot
      VARIABLE x
      Init == x = 0
      Tick == x < (IF Overshoot THEN 3 ELSE 2) /\\ x' = x + 1
      Spec == Init /\\ [][Tick]_x
      Bounded == x <= 2
      ====
      """;
  private static final String MODELS =
      """
      { "format": 2, "module": "Clock", "design": "a clock", "blocks": "nobody",
        "constants": {"Overshoot": "FALSE"}, "specification": "Spec",
        "invariants": ["Bounded"], "properties": [],
        "models": [ { "name": "clock", "lanes": ["smoke"], "sentence": "counts to 2",
            "expect": {"distinct": [DISTINCT, 3], "depth": [1, 3]} } ],
        "faults": [ { "name": "Overshoot", "base": "clock", "overrides": {"Overshoot": "FAULT"},
            "lanes": ["smoke"], "breaks": "Bounded", "kind": "fault",
            "sentence": "counts too far", "maxLength": LENGTH } ] }
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private String homeBefore;

  @BeforeEach
  void reportsGoIntoTheFolder() {
    homeBefore = System.getProperty(HOME);
    System.setProperty(HOME, folder.toString());
  }

  @AfterEach
  void restoreHome() {
    if (homeBefore == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, homeBefore);
    }
  }

  @Test
  void whatHoldsIsReportedWithItsBounds() throws IOException {
    Path json = folder.resolve("report.json");

    assertThat(check(models("3", "4"), List.of(code()), json)).isZero();

    assertThat(printed())
        .containsPattern("clock +counts to 2 +3 +3 +[0-9.]+ s +held")
        .containsPattern("Overshoot +counts too far +Bounded +3 +caught")
        .containsPattern("memory +SameTables +7 +[0-9.]+ s +held")
        .contains("[ok] No violation found")
        .contains("This is no proof");
    JsonNode report = JsonMapper.builder().build().readTree(json.toFile());
    assertThat(report.at("/verdict").asText()).isEqualTo("held");
    assertThat(report.at("/spec/models/0/result/stats/distinct").asLong()).isEqualTo(3);
    assertThat(report.at("/code/0/schedules").asInt()).isEqualTo(7);
    assertThat(folder.resolve("target/rollforward/TEST-rollforward-check.xml"))
        .content()
        .contains("tests=\"3\"", "failures=\"0\"");
  }

  @Test
  void aModelWithTooFewStatesFails() throws IOException {
    assertThat(check(models("4", "4").replace("[4, 3]", "[4, 9]"), List.of(code()), null))
        .isEqualTo(1);
    assertThat(printed()).contains("[violation]").contains("which should be");
  }

  @Test
  void aFaultThatIsFoundTooLateIsNotCaught() throws IOException {
    assertThat(check(models("3", "3"), List.of(code()), null)).isEqualTo(1);
    assertThat(printed()).contains("not caught").contains("x = 3");
  }

  @Test
  void aViolationInTheCodeFails() throws IOException {
    CodeOutcome broken =
        new CodeOutcome(
            "memory",
            Scenario.SameTables,
            7,
            List.of(new Violation("PinExact", "writer-1 Publish: manifest 3")),
            Duration.ZERO);

    assertThat(check(models("3", "4"), List.of(broken), null)).isEqualTo(1);
    assertThat(printed()).contains("[PinExact]").contains("writer-1 Publish: manifest 3");
  }

  @Test
  void aModelThatCannotBeReadIsAUsageError() {
    assertThatThrownBy(() -> check(models("3", "4").replace("lanes", "lane"), List.of(), null))
        .isInstanceOfSatisfying(CliException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("Clock.json");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheWork() {
    assertThatThrownBy(
            () -> check(models("3", "4"), List.of(), folder.resolve("nowhere/report.json")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nowhere");
    assertThat(printed()).isEmpty();
  }

  private static CodeOutcome code() {
    return new CodeOutcome("memory", Scenario.SameTables, 7, List.of(), Duration.ofSeconds(1));
  }

  private static String models(String distinct, String length) {
    return MODELS
        .replace("DISTINCT", distinct)
        .replace("LENGTH", length)
        .replace("\"FAULT\"", "\"TRUE\"");
  }

  private int check(String models, List<CodeOutcome> code, Path json) throws IOException {
    Path spec = folder.resolve("spec");
    Files.createDirectories(spec.resolve("models"));
    Files.writeString(spec.resolve("Clock.tla"), MODULE);
    Files.writeString(spec.resolve("models/Clock.json"), models);
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, new Terminal(false, false, false, 80));
    return new Check(console, () -> SpecFiles.in(spec), (where, progress) -> code)
        .run(Lane.SMOKE, json);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
