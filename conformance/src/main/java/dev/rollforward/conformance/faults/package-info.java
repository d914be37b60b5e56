/**
 * The faults of {@code spec/Rollforward.tla} planted into the library itself: each is a small
 * change to its source under the name of the spec's switch, compiled aside and put before the
 * library on the class path of a child JVM, in which the committed checks run. So no switch is in
 * the library, and every engine is asked the same question: would you notice?
 */
package dev.rollforward.conformance.faults;
