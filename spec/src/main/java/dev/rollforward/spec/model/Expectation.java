package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How much of a state space a model has to explore. A model that explores less may have lost its
 * behaviours, and one that explores more has changed without anyone saying so: both fail.
 *
 * @param distinct the number of distinct states
 * @param depth the length of the longest shortest path from an initial state, counted in states
 */
public record Expectation(
    @JsonProperty(required = true) ExpectedRange distinct,
    @JsonProperty(required = true) ExpectedRange depth) {
  public Expectation {
    Names.present("distinct", distinct);
    Names.present("depth", depth);
  }
}
