package dev.rollforward.spec.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceText;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Judges recorded output of TLC, as it was and tampered with. */
class TlcVerdictTest {
  private static final Model COUNTER =
      Toy.counter(List.of("TypeOK", "NeverTwo", "StartsHigh"), List.of("StepsByOne", "Climbs"));

  private static TlcResult judge(String text, int exitCode) {
    return TlcVerdict.of(COUNTER, Recorded.output(text), exitCode, List.of());
  }

  private static TlcResult recorded(String name, int exitCode) {
    return judge(Toy.recorded(name), exitCode);
  }

  private static void assertUnfinished(TlcResult result, String reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Unfinished.class, r -> assertThat(r.reason()).contains(reason));
  }

  private static void assertViolated(
      TlcResult result, TlcResult.Kind kind, Consumer<TlcResult.Violated> requirements) {
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Violated.class,
            violated -> {
              assertThat(violated.kind()).isEqualTo(kind);
              requirements.accept(violated);
            });
  }

  @Test
  void heldNeedsTheWordsAndTheExitCodeAndAnEmptyQueue() {
    String text = Toy.recorded("held");
    assertThat(judge(text, 0))
        .asInstanceOf(InstanceOfAssertFactories.type(TlcResult.Held.class))
        .satisfies(
            held -> {
              assertThat(held.stats().generated()).isEqualTo(17);
              assertThat(held.stats().distinct()).isEqualTo(10);
              assertThat(held.stats().depth()).isEqualTo(4);
              assertThat(held.collisionProbability()).isBetween(1e-19, 1e-17);
            });
    assertUnfinished(judge(text, 1), "exit code is 1");
    assertUnfinished(
        judge(text.replace("found, 0 states left on queue", "found, 7 states left on queue"), 0),
        "7 states unexplored");
    assertUnfinished(judge(without(text, 2193), 0), "without a verdict");
    assertUnfinished(judge(without(text, 2186), 0), "died with exit code 0");
  }

  @Test
  void successAfterAViolationIsAViolation() {
    String both =
        Toy.recorded("invariant")
            .replace("@!@!@STARTMSG 2199:0", section("held", 2193) + "@!@!@STARTMSG 2199:0");
    assertThat(judge(both, 0)).isInstanceOf(TlcResult.Violated.class);
  }

  @Test
  void coverageListsIdleActions() {
    TlcStats stats = recorded("held", 0).stats();
    assertThat(stats.coverage())
        .extracting(ActionCoverage::action)
        .containsExactly("Inc", "Reset", "Jump", "Exceed", "FallBack", "Scramble", "Never");
    assertThat(stats.coverage().get(0).distinct()).isEqualTo(9);
    assertThat(stats.idleActions())
        .containsExactly("Jump", "Exceed", "FallBack", "Scramble", "Never");
  }

  @Test
  void invariants() {
    assertViolated(
        recorded("invariant", 12),
        TlcResult.Kind.INVARIANT,
        violated -> {
          assertThat(violated.isKnownToBe("NeverTwo")).isTrue();
          assertThat(violated.trace().length()).isEqualTo(3);
          assertThat(violated.trace().states().get(2).action()).isEqualTo("Inc");
        });
    assertViolated(
        recorded("invariant-initially", 12),
        TlcResult.Kind.INVARIANT,
        violated -> {
          assertThat(violated.isKnownToBe("StartsHigh")).isTrue();
          assertThat(violated.trace().states())
              .singleElement()
              .satisfies(state -> assertThat(state.variables()).containsEntry("x", "0"));
        });
  }

  @Test
  void anActionPropertyIsNamedButARefinementIsOnlyLocated() {
    assertViolated(
        recorded("step", 13),
        TlcResult.Kind.STEP,
        violated -> assertThat(violated.isKnownToBe("StepsByOne")).isTrue());
    assertViolated(
        recorded("refinement", 13),
        TlcResult.Kind.STEP,
        violated -> {
          assertThat(violated.message()).contains("of module Ladder");
          assertThat(violated.suspects()).containsExactly("StepsByOne", "Climbs");
          assertThat(violated.isKnownToBe("Climbs")).isFalse();
        });
  }

  @Test
  void initialStateOfAProperty() {
    assertViolated(
        recorded("initial-state", 13),
        TlcResult.Kind.INITIAL_STATE,
        violated -> assertThat(violated.trace().length()).isEqualTo(1));
  }

  @Test
  void livenessEndsInALassoOrInStuttering() {
    assertViolated(
        recorded("lasso", 13),
        TlcResult.Kind.LIVENESS,
        violated -> {
          assertThat(violated.suspects()).containsExactly("StepsByOne", "Climbs");
          assertThat(violated.trace().ending()).isEqualTo(new Trace.BackTo(0, "FallBack"));
          assertThat(TraceText.of(violated.trace()))
              .endsWith("and FallBack leads back to where step 0 had led\n");
        });
    assertViolated(
        recorded("stutter", 13),
        TlcResult.Kind.LIVENESS,
        violated -> {
          assertThat(violated.trace().length()).isEqualTo(4);
          assertThat(violated.trace().ending()).isEqualTo(new Trace.Stutters());
        });
  }

  @Test
  void deadlockAssumptionAndAssertion() {
    assertThat(recorded("deadlock", 11))
        .isInstanceOfSatisfying(
            TlcResult.Deadlocked.class,
            deadlocked -> assertThat(deadlocked.trace().length()).isEqualTo(4));
    assertViolated(
        recorded("assumption", 10),
        TlcResult.Kind.ASSUMPTION,
        violated -> assertThat(violated.property()).contains("of module Trouble is false"));
    assertViolated(
        recorded("assertion", 14),
        TlcResult.Kind.ASSERTION,
        violated -> assertThat(violated.property()).contains("x is too large"));
  }

  @Test
  void whatCannotBeEvaluatedIsABadSpec() {
    assertBadSpec(recorded("evaluation", 255), "Tail", "Line 13, column");
    assertBadSpec(recorded("nested", 76), "Evaluating invariant Wrong failed", "Tail");
    assertBadSpec(recorded("unparsable", 150), "***Parse Error***", "line 3, column 9");
    assertBadSpec(recorded("config", 151), "The invariant Missing specified");
  }

  @Test
  void unsoundLivenessIsNoSuccess() {
    assertBadSpec(recorded("constraint", 0), "constraints during liveness checking is dangerous");
  }

  private static void assertBadSpec(TlcResult result, String... words) {
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.BadSpec.class, bad -> assertThat(bad.message()).contains(words));
  }

  @Test
  void aCutOffRunIsUnfinished() {
    String text = Toy.recorded("invariant");
    assertUnfinished(
        judge(text.substring(0, text.indexOf("2: <Inc")), 137), "died with exit code 137");
    assertUnfinished(
        judge(
            without(Toy.recorded("held"), 2186)
                + "\nTerminating due to java.lang.OutOfMemoryError: Java heap space",
            3),
        "out of memory");
    assertUnfinished(
        TlcVerdict.of(COUNTER, Recorded.output(""), 1, List.of("Error: no main class")),
        "Error: no main class");
    assertUnfinished(judge("# A fatal error has been detected", 134), "A fatal error");
  }

  @Test
  void troublesOfTheMachineSayNothingAboutTheSpec() {
    String full =
        section("held", 2262)
            + "@!@!@STARTMSG 2175:1 @!@!@\nno space left\n@!@!@ENDMSG 2175 @!@!@\n"
            + section("held", 2186);
    assertUnfinished(judge(full, 255), "no space left");
    assertUnfinished(judge(full.replace("2175", "1001"), 255), "out of memory");
  }

  private static String section(String name, int code) {
    return sectionOf(Toy.recorded(name), code);
  }

  private static String sectionOf(String text, int code) {
    String end = "@!@!@ENDMSG " + code + " @!@!@\n";
    return text.substring(
        text.indexOf("@!@!@STARTMSG " + code + ":"), text.indexOf(end) + end.length());
  }

  private static String without(String text, int code) {
    return text.replace(section("held", code), "");
  }

  private static TlcResult simulated(String text, int exitCode) {
    Model wander = Toy.MANIFEST.only("wander").models().get(0);
    return TlcVerdict.of(wander, Recorded.output(text), exitCode, List.of());
  }

  @Test
  void aSimulationThatEndsWellNeedsItsModeItsStatesAndTheExitCode() {
    String text = Toy.recorded("simulated");
    assertThat(simulated(text, 0))
        .isInstanceOfSatisfying(
            TlcResult.Sampled.class,
            sampled -> {
              assertThat(sampled.traces()).isEqualTo(50);
              assertThat(sampled.stats().generated()).isEqualTo(1001);
            });
    assertUnfinished(simulated(text, 1), "exit code is 1");
    assertUnfinished(simulated(text.replace("1001 states", "0 states"), 0), "without a simulation");
    assertUnfinished(simulated(Toy.recorded("held"), 0), "without a simulation");
    assertUnfinished(judge(text, 0), "without a verdict");
  }

  @Test
  void aSimulationGivesATraceLikeAnyOther() {
    assertViolated(
        simulated(Toy.recorded("simulated-invariant"), 12),
        TlcResult.Kind.INVARIANT,
        violated -> {
          assertThat(violated.isKnownToBe("NeverTwo")).isFalse();
          assertThat(violated.trace().length()).isEqualTo(3);
        });
  }

  private static TlcResult distributed(String text) {
    return DistributedVerdict.of(COUNTER, Recorded.output(text), 0, List.of());
  }

  @Test
  void aServerThatExitsWithZeroMayHaveFoundAViolation() {
    assertThat(distributed(Toy.recorded("distributed"))).isInstanceOf(TlcResult.Held.class);
    String found = Toy.recorded("distributed-invariant");
    assertViolated(
        distributed(found),
        TlcResult.Kind.SAFETY,
        violated -> assertThat(violated.suspects()).containsAll(COUNTER.checked()));
    assertUnfinished(
        distributed(found.replace(sectionOf(found, 2186), "")), "died with exit code 0");
  }
}
