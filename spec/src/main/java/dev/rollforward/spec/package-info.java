/**
 * The TLA+ specification of Rollforward and the code that checks it with TLC.
 *
 * <p>{@link dev.rollforward.spec.SpecFiles} holds the modules and the manifest in {@code models/};
 * {@link dev.rollforward.spec.Manifest} says which models, deliberate faults and scenes there are;
 * {@link dev.rollforward.spec.TlcRunner} checks one of them in a JVM of its own; {@link
 * dev.rollforward.spec.LaneCheck} checks a whole lane and judges it; {@link
 * dev.rollforward.spec.DistributedRun} checks one model on several machines.
 */
package dev.rollforward.spec;
