---------------------------- MODULE ProofFaults ----------------------------
(***************************************************************************)
(* The faults of Rollforward (Faults.tla), in the form of the proof: each  *)
(* removes a rule, and has to leave an obligation that is refuted.         *)
(*                                                                         *)
(* Modelled: one mistake at a time.  A definition NoFence_MaySkip is what  *)
(*   the fault NoFence puts in place of MaySkip; NoFence_Also would be     *)
(*   actions that it adds.                                                 *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: faults that break liveness only.                          *)
(***************************************************************************)
EXTENDS RollforwardProof

(***************************************************************************)
(* Rule 2: one decision, in the manifest                                   *)
(***************************************************************************)

\* FAULT AuditBeforeDecision: a sweep writes the audit before it decides.
AuditEarly(s) ==
    /\ spc[s] = "rollback"
    /\ ~IsAudited(sop[s])
    /\ audits' = [audits EXCEPT ![sop[s]] = "ABORTED"]
    /\ auditCount' = [auditCount EXCEPT ![sop[s]] = @ + 1]
    /\ UNCHANGED <<chain, manifest, sidecars, flight, wpc, writer, progress, sweep, committed,
                   aborted, reply>>
AuditBeforeDecision_Also == \E s \in Sweeps : AuditEarly(s)

\* FAULT PublishIgnoresDecision: the owner publishes over a decision.
PublishIgnoresDecision_MayPublish(o) == PinsAsExpected(o) /\ SourceIsNew(o)

\* FAULT PublishTableByTable: the pins move one after another.
PublishFirst(o, t) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ TablesOf(o, t)
    /\ pins' = [pins EXCEPT ![t] = NewPin(o, t)]
    /\ committed' = [committed EXCEPT ![o] = TRUE]
    /\ Goto(o, "cleanup")
    /\ Tell(o, "ok")
    /\ VoidPuts
    /\ UNCHANGED <<chain, dropped, tomb, dec, seqs, carried, sidecars, audits, auditCount, armSent,
                   commitSent, writer, progress, sweep, aborted>>
PublishTableByTable_Also == \E o \in Ops, t \in Tables : PublishFirst(o, t)

\* FAULT LastWriterWinsManifest: the owner's put is not conditional, and writes
\* everything as it was once read.
LastWriterWinsManifest_MayPublish(o) == SourceIsNew(o)
LastWriterWinsManifest_PinAfter(o, t) ==
    IF TablesOf(o, t) THEN NewPin(o, t) ELSE IF RelevantOf[o][t] THEN wexp[o][t] ELSE pins[t]

\* FAULT DecideOnStaleRead: a sweep asks for "no decision yet" instead of "not moved".
DecideOnStaleRead_Unmoved(s) == dec[sop[s]] = "none"

\* FAULT SidecarReadFirst: the sidecar is read before the manifest.
SidecarReadFirst_IsGone(s) == FALSE

\* FAULT NeverForward: a sweep aborts whatever is undecided.
NeverForward_Complete(s) == FALSE

\* FAULT CompleteNeedsHead: what is complete counts only while nothing lies above it.
CompleteNeedsHead_Complete(s) ==
    /\ ReadAsExpected(s)
    /\ AllLanded(sop[s])
    /\ \A t \in Tables : TablesOf(sop[s], t) => head[t] = Landing(sop[s], t)

\* FAULT ReadsUnchecked: what was only read may have moved.
ReadsUnchecked_PinsAsExpected(o) ==
    \A t \in Tables : TablesOf(o, t) \/ DroppableOf(o, t) => AsExpected(o, t)

\* FAULT SnapshotIgnored: the writer looks again although its caller began on a snapshot.
LookAgain(o) ==
    /\ wpc[o] = "start"
    /\ MayBegin(o)
    /\ ExpectPins(o)
    /\ Goto(o, ToPrepare(o))
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wbase, wprep, progress,
                   sweep, committed, aborted, reply>>
SnapshotIgnored_Also == \E o \in Ops : LookAgain(o)

\* FAULT ReadsUncheckedByRecovery: a sweep does not ask for what was only read.
ReadsUncheckedByRecovery_ReadAsExpected(s) ==
    \A t \in Tables : TablesOf(sop[s], t) \/ DroppableOf(sop[s], t) =>
        SamePin(spins[s][t], sgone[s][t], wexp[sop[s]][t], wgone[sop[s]][t])
ReadsUncheckedByRecovery_Unmoved(s) ==
    /\ dec[sop[s]] = "none"
    /\ \A t \in Tables : TablesOf(sop[s], t) \/ DroppableOf(sop[s], t) =>
        SamePin(pins[t], dropped[t], spins[s][t], sgone[s][t])

\* FAULT SourceUnchecked: a batch of a source is committed however far that has come.
SourceUnchecked_SourceIsNew(o) == TRUE

\* FAULT SourceRepeatsOnly: only what was committed last is known again.
SourceRepeatsOnly_SourceIsNew(o) == HasSource[o] => seqs[SourceOf[o]] # SequenceOf[o]

\* FAULT SourceUncheckedByRecovery: a sweep rolls forward whatever is complete.
ForwardBlindly(s) ==
    /\ spc[s] = "rollforward"
    /\ Unmoved(s)
    /\ WithCommit(sop[s], [p \in Ops |-> FALSE])
    /\ Decided(s, "COMMITTED", "audit")
    /\ UNCHANGED <<chain, sidecars, audits, auditCount, wpc, writer, progress, reply>>
SourceUncheckedByRecovery_Also == \E s \in Sweeps : ForwardBlindly(s)

\* FAULT RetryInDoubt: the next attempt begins when the one before has given up, and is
\* not decided yet.
RetryInDoubt_MayBegin(o) ==
    IsRetry[o] => wpc[RetryOf[o]] = "converge" \/ reply[RetryOf[o]] = "failed"

\* FAULT DropGivenUp: an owner that only drops says failed when its sidecar is not there.
DropGivenUp_ReadBackSidecar(o) ==
    /\ wpc[o] = "armed?"
    /\ IF sidecars[o] THEN Goto(o, ToCommit(o)) /\ UNCHANGED reply
       ELSE Goto(o, "done") /\ Tell(o, "failed")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted>>

\* FAULT DropsNothing: a drop is published and drops nothing.
DropsNothing_DropsNow(o, t) == FALSE

\* FAULT DuplicatedPut: a sidecar that appears again is judged by the absence of a
\* decision, not by what the pins contain.
DuplicatedPut_ContainedIn(s, t) == FALSE

(***************************************************************************)
(* Rules 3 to 8                                                            *)
(***************************************************************************)

\* FAULT VersionArithmetic: a version number stands for identity.
VersionArithmetic_LandedClean(o, t) == head[t] >= Landing(o, t)

\* FAULT NoParentCheck: a rebased commit is published.
NoParentCheck_LandsCleanly(o, t) == TRUE

\* FAULT HeadNeedNotResolve: a writer prepares on whatever HEAD holds.
HeadNeedNotResolve_IsBase(t, v, pin) == res[t][v] = pin \/ v = head[t]

\* FAULT RememberedUnchecked: what a writer remembers of a table is not what its manifest
\* shows, and it builds on that.
RememberedUnchecked_IsBase(t, v, pin) == TRUE

\* FAULT OverwriteUnfenced: a change is of a kind that no restore refuses.
OverwriteUnfenced_Accepts(t, read) == read # 0 \/ head[t] = 0

\* FAULT NoFence: only tables that moved are restored.
NoFence_MaySkip(s, t) == Fenced(sop[s], t) \/ ~LandedSomewhere(sop[s], t)

\* FAULT OwnerGivesUp: a publish that is lost is reported as failure.
GiveUpPublish(o) ==
    /\ wpc[o] = "publish"
    /\ ~MayPublish(o)
    /\ Goto(o, "done")
    /\ Tell(o, "failed")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted>>
OwnerGivesUp_Also == \E o \in Ops : GiveUpPublish(o)

\* FAULT AckBeforePublish: acknowledged when the tables have moved.
AckEarly(o) ==
    /\ wpc[o] = "publish"
    /\ Tell(o, "ok")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wpc, writer, progress,
                   sweep, committed, aborted>>
AckBeforePublish_Also == \E o \in Ops : AckEarly(o)

\* FAULT LostResponseIsFailure: who knows nothing reports failure.
FailInDoubt(o) ==
    /\ wpc[o] = "converge"
    /\ Goto(o, "done")
    /\ Tell(o, "failed")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted>>
LostResponseIsFailure_Also == \E o \in Ops : FailInDoubt(o)

\* FAULT AuditReadFirst: the owner asks the audit, then the manifest; what is audited
\* and forgotten in between it misses.
MissBoth(o) ==
    /\ wpc[o] = "converge"
    /\ dec[o] = "none"
    /\ ~sidecars[o]
    /\ Goto(o, "done")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted, reply>>
AuditReadFirst_Also == \E o \in Ops : MissBoth(o)

(***************************************************************************)
(* Rules 9 and 10: sidecars, decisions, names, audits                      *)
(***************************************************************************)

\* FAULT CommitBeforeSidecar: tables move although no sidecar stands.
SkipSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ Goto(o, ToCommit(o))
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted, reply>>
CommitBeforeSidecar_Also == \E o \in Ops : SkipSidecar(o)

\* FAULT SidecarDeletedEarly: a sweep deletes the sidecar before the decision is durable.
DeleteUndecided(s) ==
    /\ spc[s] = "rollback"
    /\ sidecars' = [sidecars EXCEPT ![sop[s]] = FALSE]
    /\ UNCHANGED <<chain, manifest, audits, auditCount, flight, wpc, writer, progress, sweep,
                   committed, aborted, reply>>
SidecarDeletedEarly_Also == \E s \in Sweeps : DeleteUndecided(s)

\* FAULT DeleteBeforeAudit: the sidecar is deleted, then the audit is written.
DeleteUnaudited(s) ==
    /\ spc[s] = "audit"
    /\ sidecars' = [sidecars EXCEPT ![sop[s]] = FALSE]
    /\ UNCHANGED <<chain, manifest, audits, auditCount, flight, wpc, writer, progress, sweep,
                   committed, aborted, reply>>
DeleteBeforeAudit_Also == \E s \in Sweeps : DeleteUnaudited(s)

\* FAULT RollForwardUnaudited: a sweep writes no audit of what it has committed.
SkipAudit(s) ==
    /\ spc[s] = "audit"
    /\ sdec[s] = "COMMITTED"
    /\ Continue(s, "COMMITTED", "delete")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wpc, writer, progress,
                   committed, aborted, reply>>
RollForwardUnaudited_Also == \E s \in Sweeps : SkipAudit(s)

\* FAULT AbortDroppedEarly: an abort is forgotten while every pin is as expected.
AbortDroppedEarly_MayForget(p) == ~sidecars[p] /\ dec[p] # "none"

\* FAULT DropForgotten: a dropped table counts as never created.
IsNone(pin, gone) == pin = NoVersion \/ gone
DropForgotten_SamePin(p, pGone, q, qGone) ==
    (p = q /\ pGone = qGone) \/ (IsNone(p, pGone) /\ IsNone(q, qGone))

\* FAULT NamesUnchecked: a writer that creates a table does not look whether another
\* stands under its name.
NamesUnchecked_Unmet(o, t) ==
    IF Created[t] /\ wexp[o][t] = NoVersion /\ ~wgone[o][t] THEN CreatorOf[t] # o ELSE wgone[o][t]

\* FAULT AuditAppended: appended instead of created if absent.
AuditAppended_IsAudited(o) == FALSE

(***************************************************************************)
(* Rules that the proof shows not to be needed for safety.  Beside these,  *)
(* RepairTable of the proof does without the condition of rule 6.          *)
(***************************************************************************)

\* HOLDS SidecarRewritten: a stalled owner may bring its sidecar back.
RewriteSidecar(o) ==
    /\ wpc[o] \in {"commit", "publish"}
    /\ sidecars' = [sidecars EXCEPT ![o] = TRUE]
    /\ UNCHANGED <<chain, manifest, audits, auditCount, flight, wpc, writer, progress, sweep,
                   committed, aborted, reply>>
SidecarRewritten_Also == \E o \in Ops : RewriteSidecar(o)

\* HOLDS DecisionDroppedEarly: a decision may be forgotten while its sidecar is there.
DecisionDroppedEarly_MayForget(p) ==
    dec[p] = "COMMITTED" \/ (dec[p] = "ABORTED" /\ \E t \in Tables : Moved(p, t))
DecisionDroppedEarly_MayForgetAfter(p, o) ==
    \/ p = o \/ dec[p] = "COMMITTED"
    \/ dec[p] = "ABORTED" /\ \E t \in Tables : MovedAfter(p, o, t)

\* HOLDS RestoreBeforeDecision: a sweep may restore tables before it decides.
RestoreEarly(s, t) ==
    /\ spc[s] = "rollback"
    /\ TablesOf(sop[s], t)
    /\ Restore(t, FenceTarget(s, t))
    /\ UNCHANGED <<manifest, sidecars, audits, auditCount, flight, wpc, writer, progress, sweep,
                   committed, aborted, reply>>
RestoreBeforeDecision_Also == \E s \in Sweeps, t \in Tables : RestoreEarly(s, t)
=============================================================================
