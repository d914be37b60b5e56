/**
 * Checks traces of the library ({@code dev.rollforward.trace}) against {@code
 * spec/TraceRollforward.tla}: puts the events of all processes into one order by what they read,
 * infers the steps that no event reports, and has TLC follow the result.
 */
package dev.rollforward.conformance.trace;
