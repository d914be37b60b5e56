/**
 * Writes down what the protocol does, one line an event, so that it can be held against {@code
 * spec/Rollforward.tla} afterwards: {@code ./rollforward validate FILE}.
 */
package dev.rollforward.trace;
