package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many random behaviours to try instead of all.
 *
 * @param depth where a behaviour is cut off, in states
 * @param traces how many behaviours
 */
public record Simulation(
    @JsonProperty(required = true) int depth, @JsonProperty(required = true) int traces) {
  public Simulation {
    Names.check(depth >= 2, "depth", depth + " is no behaviour; give 2 states or more");
    Names.check(traces >= 1, "traces", "is not positive");
  }
}
