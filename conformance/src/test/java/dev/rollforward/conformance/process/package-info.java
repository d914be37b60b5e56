/**
 * The same schedules by JVMs of their own, which are stopped, continued and killed by signals and
 * talk by pipes. A {@code WorkerTask} is what one is told to do, a {@code WorkerProcess} one from
 * outside, a {@code WorkerMain} from inside, and a {@code RootObserver} sees what they leave
 * behind.
 */
package dev.rollforward.conformance.process;
