/**
 * Stores in memory: no I/O, no time, no randomness, so that checkers can explore every schedule.
 */
package dev.rollforward.testkit.memory;
