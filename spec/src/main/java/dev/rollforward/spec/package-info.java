/**
 * The TLA+ specification of Rollforward and the code that checks it with TLC, in packages by what
 * they do:
 *
 * <ul>
 *   <li>{@code model}: reads the modules and {@code models/*.json}: models, faults, scenes, lanes;
 *   <li>{@code tlc}: runs TLC on one model, in a JVM of its own or on several machines;
 *   <li>{@code check}: checks a whole lane;
 *   <li>{@code report}: what came of each check, and how that is written down;
 *   <li>{@code trace}: counterexamples, and how they are printed;
 *   <li>{@code graph}: all states and steps of a model;
 *   <li>{@code value}: values of TLA+ as TLC prints them.
 * </ul>
 *
 * Begin with {@link dev.rollforward.spec.model.SpecFiles}, {@link
 * dev.rollforward.spec.model.Manifest} and {@link dev.rollforward.spec.check.LaneCheck}.
 */
package dev.rollforward.spec;
