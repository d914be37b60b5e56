package dev.rollforward.spec.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceReaderTest {
  private final TraceReader reader = new TraceReader();

  @Test
  void readsNamesAndValues() {
    reader.state(
        """
        2: <Inc(p1) line 7, col 11 to line 10, col 103 of module Counter>
        /\\ who = (p1 :> 1 @@ p2 :> 0)
        /\\ hist = << [x |-> 0, note |-> "a  b"],
           [x |-> 1, note |-> "c /\\ d = 1"] >>
        """);
    TraceState state = reader.trace().states().get(0);
    assertThat(state.step()).isEqualTo(1);
    assertThat(state.action()).isEqualTo("Inc(p1)");
    assertThat(state.variables())
        .containsEntry("who", "(p1 :> 1 @@ p2 :> 0)")
        .containsEntry(
            "hist", "<< [x |-> 0, note |-> \"a  b\"], [x |-> 1, note |-> \"c /\\ d = 1\"] >>")
        .hasSize(2);
  }

  @Test
  void readsASoleVariable() {
    reader.state("1: <Initial predicate>\nx = <<1,\n  y = 2>>");
    assertThat(reader.trace().states().get(0).variables()).containsEntry("x", "<<1, y = 2>>");
  }

  @Test
  void tellsWhatChanged() {
    reader.state("1: <Initial predicate>\n/\\ x = 0\n/\\ y = 0");
    reader.state("2: <Step line 1, col 1 to line 1, col 2 of module M>\n/\\ x = 1\n/\\ y = 0");
    Trace trace = reader.trace();
    assertThat(trace.states().get(1).changedFrom(trace.states().get(0)))
        .containsExactly(Map.entry("x", "1"));
    assertThat(TraceText.of(trace))
        .isEqualTo("0  start  x = 0\n          y = 0\n1  Step   x: 0 -> 1\n");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> reader.state("State one")).hasMessageContaining("State one");
    assertThatThrownBy(() -> reader.backTo("to the start")).hasMessageContaining("to the start");
  }
}
