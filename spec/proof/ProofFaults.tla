---------------------------- MODULE ProofFaults ----------------------------
(***************************************************************************)
(* The faults of Rollforward.tla in the form of the proof: each removes    *)
(* one rule, and has to leave an obligation that is refuted.               *)
(*                                                                         *)
(* A definition NoFence_MaySkip is what the fault NoFence puts in place of *)
(* MaySkip.                                                                *)
(***************************************************************************)
EXTENDS RollforwardProof

\* FAULT NoFence: rule 7, only tables that moved are restored.
NoFence_MaySkip(s, t) == Fenced(sop[s], t) \/ ~LandedSomewhere(sop[s], t)

=============================================================================
