/**
 * Linearizability: what a user's threads see of the library is {@code spec/AtomicCommit.tla}, which
 * is what the spec calls RefinesAtomicCommit.
 */
package dev.rollforward.lincheck;
