package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RivalsTest {
  @RegisterExtension private final Clock clock = new Clock();

  private int compare(boolean markdown) {
    return new Rivals(clock.fresh().console(), clock::files).run(markdown);
  }

  @Test
  void everyDesignHasARow() throws IOException {
    clock.check(new Target.One(Target.Kind.MODEL, "sundial"));
    String known = clock.lastCheck().at("/entries/sundial").toString();

    assertThat(compare(false)).isZero();
    assertThat(clock.printed())
        .containsPattern("Clock +2 +1 +OneRings after 4 steps +2\\R")
        .containsPattern("Sundial +1 +0 +none +\\?\\R")
        .containsPattern("Sundial +a shade \\| no hands +clouds\\R")
        .contains("holds     Bounded, AllRing", "violates  OneRings", "violates  nothing");
    assertThat(clock.lastCheck().at("/entries").fieldNames())
        .toIterable()
        .containsExactly("BothRing", "ClockCommitsAlone", "clock", "clock-live", "sundial");
    assertThat(clock.lastCheck().at("/entries/sundial")).hasToString(known);
    assertMarkdown();
  }

  /** All of it is known by now, so nothing is checked again. */
  private void assertMarkdown() throws IOException {
    String known = clock.lastCheck().toString();
    assertThat(compare(true)).isZero();
    assertThat(clock.printed().lines())
        .containsExactly(
            "| design | holds | violates | first counterexample | store calls per commit"
                + " | what blocks whom |",
            "| --- | --- | --- | --- | --- | --- |",
            "| `Clock`: two hands | `Bounded`, `AllRing` | `OneRings`"
                + " | `OneRings` after 4 steps (`BothRing`) | 2 | nobody |",
            "| `Sundial`: a shade \\| no hands | `Short` | nothing | none | ? | clouds |");
    assertThat(clock.lastCheck()).hasToString(known);
  }

  @Test
  void aDesignThatComesOutOtherwiseIsReported() throws IOException {
    clock.edit("Clock.tla", "Cardinality(rung) <= 1", "Cardinality(rung) <= 2");

    assertThat(compare(false)).isEqualTo(1);
    assertThat(clock.printed()).containsPattern("Clock +2 +0 +none +2\\R");
    assertThat(clock.warned()).contains("BothRing: not caught by OneRings: it held");
  }
}
