/**
 * The machinery of an open group: the handle behind {@link dev.rollforward.TableGroup}, its
 * transactions and snapshots, the queue of its commits, the gate that closes it, and how long it
 * waits for others. It implements the public API over the engine and chooses the stores; it holds
 * no rule of the protocol. Not for users: they import {@code dev.rollforward} only.
 */
package dev.rollforward.runtime;
