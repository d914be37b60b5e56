package dev.rollforward.spec.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every name that a counterexample of our protocol can show has its words. */
class WordsTest {
  private static final SpecFiles FILES = SpecFiles.bundled();
  private static final String MODULE = "Rollforward";

  private static String body(String text, String operator) {
    var definition =
        Pattern.compile("(?ms)^" + operator + "(?:\\([^)]*\\))? ==(.*?)^\\s*$").matcher(text);
    return definition.find() ? definition.group(1) : "";
  }

  /** The operators that Next offers, through those that only list others. */
  private static void collect(String text, String operator, Set<String> actions) {
    Pattern.compile("\\b([A-Z]\\w+)(?:\\([a-z, ]+\\))?(?=\\s|$)")
        .matcher(body(text, operator))
        .results()
        .map(name -> name.group(1))
        .filter(name -> !body(text, name).isEmpty())
        .forEach(
            name -> {
              if (Set.of("Actors", "WriterStep", "SweepStep").contains(name)) {
                collect(text, name, actions);
              } else {
                actions.add(name);
              }
            });
  }

  @Test
  void everyActionHasWords() {
    Set<String> actions = new TreeSet<>();
    collect(FILES.texts().get(MODULE + ".tla"), "Next", actions);

    assertThat(actions).contains("ArmSidecar", "SweepFenceTable", "CrashWriter");
    assertThat(FILES.words().actions().keySet()).containsAll(actions);
  }

  @Test
  void everyPropertyThatAFaultBreaksSaysTheHarm() {
    Manifest ours = FILES.manifest().of(MODULE);
    Set<String> broken = new TreeSet<>();
    ours.faults().forEach(fault -> broken.add(fault.breaks()));
    ours.models().forEach(model -> broken.addAll(model.checked()));

    assertThat(broken).contains("NoDriftAfterDecision");
    assertThat(FILES.words().harm().keySet()).containsAll(broken);
  }

  @Test
  void aTableIsNamedWhereTheStepTells() {
    Words words = FILES.words();
    assertThat(words.action("CommitTable", java.util.Optional.of("table 2")))
        .contains("commits its change to table 2");
    assertThat(words.action("CommitTable", java.util.Optional.empty()))
        .contains("sends its commit to a table, where it has not landed");
    assertThat(words.action("PrepareTable", java.util.Optional.empty()).orElseThrow())
        .startsWith("looks at a table");
    assertThat(words.action("Nothing", java.util.Optional.empty())).isEmpty();
  }
}
