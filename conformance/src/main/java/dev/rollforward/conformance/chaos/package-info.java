/**
 * Deterministic simulation: processes that use the public API over stores in memory take turns as a
 * seed says, and the seed also says which calls fail, arrive late or twice, or are a process's
 * last. The same seed gives the same run.
 */
package dev.rollforward.conformance.chaos;
