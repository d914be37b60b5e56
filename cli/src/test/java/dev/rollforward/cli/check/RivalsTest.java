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
  void everyDesignThatCommitsHasARow() throws IOException {
    clock.check(new Target.One(Target.Kind.MODEL, "clock"));
    String known = clock.lastCheck().at("/entries/clock").toString();

    assertThat(compare(false)).isZero();
    assertThat(clock.printed())
        .contains("  what it is  two hands", "  who waits   nobody")
        .contains("  holds       2 of 3 properties: Bounded, AllRing", "  violates    OneRings")
        .contains("  first       OneRings, after 4 steps (BothRing): ")
        .contains("  a commit    2 store calls")
        .doesNotContain("Sundial");
    assertThat(clock.lastCheck().at("/entries").fieldNames())
        .toIterable()
        .containsExactly("BothRing", "ClockCommitsAlone", "clock", "clock-live");
    assertThat(clock.lastCheck().at("/entries/clock")).hasToString(known);
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
                + " | `OneRings` after 4 steps (`BothRing`) | 2 | nobody |");
    assertThat(clock.lastCheck()).hasToString(known);
  }

  @Test
  void aDesignThatComesOutOtherwiseIsReported() throws IOException {
    clock.edit("Clock.tla", "Cardinality(rung) <= 1", "Cardinality(rung) <= 2");

    assertThat(compare(false)).isEqualTo(1);
    assertThat(clock.printed()).contains("  violates    none within the bounds");
    assertThat(clock.warned()).contains("BothRing: not caught by OneRings: it held");
  }
}
