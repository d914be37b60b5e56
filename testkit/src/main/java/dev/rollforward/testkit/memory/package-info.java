/**
 * Stores in memory, in two forms that one contract suite holds to the same behaviour.
 *
 * <p>{@link dev.rollforward.testkit.memory.MemoryManifestStore}, {@link
 * dev.rollforward.testkit.memory.MemorySidecarStore} and {@link
 * dev.rollforward.testkit.memory.MemoryAuditStore} keep the protocol's values as they are. They are
 * for exploring: a group of three commits takes 0.5 ms over them and 5 ms over blob stores, which
 * write each object as JSON, read it back and check its sums; the replay of a state graph runs
 * through hundreds of thousands of such steps, and Lincheck takes each call for one step.
 *
 * <p>{@link dev.rollforward.testkit.memory.VolatileBlobs} is below the blob stores that ship: for
 * everything about objects, their form and their faults, power failures among them.
 */
package dev.rollforward.testkit.memory;
