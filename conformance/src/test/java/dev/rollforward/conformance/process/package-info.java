/**
 * The same schedules by JVMs of their own, which are stopped, continued and killed by signals and
 * talk by pipes. A {@code Deed} is what one is told to do, an {@code Actor} one from outside, an
 * {@code ActorMain} from inside, and a {@code RootWitness} sees what they leave behind.
 */
package dev.rollforward.conformance.process;
