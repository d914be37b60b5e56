/** A place in the memory of this JVM, which is gone when it ends: for tests and experiments. */
package dev.rollforward.store.memory;
