/**
 * Failpoints: named places in the code at which a test makes something happen. {@link
 * dev.rollforward.failpoint.Failpoints#hit} marks a place; switched off, which is always but in
 * tests, it is one read of a field that is null.
 *
 * <p>The package knows nothing of the protocol. Each protocol keeps a catalogue of its own names,
 * an enum that implements {@link dev.rollforward.failpoint.FailpointName}. Library code only marks
 * places; that nothing in it switches one on, and that every place names a constant, is checked by
 * {@code ArchitectureTest} and {@code FailpointGuardTest}.
 */
package dev.rollforward.failpoint;
