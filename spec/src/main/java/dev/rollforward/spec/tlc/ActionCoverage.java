package dev.rollforward.spec.tlc;

/**
 * How often an action of the next-state relation was taken.
 *
 * @param action its name
 * @param location where it is defined, in TLC's words
 * @param distinct how many states it was the first to reach
 * @param generated how many steps it took; 0 means that it was never enabled
 */
public record ActionCoverage(String action, String location, long distinct, long generated) {}
