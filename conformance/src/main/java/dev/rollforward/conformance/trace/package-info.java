/**
 * Holds traces of the library ({@code dev.rollforward.trace}) against {@code
 * spec/TraceRollforward.tla}: puts the events of all processes in one order by what they saw, and
 * has TLC follow it.
 */
package dev.rollforward.conformance.trace;
