package dev.rollforward.spec.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTextTest {
  private static final Map<String, String> ACTORS = actors();
  private static final Trace TRACE =
      trace(
          new Trace.Stops(),
          "Initial predicate",
          "wpc = <<\"arm\", \"start\">> / sweep = <<[pc |-> \"idle\", fresh |-> TRUE],"
              + " [pc |-> \"idle\", fresh |-> TRUE]>> / sidecars = {} / chain = <<<<>>, <<7>>>>",
          "ArmSidecar",
          "wpc = <<\"commit\", \"start\">> / sweep = <<[pc |-> \"idle\", fresh |-> TRUE],"
              + " [pc |-> \"idle\", fresh |-> TRUE]>> / sidecars = {1} / chain = <<<<>>, <<7>>>>",
          "SweepRollBack",
          "wpc = <<\"commit\", \"start\">> / sweep = <<[pc |-> \"idle\", fresh |-> FALSE],"
              + " [pc |-> \"restore\", fresh |-> TRUE]>> / sidecars = {1}"
              + " / chain = <<<<>>, <<7>>>>",
          "Tick",
          "wpc = <<\"commit\", \"start\">> / sweep = <<[pc |-> \"idle\", fresh |-> FALSE],"
              + " [pc |-> \"restore\", fresh |-> TRUE]>> / sidecars = {1}"
              + " / chain = <<<<>>, <<7, [op |-> 1, restores |-> 0, base |-> <<1, 1>>]>>>>");

  private static Map<String, String> actors() {
    Map<String, String> actors = new LinkedHashMap<>();
    actors.put("wpc", "writer");
    actors.put("sweep", "sweep");
    return actors;
  }

  /** A trace of actions, each with the state that it leads to. */
  private static Trace trace(Trace.Ending ending, String... steps) {
    TraceReader reader = new TraceReader();
    for (int i = 0; i < steps.length; i += 2) {
      reader.state(
          "%s: <%s>\n/\\ %s".formatted(i / 2 + 1, steps[i], steps[i + 1].replace(" / ", "\n/\\ ")));
    }
    return new Trace(reader.trace().states(), ending);
  }

  private static List<String> lines(int columns, Trace trace) {
    return new TraceText(columns, ACTORS, false, TraceText.Paint.NONE).lines(trace);
  }

  @Test
  void whoDidWhatAndWhatThatChanged() {
    assertThat(lines(100, TRACE))
        .containsExactly(
            "0            start",
            "1  writer 1  ArmSidecar     sidecars: + 1",
            "                            wpc[1]: \"arm\" -> \"commit\"",
            "2  sweep 2   SweepRollBack  sweep[1].fresh: TRUE -> FALSE",
            "                            sweep[2].pc: \"idle\" -> \"restore\"",
            "3            Tick           chain[2]: + [2] = [op |-> 1, restores |-> 0, base |-> <<1, 1>>]");
  }

  @Test
  void aNarrowColumnIsWrapped() {
    assertThat(lines(64, TRACE))
        .endsWith(
            "3            Tick           chain[2]: + [2] = [op |-> 1,",
            "                              restores |-> 0, base |-> <<1, 1>>]")
        .allMatch(line -> line.length() <= 64);
  }

  @Test
  void withoutRoomBesideTheStepChangesStandBelow() {
    assertThat(lines(40, TRACE))
        .containsSubsequence(
            "1  writer 1  ArmSidecar",
            "   sidecars: + 1",
            "   wpc[1]: \"arm\" -> \"commit\"",
            "2  sweep 2   SweepRollBack")
        .allMatch(line -> line.length() <= 40);
  }

  @Test
  void theFirstStateIsShownOnDemand() {
    TraceText text = new TraceText(80, Map.of(), true, TraceText.Paint.NONE);
    assertThat(text.lines(TRACE))
        .startsWith(
            "0  start          wpc = <<\"arm\", \"start\">>",
            "                  sweep = <<[pc |-> \"idle\", fresh |-> TRUE],",
            "                    [pc |-> \"idle\", fresh |-> TRUE]>>",
            "                  sidecars = {}");
  }

  @Test
  void anEndlessBehaviourSaysHowItGoesOn() {
    String start = "x = 0";
    Trace stutters = trace(new Trace.Stutters(), "Initial predicate", start);
    Trace lasso = trace(new Trace.BackTo(0, "Reset"), "Initial predicate", start, "Inc", "x = 1");
    assertThat(lines(80, stutters)).containsExactly("0  start", "and nothing happens any more");
    assertThat(lines(80, lasso))
        .containsExactly(
            "0  start", "1  Inc    x: 0 -> 1", "and Reset leads back to where step 0 had led");
    assertThat(lines(80, Trace.none())).isEmpty();
  }

  @Test
  void aStepThatChangesNothingSaysSo() {
    Trace idle = trace(new Trace.Stops(), "Initial predicate", "x = 0", "Look", "x = 0");
    assertThat(lines(80, idle)).containsExactly("0  start", "1  Look   (no change)");
  }

  @Test
  void anActorWithoutAnIndexIsNamedAlone() {
    Trace trace = trace(new Trace.Stops(), "Initial predicate", "sweep = \"a\"", "Go", "sweep = 1");
    assertThat(lines(80, trace)).endsWith("1  sweep  Go     sweep: \"a\" -> 1");
  }

  @Test
  void aMemberThatComesOrGoesIsAnIndexToo() {
    Trace trace =
        trace(new Trace.Stops(), "Initial predicate", "sweep = {1}", "Go", "sweep = {1, \"b\"}");
    assertThat(lines(80, trace)).endsWith("1  sweep b  Go     sweep: + \"b\"");
  }

  @Test
  void paintDoesNotPushColumnsAside() {
    TraceText.Paint colour = (part, text) -> "\033[2m" + text + "\033[0m";
    assertThat(new TraceText(64, ACTORS, false, colour).lines(TRACE))
        .allMatch(line -> line.contains("\033[2m"))
        .map(line -> line.replaceAll("\033\\[\\dm", ""))
        .map(String::stripTrailing)
        .containsExactlyElementsOf(lines(64, TRACE));
  }
}
