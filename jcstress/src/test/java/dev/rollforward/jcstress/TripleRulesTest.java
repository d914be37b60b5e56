package dev.rollforward.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/** Every test is in a triple, and every triple is one. */
class TripleRulesTest {
  private static final String MISLABELLED = Probes.Mislabelled.class.getCanonicalName();
  private static final String NEVER_SEEN = Probes.NeverSeen.class.getCanonicalName();

  @Test
  void everyTestIsListed() {
    List<String> listed = new ArrayList<>(Triple.allTests());
    listed.addAll(List.of(MISLABELLED, NEVER_SEEN));

    assertThat(TripleRules.unlisted(TestList.tests(), listed)).isEmpty();
  }

  @Test
  void aTestOutsideOfTheTriplesIsAProblem() {
    assertThat(TripleRules.unlisted(TestList.tests(), Triple.allTests()))
        .containsExactlyInAnyOrder(
            MISLABELLED + " is a test, and no triple has it",
            NEVER_SEEN + " is a test, and no triple has it");
  }

  @Test
  void aListedTestThatIsNotThereIsAProblem() {
    assertThat(TripleRules.unlisted(List.of(), List.of("Gone")))
        .containsExactly("Gone is listed, and there is no such test");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRightForbidsWhatTheBrokenShows(Triple triple) {
    List<TestInfo> tests = triple.tests().stream().map(TestList::getInfo).toList();

    assertThat(TripleRules.problems(tests.get(0), tests.get(1), tests.get(2))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFaultIsOneOfTheSpec(Triple triple) throws IOException {
    String models = Files.readString(Path.of("..", "spec", "models", "Rollforward.json"));

    assertThat(triple.fault().stream()).allMatch(fault -> isFaultIn(models, fault));
  }

  @Test
  void aFaultThatTheSpecDoesNotHaveIsNoticed() throws IOException {
    String models = Files.readString(Path.of("..", "spec", "models", "Rollforward.json"));

    assertThat(isFaultIn(models, "NoSuchFault")).isFalse();
  }

  private static boolean isFaultIn(String models, String fault) {
    return models.contains("{ \"name\": \"" + fault + "\", \"kind\": \"fault\"");
  }

  @Test
  void aTripleThatForbidsSomethingElseIsAProblem() {
    TestInfo forbids = TestList.getInfo(MISLABELLED);
    TestInfo shows = TestList.getInfo(NEVER_SEEN);

    assertThat(TripleRules.problems(forbids, shows, forbids))
        .hasSize(2)
        .allMatch(problem -> problem.contains("forbids [1, 1]") && problem.contains("[0, 0]"));
    assertThat(TripleRules.problems(forbids, forbids, shows))
        .anyMatch(problem -> problem.contains("is not there to show anything"))
        .anyMatch(problem -> problem.contains("is right, and yet there to show something"));
  }
}
