package dev.rollforward.pit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate over PIT's report opens only when every survivor, and nothing else, has a reason. */
class SurvivorsTest {
  private static final String FIRST = "| Fence.holds | removed a call | 1 |";
  private static final String SECOND = "| Fence.holds | removed a call | 2 |";

  @TempDir private Path folder;

  @BeforeEach
  void oneSource() throws IOException {
    Files.writeString(folder.resolve("Fence.java"), "");
  }

  @Test
  void aSurvivorNeedsAReason() throws IOException {
    String report = mutation("SURVIVED", 9);

    assertThat(problems(report, FIRST + " it is equivalent |")).isEmpty();
    assertThat(problems(report)).singleElement().asString().contains("no test notices", FIRST);
    assertThat(problems(report, FIRST + "  |"))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("the last of them a reason"));
  }

  @Test
  void aReasonForADeadMutantIsStale() throws IOException {
    assertThat(problems(mutation("KILLED", 9))).isEmpty();
    assertThat(problems(mutation("KILLED", 9), FIRST + " it is equivalent |"))
        .singleElement()
        .asString()
        .contains("dead or gone", FIRST);
  }

  @Test
  void mutantsThatReadTheSameAreToldApartByTheirOrder() throws IOException {
    String report = mutation("SURVIVED", 12) + mutation("KILLED", 9);

    assertThat(problems(report, SECOND + " it is equivalent |")).isEmpty();
    assertThat(problems(report, FIRST + " it is equivalent |")).hasSize(2);
  }

  @Test
  void aRowStandsOnce() throws IOException {
    String row = FIRST + " it is equivalent |";

    assertThat(problems(mutation("SURVIVED", 9), row, row))
        .singleElement()
        .asString()
        .contains("twice");
  }

  @Test
  void aSourceWithoutMutantsNeedsAReasonToo() throws IOException {
    Files.writeString(folder.resolve("Verdict.java"), "");
    String row = "| Verdict.java | nothing to mutate | 1 |";

    assertThat(problems(mutation("KILLED", 9))).singleElement().asString().contains(row);
    assertThat(problems(mutation("KILLED", 9), row + " two names and no code |")).isEmpty();
    assertThat(problems("")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "KILLED, 0", "TIMED_OUT, 0", "MEMORY_ERROR, 0", "NON_VIABLE, 0", "SURVIVED, 1",
    "NO_COVERAGE, 1", "RUN_ERROR, 1", "NOT_STARTED, 1", "STARTED, 1", "A_NEW_STATUS, 1"
  })
  void whatPitDoesNotKnowToBeNoticedIsNot(String status, int expected) throws IOException {
    assertThat(problems(mutation(status, 9))).hasSize(expected);
  }

  @Test
  void whatIsNoReportIsRefused() {
    assertThatThrownBy(() -> problems("<mutation>"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no report of PIT");
  }

  @Test
  void theMainProgramFails() throws IOException {
    String[] args = {
      report(mutation("SURVIVED", 9)).toString(), list().toString(), folder.toString()
    };

    assertThatThrownBy(() -> Survivors.main(args))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(FIRST);
  }

  private List<String> problems(String mutations, String... rows) throws IOException {
    return Survivors.problems(PitReport.read(report(mutations)), list(rows), folder);
  }

  private Path report(String mutations) throws IOException {
    return Files.writeString(
        folder.resolve("mutations.xml"), "<mutations>" + mutations + "</mutations>");
  }

  private Path list(String... rows) throws IOException {
    String head =
        "# Survivors\n\n| where | what | nth | why it may live |\n| --- | --- | --- | --- |";
    String table =
        Stream.concat(Stream.of(head), Stream.of(rows)).collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("survivors.md"), table);
  }

  private static String mutation(String status, int index) {
    return """
    <mutation status='%s'><sourceFile>Fence.java</sourceFile>
    <mutatedClass>dev.rollforward.core.Fence</mutatedClass><mutatedMethod>holds</mutatedMethod>
    <methodDescription>()Z</methodDescription><indexes><index>%s</index></indexes>
    <description>removed a call</description></mutation>"""
        .formatted(status, index);
  }
}
