/**
 * The proof of the protocol for any number of operations, tables and sweeps: reads {@code
 * proof/RollforwardProof.tla} with SANY, splits it into obligations, and lets Z3 discharge them.
 *
 * <p>{@link dev.rollforward.spec.proof.ProofModule} is what was read. The same formulas go to Z3
 * and to {@link dev.rollforward.spec.proof.Evaluator}, which evaluates them on the states that TLC
 * finds; so what is proved and what is compared with {@code Rollforward.tla} is one text.
 */
package dev.rollforward.spec.proof;
