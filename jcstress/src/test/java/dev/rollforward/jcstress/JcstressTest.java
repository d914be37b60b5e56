package dev.rollforward.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.store.file.NewestNeverGoesBack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the jcstress tests, and checks that the check of their results can fail. */
class JcstressTest {
  private static final Duration LONG = Duration.ofMillis(200);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final long SAMPLES = 100_000;

  private static final List<Class<?>> TESTS =
      List.of(
          NewestNeverGoesBack.Idea.class,
          NewestNeverGoesBack.Broken.class,
          NewestNeverGoesBack.Product.class,
          ManifestIsCreatedOnce.Idea.class,
          ManifestIsCreatedOnce.Broken.class,
          ManifestIsCreatedOnce.Product.class);

  private static final List<Class<?>> PROBES =
      List.of(Probes.Mislabelled.class, Probes.NeverSeen.class);

  @Test
  void theBrokenGoWrongAndTheProductDoesNot() throws IOException, InterruptedException {
    Verdicts verdicts = run("triples", "Newest|ManifestIs", 2, LONG);

    System.out.print(verdicts.summary());
    assertThat(verdicts.problems(TESTS, SAMPLES)).isEmpty();
  }

  @Test
  void aForbiddenOutcomeAndAMissingWitnessAreProblems() throws IOException, InterruptedException {
    Verdicts verdicts = run("probes", "Probes", 2, SHORT);

    assertThat(verdicts.problems(PROBES, 1))
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("Mislabelled saw").contains("what always"),
            problem -> assertThat(problem).contains("exit code 1"),
            problem -> assertThat(problem).contains("NeverSeen never saw").contains("what never"));
    assertThat(verdicts.problems(PROBES, Long.MAX_VALUE))
        .as("too few samples")
        .filteredOn(problem -> problem.contains("was played"))
        .hasSize(PROBES.size());
    assertThat(verdicts.problems(List.of(), 1))
        .as("tests that nobody expected")
        .filteredOn(problem -> problem.contains("nobody expected"))
        .hasSize(PROBES.size());
  }

  @Test
  void aTestThatDoesNotRunIsAProblem() throws IOException, InterruptedException {
    assertThat(run("nothing", "NoSuchTest", 2, SHORT).problems(PROBES, 1))
        .as("no test of that name")
        .allMatch(problem -> problem.endsWith("did not run"))
        .hasSize(PROBES.size());
    assertThat(run("skipped", "Probes", 1, SHORT).problems(PROBES, 1))
        .as("two actors on one processor")
        .allMatch(problem -> problem.endsWith("did not run"))
        .hasSize(PROBES.size());
  }

  private static Verdicts run(String folder, String tests, int cpus, Duration time)
      throws IOException, InterruptedException {
    Path place = Path.of("target", "jcstress", folder);
    return new JcstressRun(place, tests, cpus, time).verdicts();
  }
}
