package dev.rollforward.spec.proof;

/**
 * A state that has the invariant, and a step from it to one that does not; or, where there is no
 * step, a state that has the lemmas and not what should follow from them.
 *
 * @param obligation what it refutes
 * @param before the state before, and the parameters of the step
 * @param after the state after; the same where there is no step
 */
record Counterexample(Obligation obligation, GroundState before, GroundState after) {}
