package dev.rollforward.spec.trace;

import java.util.List;

/**
 * A counterexample: a behaviour from an initial state.
 *
 * @param states its states in order; empty if TLC printed none
 * @param ending how it goes on after its last state
 */
public record Trace(List<TraceState> states, Ending ending) {

  /** How a counterexample goes on after its last state. */
  public sealed interface Ending permits Stops, Stutters, BackTo {}

  /** The last state is the one that is wrong, or has no successor. */
  public record Stops() implements Ending {}

  /** Nothing happens any more, for ever. */
  public record Stutters() implements Ending {}

  /**
   * The behaviour repeats itself for ever.
   *
   * @param step the number of the step that led to the state that it returns to; 0 for the first
   * @param action the action that returns there
   */
  public record BackTo(int step, String action) implements Ending {}

  public Trace {
    states = List.copyOf(states);
  }

  /** No behaviour at all. */
  public static Trace none() {
    return new Trace(List.of(), new Stops());
  }

  /** The number of steps: its first state, to which none leads, does not count. */
  public int steps() {
    return Math.max(0, length() - 1);
  }

  /** The number of states. */
  public int length() {
    return states.size();
  }
}
