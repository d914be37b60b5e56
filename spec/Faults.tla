------------------------------- MODULE Faults -------------------------------
(***************************************************************************)
(* What takes the place of a rule of Rollforward, or is added to it.       *)
(*                                                                         *)
(* Modelled: one mistake at a time.  A fault puts an operator of its own   *)
(*   in the place of one that states a rule (its model says which: "<-"),  *)
(*   or it is a behaviour with one action more (its model names the        *)
(*   specification).  README.md tells how they are used.                   *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: several mistakes at once, unless the rule that one breaks *)
(*   is held up by another rule as well.                                   *)
(***************************************************************************)
EXTENDS Rollforward

\* A rule that is always met, or never.
Always1(o) == TRUE
Always2(t, pin) == TRUE
Never1(s) == FALSE

(***************************************************************************)
(* Rule 2: one decision, in the manifest                                   *)
(***************************************************************************)

\* FAULT AuditBeforeDecision: a sweep writes the audit before it decides.
AuditEarly(s) ==
    /\ sweep[s].pc = "rollback"
    /\ audits' = Audited(sweep[s].op, "ABORTED")
    /\ UNCHANGED <<chain, manifest, sidecars, flight, writers, sweep, witnesses, crashes>>
AuditBeforeDecision == Init /\ [][Next \/ (\E s \in Sweeps : AuditEarly(s))]_vars

\* FAULT PublishIgnoresDecision: MayPublish <- PinsStand.
PinsStand(o) == PinsAsExpected(manifest.pins, o)

\* FAULT PublishTableByTable: Published <- WithFirstPin.  The first of several puts,
\* none of which is the decision alone.
WithFirstPin(o) == LET t == PlanOf[o][1] IN [manifest EXCEPT !.pins[t] = NewPin(o, t)]

\* FAULT LastWriterWinsManifest: MayPublish <- Always1, Published <- WithBlindCommit.
\* An unconditional put writes everything as it was once read.
WithBlindCommit(o) ==
    WithCommit([manifest EXCEPT !.pins = [t \in Tables |-> IF t \in RelevantOf[o] THEN wexp[o][t]
                                                            ELSE manifest.pins[t]]], o)

\* FAULT DecideOnStaleRead: Unmoved <- NotDecided.
NotDecided(s) == manifest.dec[sweep[s].op] = "none"

\* FAULT SidecarReadFirst: IsGone <- Never1, WasCommitted <- Never1.  The sidecar was read when the sweep
\* began, and the manifest is read after it.
ReadAgain(s) ==
    /\ sweep[s].pc = "read"
    /\ SetSweep(s, [sweep[s] EXCEPT !.dec = manifest.dec[sweep[s].op],
                                    !.pins = [t \in RelevantOf[sweep[s].op] |-> manifest.pins[t]]])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>
SidecarReadFirst == Init /\ [][Next \/ (\E s \in Sweeps : ReadAgain(s))]_vars

\* FAULT NeverForward: IsComplete <- Never1.  A sweep aborts whatever is undecided.

\* FAULT CompleteNeedsHead: IsComplete <- CompleteAtHead.  What is complete counts
\* only while nothing lies above it.
CompleteAtHead(s) ==
    LET o == sweep[s].op IN
    /\ PinsAsExpected(sweep[s].pins, o) /\ AllClean(o)
    /\ \A t \in TablesOf[o] : HEAD(chain[t]) = Landing(o, t)

\* FAULT ReadsUnchecked: PinsAsExpected <- OwnPinsAsExpected.  What was only read may
\* have moved: write skew.
OwnPinsAsExpected(pins, o) == \A t \in RelevantOf[o] \ ReadsOf[o] : Expects(o, t, pins[t])

\* FAULT ReadsUncheckedByRecovery: IsComplete <- CompleteWithoutReads, Unmoved <- OwnUnmoved.
CompleteWithoutReads(s) == OwnPinsAsExpected(sweep[s].pins, sweep[s].op) /\ AllClean(sweep[s].op)
OwnUnmoved(s) ==
    /\ manifest.dec[sweep[s].op] = "none"
    /\ \A t \in TablesOf[sweep[s].op] : manifest.pins[t] = sweep[s].pins[t]

\* FAULT DerivedBreaksReads: SameRows <- NeverSame.  A compaction of a table that was only
\* read aborts a complete operation.
NeverSame(t, p, q) == FALSE

\* FAULT DerivedUnnoticed: Expects <- ExpectsRows.  An operation that changes a table is not
\* disturbed by a compaction of it either.
ExpectsRows(o, t, pin) == SamePin(pin, wexp[o][t]) \/ SameRows(t, pin, wexp[o][t])

\* FAULT SourceUnchecked: SourceIsNew <- Always1.

\* FAULT SourceRepeatsOnly: SourceIsNew <- NotTheLast.  Only what was committed last is
\* known again.
NotTheLast(o) == SourceOf[o] # NoSource => manifest.seqs[SourceOf[o]] # SequenceOf[o]

\* FAULT SourceUncheckedByRecovery: a sweep rolls forward whatever is complete.
ForwardBlindly(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "rollforward"
    /\ Unmoved(s)
    /\ manifest' = Put(WithCommit(manifest, o))
    /\ Decide(o, "COMMITTED")
    /\ SetSweep(s, Decided(o, "COMMITTED", "audit"))
    /\ flight' = StillValid(flight)
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>
SourceUncheckedByRecovery == Init /\ [][Next \/ (\E s \in Sweeps : ForwardBlindly(s))]_vars

\* FAULT RetryInDoubt: MayBegin <- InDoubtToo.  The next attempt begins when the one before
\* has given up, and is not decided yet.
InDoubtToo(o) ==
    RetryOf[o] # NoOp => wpc[RetryOf[o]] = "converge" \/ reply[RetryOf[o]] = "failed"

\* FAULT SnapshotIgnored: the writer looks again although its caller began on a
\* snapshot: a lost update.
LooksAgain(o) ==
    /\ wpc[o] = "start"
    /\ wexp[o] # <<>>
    /\ wexp' = [wexp EXCEPT ![o] = [t \in RelevantOf[o] |-> manifest.pins[t]]]
    /\ UNCHANGED <<stores, wpc, wbase, wdone, sweep, witnesses, crashes>>
SnapshotIgnored == Init /\ [][Next \/ (\E o \in Ops : LooksAgain(o))]_vars

\* FAULT DropGivenUp: ReadBackSidecar <- GivesUpArming.  An owner whose sidecar is not
\* there says failed, though its operation needs no table to move.
GivesUpArming(o) ==
    /\ wpc[o] = "armed?"
    /\ IF o \in sidecars THEN Goto(o, AfterArming(o)) /\ UNCHANGED reply
       ELSE Goto(o, "done") /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>

\* FAULT DropsNothing: WithCommit <- WithoutDrops.
WithoutDrops(m, o) ==
    [pins |-> [t \in Tables |-> IF t \in TablesOf[o] THEN NewPin(o, t) ELSE m.pins[t]],
     dec |-> [m.dec EXCEPT ![o] = "COMMITTED"],
     tombs |-> m.tombs,
     seqs |-> m.seqs]

\* RestoreBeforeDecision, which breaks nothing: a sweep restores every dataset and
\* then decides.
Undo(s) ==
    /\ sweep[s].pc \in {"rollback", "undo"}
    /\ LET o == sweep[s].op
           t == DatasetsOf[o][sweep[s].done + 1]
           last == sweep[s].done + 1 = Len(DatasetsOf[o])
       IN
        /\ \/ NeedsNoFence(o, t) /\ UNCHANGED chain
           \/ chain' = [chain EXCEPT ![t] = Restore(@, FenceTarget(s, t))]
        /\ SetSweep(s, IF last THEN [sweep[s] EXCEPT !.pc = "undone", !.done = 0]
                       ELSE [sweep[s] EXCEPT !.pc = "undo", !.done = @ + 1])
    /\ UNCHANGED <<manifest, sidecars, audits, flight, writers, witnesses, crashes>>
DecideUndone(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "undone"
    /\ IF Unmoved(s)
       THEN /\ manifest' = Put(WithAbort(manifest, o))
            /\ Decide(o, "ABORTED")
            /\ SetSweep(s, Decided(o, "ABORTED", "audit"))
            /\ flight' = StillValid(flight)
       ELSE /\ SetSweep(s, IdleSweep)
            /\ UNCHANGED <<manifest, decided, flight>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>
RestoreBeforeDecision == Init /\ [][Next \/ (\E s \in Sweeps : Undo(s) \/ DecideUndone(s))]_vars
UndoneToo(r) == r.pc \in {"undo", "undone", "idle", "listed"} \cup SweepPlaces

(***************************************************************************)
(* Rules 3 to 8                                                            *)
(***************************************************************************)

\* FAULT VersionArithmetic: IsClean <- IsHighEnough.
IsHighEnough(o, i) == HEAD(chain[PlanOf[o][i]]) >= LandsAt(o, i)

\* FAULT NoParentCheck: LandsCleanly <- Always2, IsClean <- HasLandedAnywhere,
\* NewPin <- LastLanding.
HasLandedAnywhere(o, i) ==
    \E v \in 1..HEAD(chain[PlanOf[o][i]]) : IsChangeOf(chain[PlanOf[o][i]], v, CommitId(o, i))
LastLanding(o, t) ==
    CHOOSE v \in 1..HEAD(chain[t]) :
        /\ OpOf(chain[t][v].op) = o
        /\ \A w \in (v + 1)..HEAD(chain[t]) : OpOf(chain[t][w].op) # o

\* FAULT DerivedRebased: LandsCleanly <- CleanlyOrDerived, IsClean <- LandedIfDerived,
\* NewPin <- LastLanding.  A compaction that Lance put on top of another commit counts: it
\* changes nothing.
CleanlyOrDerived(o, i) == IsDerived(o, i) \/ HEAD(chain[PlanOf[o][i]]) = ReadOf(o, i)
LandedIfDerived(o, i) == IF IsDerived(o, i) THEN HasLandedAnywhere(o, i) ELSE HasLanded(o, i)

\* FAULT HeadNeedNotResolve: IsReady <- Always2.

\* FAULT RememberedUnchecked: IsBase <- AnyBase.  What a writer remembers of a table is not
\* what its manifest shows, and it builds on that.
AnyBase(t, v, pin) == TRUE

\* RepairUndecided, which breaks nothing: AllAboveDecided <- Always2.

\* FAULT NoFence: NeedsNoFence <- FencedOrUntouched.
FencedOrUntouched(o, t) == IsFenced(o, t) \/ ~LandedSomewhere(o, t)

\* FAULT OverwriteUnfenced: TransactionOf <- PlainOverwrite.
PlainOverwrite(kind) == IF kind = "OVERWRITE" THEN "Overwrite" ELSE "Append"

\* FAULT OwnerGivesUp: a publish that is lost is reported as failure.
GiveUpPublish(o) ==
    /\ wpc[o] = "publish"
    /\ ~MayPublish(o)
    /\ Goto(o, "done") /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>
OwnerGivesUp == Init /\ [][Next \/ (\E o \in Ops : GiveUpPublish(o))]_vars

\* FAULT AckBeforePublish: acknowledged when the tables have moved.
AckEarly(o) ==
    /\ wpc[o] = "publish"
    /\ Tell(o, "ok")
    /\ UNCHANGED <<stores, writers, sweep, decided, crashes>>
AckBeforePublish == Init /\ [][Next \/ (\E o \in Ops : AckEarly(o))]_vars

\* FAULT LostResponseIsFailure: who knows nothing reports failure.
FailInDoubt(o) ==
    /\ wpc[o] = "converge"
    /\ Goto(o, "done") /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>
LostResponseIsFailure == Init /\ [][Next \/ (\E o \in Ops : FailInDoubt(o))]_vars

\* FAULT AuditReadFirst: WriterPlaces <- WriterPlacesAnd.  The owner asks the audit,
\* then the manifest; what is audited and forgotten in between it misses.
WriterPlacesAnd ==
    {"start", "prepare", "repair", "arm", "armed?", "commit", "landed?", "publish", "converge",
     "cleanup", "done", "dead", "unaudited"}
AskAudit(o) ==
    /\ wpc[o] = "converge"
    /\ audits[o] = <<>>
    /\ Goto(o, "unaudited")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, witnesses, crashes>>
AskManifest(o) ==
    /\ wpc[o] = "unaudited"
    /\ Goto(o, IF manifest.dec[o] = "none" /\ o \notin sidecars THEN "done" ELSE "converge")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, witnesses, crashes>>
AuditReadFirst == Init /\ [][Next \/ (\E o \in Ops : AskAudit(o) \/ AskManifest(o))]_vars

(***************************************************************************)
(* Rules 9 and 10: sidecars, decisions, audits                             *)
(***************************************************************************)

\* FAULT DuplicatedPut: WasCommitted <- Never1, in a model with Repeats.  A sidecar that
\* arrives twice meets a recovery that does not ask the pins.

\* FAULT CommitBeforeSidecar: tables move although no sidecar stands.
SkipSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ Goto(o, AfterArming(o))
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, witnesses, crashes>>
CommitBeforeSidecar == Init /\ [][Next \/ (\E o \in Ops : SkipSidecar(o))]_vars

\* FAULT SidecarRewritten: WasCommitted <- Never1.  A stalled owner puts its sidecar a
\* second time.
RewriteSidecar(o) ==
    /\ wpc[o] \in {"commit", "publish"}
    /\ sidecars' = sidecars \cup {o}
    /\ UNCHANGED <<chain, manifest, audits, flight, writers, sweep, witnesses, crashes>>
SidecarRewritten == Init /\ [][Next \/ (\E o \in Ops : RewriteSidecar(o))]_vars

\* FAULT SidecarDeletedEarly: a sweep deletes the sidecar before the decision is durable.
DeleteUndecided(s) ==
    /\ sweep[s].pc = "rollback"
    /\ sidecars' = sidecars \ {sweep[s].op}
    /\ UNCHANGED <<chain, manifest, audits, flight, writers, sweep, witnesses, crashes>>
SidecarDeletedEarly == Init /\ [][Next \/ (\E s \in Sweeps : DeleteUndecided(s))]_vars

\* FAULT DeleteBeforeAudit: the sidecar is deleted, then the audit is written.
DeleteUnaudited(s) ==
    /\ sweep[s].pc = "audit"
    /\ sidecars' = sidecars \ {sweep[s].op}
    /\ UNCHANGED <<chain, manifest, audits, flight, writers, sweep, witnesses, crashes>>
DeleteBeforeAudit == Init /\ [][Next \/ (\E s \in Sweeps : DeleteUnaudited(s))]_vars

\* FAULT RollForwardUnaudited: a sweep writes no audit of what it has committed.
SkipAudit(s) ==
    /\ sweep[s].pc = "audit" /\ sweep[s].dec = "COMMITTED"
    /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "delete"])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>
RollForwardUnaudited == Init /\ [][Next \/ (\E s \in Sweeps : SkipAudit(s))]_vars

\* FAULT DecisionDroppedEarly: MayForget <- ForgetsUnderSidecar, WasCommitted <- Never1.
\* Recovery that asks the pins has no need of the decision.
ForgetsUnderSidecar(m, o) ==
    /\ m.dec[o] # "none"
    /\ m.dec[o] = "COMMITTED" \/ ~PinsAsExpected(m.pins, o)

\* FAULT AbortDroppedEarly: MayForget <- ForgetsWithoutMove.
ForgetsWithoutMove(m, o) == m.dec[o] # "none" /\ o \notin sidecars

\* FAULT DropForgotten: SamePin <- SameOrNone.  A dropped table counts as never created.
SameOrNone(p, q) == p = q \/ {p, q} = {NoVersion, Dropped}

\* FAULT NamesUnchecked: RelevantOf <- OwnDatasets.  A writer that creates a table does
\* not look whether another stands under its name.
OwnDatasets == [o \in Ops |-> TablesOf[o] \cup DroppableOf[o]]

\* FAULT AuditAppended: Audited <- Appended.
Appended(o, verdict) == [audits EXCEPT ![o] = Append(@, verdict)]

(***************************************************************************)
(* No mistakes, but less than Rollforward allows: what the code does, for  *)
(* models whose every step the code is made to take.                       *)
(***************************************************************************)

\* IsNext <- IsNextInPlan: datasets in the order of the plan.
IsNextInPlan(o, i) == i = Cardinality(wdone[o]) + 1

\* StopsPublishing <- CannotPublish: nobody is faster for too long.
CannotPublish(o) == ~MayPublish(o)

\* Put <- Tidied: decisions are forgotten along with whichever manifest is written
\* next, and then all that may be.
Tidied(m) ==
    IF Cardinality({o \in Ops : m.dec[o] # "none"}) <= 1 THEN m
    ELSE [m EXCEPT !.dec = [o \in Ops |-> IF MayForget(m, o) THEN "none" ELSE m.dec[o]]]

\* Accepts <- AcceptsTheSame: all changes of a table touch the same fragments, as they do in
\* the stores in memory.
AcceptsTheSame(c, read, kind) == ~Refuses(c, read, kind)

AsCoded == Init /\ [][Actors]_vars
=============================================================================
