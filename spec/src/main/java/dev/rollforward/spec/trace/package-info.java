/** Counterexamples: what TLC printed, who did what in them, and how they are shown. */
package dev.rollforward.spec.trace;
