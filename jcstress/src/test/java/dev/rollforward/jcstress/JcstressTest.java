package dev.rollforward.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the jcstress tests, and checks that the check of their results can fail. */
class JcstressTest {
  private static final List<String> PROBES =
      Stream.of(Probes.Mislabelled.class, Probes.NeverSeen.class)
          .map(Class::getCanonicalName)
          .toList();

  static List<Jdk> jdks() throws IOException {
    return Jdk.found();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theBrokenGoWrongAndTheProductDoesNot(Jdk jdk) throws IOException, InterruptedException {
    RunLength effort = RunLength.wanted();
    Verdicts verdicts =
        JcstressRun.play("triples-" + jdk.feature(), jdk, Triple.allTests(), effort);

    System.out.printf("JDK %s at %s%n%s", jdk.feature(), jdk.home(), verdicts.summary());
    assertThat(verdicts.problems(Triple.allTests(), effort.samples())).isEmpty();
  }

  /** A machine that has only one of them still builds, but never in silence. */
  @Test
  void theRunningJdkIsThereAndTheMissingAreSaid() throws IOException {
    List<Jdk> found = Jdk.found();

    System.out.println(
        "JDKs that -Drollforward.jdks did not name, so that nothing ran on them: "
            + Jdk.missing(found));
    assertThat(found).contains(Jdk.running()).doesNotHaveDuplicates();
  }

  @Test
  void aForbiddenOutcomeAndAMissingWitnessAreProblems() throws IOException, InterruptedException {
    Verdicts verdicts = probe("probes", PROBES, 2);

    assertThat(verdicts.problems(PROBES, 1))
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("Mislabelled saw").contains("what always"),
            problem -> assertThat(problem).contains("exit code 1"),
            problem -> assertThat(problem).contains("NeverSeen never saw").contains("what never"));
    assertThat(verdicts.problems(PROBES, Long.MAX_VALUE))
        .as("too few samples")
        .filteredOn(problem -> problem.contains("was played"))
        .hasSize(PROBES.size());
    assertThat(verdicts.wanting(1)).as("may be mended by more").containsExactly(PROBES.get(1));
    assertThat(verdicts.and(verdicts).played(PROBES.get(1)))
        .isEqualTo(2 * verdicts.played(PROBES.get(1)));
    assertThat(verdicts.and(new Verdicts(0, List.of())).problems(PROBES, 1))
        .as("more that is right mends nothing that is wrong")
        .hasSize(3);
    assertThat(verdicts.problems(List.of(), 1))
        .as("tests that nobody expected")
        .filteredOn(problem -> problem.contains("nobody expected"))
        .hasSize(PROBES.size());
  }

  @Test
  void aTestThatDoesNotRunIsAProblem() throws IOException, InterruptedException {
    assertThat(probe("nothing", List.of("NoSuchTest"), 2).problems(PROBES, 1))
        .as("no test of that name")
        .allMatch(problem -> problem.endsWith("did not run"))
        .hasSize(PROBES.size());
    assertThat(probe("skipped", PROBES, 1).problems(PROBES, 1))
        .as("two actors on one processor")
        .allMatch(problem -> problem.endsWith("did not run"))
        .hasSize(PROBES.size());
  }

  @Test
  void aTripleThatShowsNothingIsNotCaught() throws IOException, InterruptedException {
    FaultDetection.Catch unseen =
        FaultDetection.judge(Triple.AuditIsCreatedOnce, new Verdicts(0, List.of()), 1);

    assertThat(unseen.caught()).isFalse();
    assertThat(unseen.saw()).contains("Broken did not run");
    assertThat(FaultDetection.hunt("NoFence")).as("no triple stands for it").isEmpty();
  }

  private static Verdicts probe(String folder, List<String> tests, int cpus)
      throws IOException, InterruptedException {
    Path place = Path.of("target", "jcstress", folder);
    return new JcstressRun(place, Jdk.running(), tests, cpus, RunLength.PROBE).verdicts();
  }
}
