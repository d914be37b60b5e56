package dev.rollforward.jcstress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;

/** The rules that a triple obeys. */
final class TripleRules {
  private TripleRules() {}

  /**
   * What is wrong with a list of tests, in words; empty if nothing is.
   *
   * @param generated the tests that jcstress would run
   * @param listed the tests whose results are checked
   */
  static List<String> unlisted(Collection<String> generated, Collection<String> listed) {
    List<String> problems = new ArrayList<>();
    generated.stream()
        .filter(test -> !listed.contains(test))
        .map(test -> test + " is a test, and no triple has it")
        .forEach(problems::add);
    listed.stream()
        .filter(test -> !generated.contains(test))
        .map(test -> test + " is listed, and there is no such test")
        .forEach(problems::add);
    return problems;
  }

  /**
   * What is wrong with a triple, in words; empty if nothing is. What the broken test is there to
   * show, and nothing else, is what the others forbid.
   */
  static List<String> problems(TestInfo idea, TestInfo broken, TestInfo product) {
    List<String> problems = new ArrayList<>();
    Set<String> shown = outcomes(broken, Expect.ACCEPTABLE_INTERESTING::equals);
    if (shown.isEmpty()) {
      problems.add(broken.name() + " is not there to show anything");
    }
    for (TestInfo right : List.of(idea, product)) {
      Set<String> forbidden = outcomes(right, Expect.FORBIDDEN::equals);
      if (!forbidden.equals(shown)) {
        problems.add(
            "%s forbids %s, and %s shows %s"
                .formatted(right.name(), forbidden, broken.name(), shown));
      }
      if (!outcomes(right, Expect.ACCEPTABLE_INTERESTING::equals).isEmpty()) {
        problems.add(right.name() + " is right, and yet there to show something");
      }
    }
    return problems;
  }

  private static Set<String> outcomes(TestInfo test, Predicate<Expect> wanted) {
    return test.cases().stream()
        .filter(outcome -> wanted.test(outcome.expect()))
        .map(StateCase::matchPattern)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
