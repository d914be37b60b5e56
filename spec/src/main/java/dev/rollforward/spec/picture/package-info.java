/** Behaviours as sequence diagrams: counterexamples and traces, for a terminal and for a page. */
package dev.rollforward.spec.picture;
