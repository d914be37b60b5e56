---------------------------- MODULE Rollforward ----------------------------
(***************************************************************************)
(* Atomic commits across Lance tables without a lease: the protocol that   *)
(* the Java library in impl/ runs.                                         *)
(*                                                                         *)
(* Modelled: writers that prepare, arm, commit table by table, publish and *)
(*   clean up; sweeps in other processes that roll forward and back beside *)
(*   live writers; crashes and stalls of both at any step; answers of a    *)
(*   publish that get lost; stale repairs and fences; tables that come     *)
(*   into being.                                                           *)
(* Assumed, not checked: the store contracts (contract/); an operation id  *)
(*   is used once; a create-if-absent whose answer never came is not       *)
(*   repeated; nobody else writes the manifest, sidecars and audits.       *)
(* Out of scope: overwrite, delete, update, schema changes, drops, group   *)
(*   commit, clean-up of old versions, power loss, damaged files.          *)
(*                                                                         *)
(* Atomic steps: one store call each, with two exceptions, each at least   *)
(*   as permissive as the code.  SweepClassify reads sidecar and tables at *)
(*   once: tables only grow, so the verdict is that of the last read.      *)
(*   Publish reads the manifest and replaces it at once: a compare-and-set *)
(*   that fails has no effect and is tried again.                          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Scenarios, LanceTable, CreateIfAbsent

CONSTANTS
    NumSweeps,      \* how many recovery processes
    MaxCrashes,     \* how often a writer or a sweep may die
    WritersDie      \* FALSE where only safety is checked: see CrashWriter

(***************************************************************************)
(* Faults: each removes one rule (faults.md).  All FALSE is the protocol.  *)
(***************************************************************************)
CONSTANTS
    VersionArithmetic,      \* rule 3: a version number stands for identity
    NoParentCheck,          \* rule 4: a rebased commit is published
    HeadNeedNotResolve,     \* rule 5: prepare on whatever HEAD holds
    NoFence,                \* rule 7: only tables that moved are restored
    OwnerGivesUp,           \* rule 8: a lost publish is reported as failure
    RestoreBeforeDecision,  \* rule 2: restore first, decide afterwards
    PublishIgnoresDecision, \* rule 2: the owner publishes over a decision
    RepairUndecided,        \* rule 6: repair beside undecided operations
    SidecarRewritten,       \* rule 9: a stalled owner brings its sidecar back
    SidecarDeletedEarly,    \* rule 9: deleted before the decision is durable
    DecisionDroppedEarly,   \* rule 9: dropped while its sidecar is there
    AbortDroppedEarly,      \* rule 9: dropped while every pin is as expected
    DecideOnStaleRead,      \* rule 2: "no decision yet" instead of "not moved"
    SidecarReadFirst,       \* rule 2: the sidecar is read before the manifest
    AuditAppended,          \* rule 10: appended instead of created if absent
    LostResponseIsFailure,  \* a lost answer is reported as failure
    LastWriterWinsManifest  \* the owner's manifest put is not conditional

Sweeps == 1..NumSweeps
NoVersion == 0

\* The datasets whose pins an operation reads: its own, and those that stand
\* for a table of the same name.
Relevant(o) == {u \in Tables : \E t \in TablesOf[o] : NameOf[u] = NameOf[t]}

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    chain,      \* [Tables -> chain of LanceTable]
    manifest,   \* the newest: pins [Tables -> version], dec [Ops -> verdict]
    sidecars,   \* operations whose sidecar stands; its content is wexp, wbase
    audits      \* [Ops -> Seq({"COMMITTED", "ABORTED"})]

(***************************************************************************)
(* Protocol state of the processes; lost when they die, save for what the  *)
(* sidecar holds                                                           *)
(***************************************************************************)
VARIABLES
    wpc,        \* [Ops -> where its writer stands]
    wexp,       \* [Ops -> pins its writer read]
    wbase,      \* [Ops -> HEADs it was prepared against]
    wdone,      \* [Ops -> tables done in the present phase]
    sweep       \* [Sweeps -> record]

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    decided,    \* [Ops -> every verdict that ever stood in a manifest]
    reply       \* [Ops -> what its caller was told]

VARIABLE crashes

stores == <<chain, manifest, sidecars, audits>>
writers == <<wpc, wexp, wbase, wdone>>
witnesses == <<decided, reply>>
vars == <<stores, writers, sweep, witnesses, crashes>>

\* fresh: the manifest is still the one that this sweep read.
IdleSweep == [pc |-> "idle", op |-> 0, fresh |-> FALSE, pins |-> <<>>, dec |-> "none", done |-> 0]

Init ==
    /\ chain = [t \in Tables |-> IF t \in Created THEN <<>>
                                 ELSE <<Version(NoOp, NotARestore, <<>>)>>]
    /\ manifest = [pins |-> [t \in Tables |-> IF t \in Created THEN NoVersion ELSE 1],
                   dec |-> [o \in Ops |-> "none"]]
    /\ sidecars = {}
    /\ audits = [o \in Ops |-> <<>>]
    /\ wpc = [o \in Ops |-> "start"]
    /\ wexp = [o \in Ops |-> <<>>]
    /\ wbase = [o \in Ops |-> [t \in TablesOf[o] |-> 0]]
    /\ wdone = [o \in Ops |-> 0]
    /\ sweep = [s \in Sweeps |-> IdleSweep]
    /\ decided = [o \in Ops |-> {}]
    /\ reply = [o \in Ops |-> "none"]
    /\ crashes = 0

(***************************************************************************)
(* Pure decisions (Java: dev.rollforward.core)                             *)
(***************************************************************************)

\* Java: core.Expectation.holdsIn.  A created table is expected absent by name.
PinsAsExpected(pins, o) == \A t \in Relevant(o) : pins[t] = wexp[o][t]

\* Java: core.TableHistory.resolvedHead.
HeadResolvesTo(t, pin) == Resolve(chain[t], HEAD(chain[t])) = pin

Changes(t, above) == {v \in (above + 1)..HEAD(chain[t]) : ~IsRestore(chain[t], v)}

\* Java: core.Repair.undecidedAbove.  An operation with a sidecar and no
\* decision may still go either way.
Undecided(o) == o \in sidecars /\ manifest.dec[o] = "none"
AllAboveDecided(t, pin) == \A v \in Changes(t, pin) : ~Undecided(chain[t][v].op)

\* Java: core.Landing.of.  Identity and parent check: the operation's own
\* change, exactly where it was prepared to land.
Landing(o, t) == wbase[o][t] + 1
LandedClean(o, t) ==
    IF VersionArithmetic THEN HEAD(chain[t]) >= Landing(o, t)
    ELSE IsChangeOf(chain[t], Landing(o, t), o)
LandedSomewhere(o, t) == \E v \in 1..HEAD(chain[t]) : IsChangeOf(chain[t], v, o)
Landed(o, t) == IF NoParentCheck THEN LandedSomewhere(o, t) ELSE LandedClean(o, t)
NewPin(o, t) ==
    IF NoParentCheck
    THEN CHOOSE v \in 1..HEAD(chain[t]) : IsChangeOf(chain[t], v, o)
    ELSE Landing(o, t)

\* Java: core.Publish.next.
WithCommit(m, o) ==
    [pins |-> [t \in Tables |-> IF t \in TablesOf[o] THEN NewPin(o, t) ELSE m.pins[t]],
     dec |-> [m.dec EXCEPT ![o] = "COMMITTED"]]

\* Java: core.Abort.next.
WithAbort(m, o) == [m EXCEPT !.dec[o] = "ABORTED"]

\* Java: core.ForgetDecision.mayForget.
MayForget(o) ==
    \/ manifest.dec[o] = "COMMITTED"
    \/ /\ manifest.dec[o] = "ABORTED"
       /\ AbortDroppedEarly \/ ~PinsAsExpected(manifest.pins, o)

\* Every new manifest makes what the sweeps have read stale.
Moved(sweeps) == [s \in Sweeps |-> [sweeps[s] EXCEPT !.fresh = FALSE]]

Decide(o, verdict) == decided' = [decided EXCEPT ![o] = @ \cup {verdict}]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]

(***************************************************************************)
(* The writer (Java: engine.Writer)                                        *)
(***************************************************************************)

NextTable(o) == PlanOf[o][wdone[o] + 1]
LastTable(o) == wdone[o] + 1 = Len(PlanOf[o])
Advance(o, here, then) ==
    /\ Goto(o, IF LastTable(o) THEN then ELSE here)
    /\ wdone' = [wdone EXCEPT ![o] = IF LastTable(o) THEN 0 ELSE @ + 1]

\* Java: Writer.readManifest.
ReadManifest(o) ==
    /\ wpc[o] = "start"
    /\ wexp' = [wexp EXCEPT ![o] = [t \in Relevant(o) |-> manifest.pins[t]]]
    /\ Goto(o, "prepare")
    /\ UNCHANGED <<stores, wbase, wdone, sweep, witnesses, crashes>>

NameIsTaken(o, t) ==
    /\ wexp[o][t] = NoVersion
    /\ \E u \in Relevant(o) : NameOf[u] = NameOf[t] /\ wexp[o][u] # NoVersion

\* Java: Writer.prepareTable.  Rule 5.
PrepareTable(o) ==
    /\ wpc[o] = "prepare"
    /\ LET t == NextTable(o) IN
        /\ ~NameIsTaken(o, t)
        /\ HeadNeedNotResolve \/ HeadResolvesTo(t, wexp[o][t])
        /\ wbase' = [wbase EXCEPT ![o][t] = HEAD(chain[t])]
    /\ Advance(o, "prepare", "arm")
    /\ UNCHANGED <<stores, wexp, sweep, witnesses, crashes>>

\* Java: Writer.refuse.  A table to be created exists; nothing was done.
Refuse(o) ==
    /\ wpc[o] = "prepare"
    /\ NameIsTaken(o, NextTable(o))
    /\ Goto(o, "done")
    /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>

\* Java: Writer.restart.  HEAD is somebody else's and undecided (a sweep helps
\* it), or the pins have moved since they were read.
Restart(o) ==
    /\ wpc[o] = "prepare"
    /\ LET t == NextTable(o) IN
        /\ ~HeadResolvesTo(t, wexp[o][t])
        /\ manifest.pins[t] # wexp[o][t] \/ ~AllAboveDecided(t, wexp[o][t])
    /\ Goto(o, "start")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<stores, wexp, wbase, sweep, witnesses, crashes>>

\* Java: Writer.repairTable.  Rule 6; the pin restored may be stale by now.
RepairTable(o) ==
    /\ wpc[o] = "prepare"
    /\ LET t == NextTable(o) IN
        /\ ~HeadResolvesTo(t, wexp[o][t])
        /\ RepairUndecided \/ AllAboveDecided(t, wexp[o][t])
        /\ chain' = [chain EXCEPT ![t] = Restore(@, wexp[o][t])]
    /\ Goto(o, "start")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<manifest, sidecars, audits, wexp, wbase, sweep, witnesses, crashes>>

\* Java: Writer.armSidecar.  Rule 9; written once, before any table moves.
ArmSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ sidecars' = sidecars \cup {o}
    /\ Goto(o, "commit")
    /\ UNCHANGED <<chain, manifest, audits, wexp, wbase, wdone, sweep, witnesses, crashes>>

\* Fault only: a stalled owner puts its sidecar a second time.
RewriteSidecar(o) ==
    /\ SidecarRewritten
    /\ wpc[o] \in {"commit", "publish"}
    /\ o \notin sidecars
    /\ sidecars' = sidecars \cup {o}
    /\ UNCHANGED <<chain, manifest, audits, writers, sweep, witnesses, crashes>>

\* Java: Writer.commitTable.  Rule 4; refused or rebased, the operation gives
\* up and learns its outcome from the manifest.
CommitTable(o) ==
    /\ wpc[o] = "commit"
    /\ LET t == NextTable(o)
           accepted == Accepts(chain[t], wbase[o][t])
           clean == HEAD(chain[t]) = wbase[o][t]
       IN
        /\ chain' = IF accepted
                    THEN [chain EXCEPT ![t] = AppendTo(@, o, wbase[o][t])]
                    ELSE chain
        /\ IF accepted /\ (clean \/ NoParentCheck)
           THEN Advance(o, "commit", "publish")
           ELSE Goto(o, "converge") /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<manifest, sidecars, audits, wexp, wbase, sweep, witnesses, crashes>>

MayPublish(o) ==
    \/ LastWriterWinsManifest
    \/ /\ PinsAsExpected(manifest.pins, o)
       /\ PublishIgnoresDecision \/ manifest.dec[o] = "none"

\* What an unconditional put would write: everything as it was once read.
WithBlindCommit(o) ==
    WithCommit([manifest EXCEPT !.pins = [t \in Tables |-> IF t \in Relevant(o) THEN wexp[o][t]
                                                            ELSE manifest.pins[t]]], o)

\* Java: Writer.publish.  Rule 2: decision and pins in one compare-and-set.
\* Its answer may get lost; then the owner converges.
Publish(o) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ manifest' = IF LastWriterWinsManifest THEN WithBlindCommit(o)
                   ELSE WithCommit(manifest, o)
    /\ Decide(o, "COMMITTED")
    /\ \/ Goto(o, "cleanup") /\ Tell(o, "ok")
       \/ IF LostResponseIsFailure
          THEN Goto(o, "done") /\ Tell(o, "failed")
          ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ sweep' = Moved(sweep)
    /\ UNCHANGED <<chain, sidecars, audits, wexp, wbase, wdone, crashes>>

\* Java: Writer.losePublish.  A pin has moved, or somebody has decided.
LosePublish(o) ==
    /\ wpc[o] = "publish"
    /\ ~MayPublish(o)
    /\ IF OwnerGivesUp
       THEN Goto(o, "done") /\ Tell(o, "failed")
       ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>

Answer(o) ==
    IF manifest.dec[o] # "none" THEN manifest.dec[o]
    ELSE IF audits[o] # <<>> THEN audits[o][1]
    ELSE "none"

\* Java: Writer.converge.  Rule 8: the manifest answers, or later the audit.
\* An owner that gave up runs a sweep over its own sidecar meanwhile.
Converge(o) ==
    /\ wpc[o] = "converge"
    /\ \/ Answer(o) = "COMMITTED" /\ Tell(o, "ok") /\ Goto(o, "cleanup")
       \/ Answer(o) = "ABORTED" /\ Tell(o, "failed") /\ Goto(o, "done")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>

\* Java: Writer.deleteSidecar.
DeleteSidecar(o) ==
    /\ wpc[o] = "cleanup"
    /\ sidecars' = sidecars \ {o}
    /\ Goto(o, "done")
    /\ UNCHANGED <<chain, manifest, audits, wexp, wbase, wdone, sweep, witnesses, crashes>>

\* A writer dies.  For safety that is a stall that never ends, which needs no
\* action: whatever can go wrong after a death can go wrong before the writer's
\* next step.  So safety models let writers stall as often as they like and keep
\* the deaths for the sweeps.  Liveness asks live writers to go on, so there it
\* makes a difference, while there is something to recover.
CrashWriter(o) ==
    /\ WritersDie
    /\ crashes < MaxCrashes
    /\ wpc[o] \in {"commit", "publish", "cleanup"}
    /\ crashes' = crashes + 1
    /\ Goto(o, "dead")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<stores, wexp, wbase, sweep, witnesses>>

(***************************************************************************)
(* Recovery (Java: engine.Recovery)                                        *)
(***************************************************************************)

SetSweep(s, record) == sweep' = [sweep EXCEPT ![s] = record]
Decided(o, verdict, pc) == [IdleSweep EXCEPT !.pc = pc, !.op = o, !.dec = verdict]

\* Java: Recovery.sweepReadManifest.  Rule 2: the manifest before the sidecar;
\* the other way round a sidecar read before its operation was committed and
\* tidied up would meet a manifest that knows nothing of it.
SweepReadManifest(s, o) ==
    /\ sweep[s].pc = "idle"
    /\ o \in sidecars
    /\ SetSweep(s, [pc |-> "read", op |-> o, fresh |-> TRUE,
                    pins |-> [t \in Relevant(o) |-> manifest.pins[t]],
                    dec |-> manifest.dec[o], done |-> 0])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* What a sweep knows when it classifies: the manifest it read, then the sidecar.
\* With SidecarReadFirst the sidecar it once listed, then the manifest.
Known(s) ==
    IF ~SidecarReadFirst THEN sweep[s]
    ELSE LET o == sweep[s].op IN
         [sweep[s] EXCEPT !.fresh = TRUE, !.dec = manifest.dec[o],
                          !.pins = [t \in Relevant(o) |-> manifest.pins[t]]]

Complete(s) ==
    LET o == sweep[s].op IN
    /\ PinsAsExpected(Known(s).pins, o)
    /\ \A t \in TablesOf[o] : Landed(o, t)

\* Java: Recovery.sweepClassify.
SweepClassify(s) ==
    LET o == sweep[s].op
        was == Known(s).dec
        back == IF RestoreBeforeDecision THEN "fence" ELSE "rollback"
    IN
    /\ sweep[s].pc = "read"
    /\ IF o \notin sidecars /\ ~SidecarReadFirst THEN SetSweep(s, IdleSweep)
       ELSE IF was = "COMMITTED" THEN SetSweep(s, Decided(o, was, "audit"))
       ELSE IF was = "ABORTED" THEN SetSweep(s, [Known(s) EXCEPT !.pc = "fence", !.fresh = FALSE])
       ELSE IF Complete(s)
            THEN SetSweep(s, [Known(s) EXCEPT !.pc = "rollforward", !.pins = <<>>])
            ELSE SetSweep(s, [Known(s) EXCEPT !.pc = back])
    /\ sidecars' = IF SidecarDeletedEarly /\ was = "none" /\ ~Complete(s)
                   THEN sidecars \ {o} ELSE sidecars
    /\ UNCHANGED <<chain, manifest, audits, writers, witnesses, crashes>>

\* The compare-and-set of recovery: nothing has moved since it classified.
Unmoved(s) ==
    IF DecideOnStaleRead THEN manifest.dec[sweep[s].op] = "none"
    ELSE sweep[s].fresh

\* Java: Recovery.sweepRollForward.
SweepRollForward(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "rollforward"
    /\ IF Unmoved(s)
       THEN /\ manifest' = WithCommit(manifest, o)
            /\ Decide(o, "COMMITTED")
            /\ sweep' = [Moved(sweep) EXCEPT ![s] = Decided(o, "COMMITTED", "audit")]
       ELSE /\ SetSweep(s, IdleSweep)
            /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>

\* Java: Recovery.sweepRollBack.  Rule 2: decided before a table is touched.
SweepRollBack(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "rollback"
    /\ IF Unmoved(s)
       THEN /\ manifest' = WithAbort(manifest, o)
            /\ Decide(o, "ABORTED")
            /\ sweep' = [Moved(sweep) EXCEPT ![s] =
                   IF RestoreBeforeDecision THEN Decided(o, "ABORTED", "audit")
                   ELSE [@ EXCEPT !.pc = "fence", !.dec = "ABORTED"]]
       ELSE /\ SetSweep(s, IdleSweep)
            /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>

AfterFence(s) ==
    LET o == sweep[s].op IN
    IF sweep[s].done + 1 < Len(PlanOf[o]) THEN [sweep[s] EXCEPT !.done = @ + 1]
    ELSE IF sweep[s].dec = "none" THEN [sweep[s] EXCEPT !.pc = "rollback", !.done = 0]
    ELSE Decided(o, "ABORTED", "audit")

\* Java: Recovery.sweepFenceTable.  Rule 7: a restore of the pin undoes what
\* landed and refuses what has not.  It may be skipped if one lies above the
\* base already; whoever read too early to see that restores again.
SweepFenceTable(s) ==
    LET o == sweep[s].op
        t == PlanOf[o][sweep[s].done + 1]
        fenced == ~Accepts(chain[t], wbase[o][t])
        skip == fenced \/ (NoFence /\ ~LandedSomewhere(o, t))
    IN
    /\ sweep[s].pc = "fence"
    /\ \/ skip /\ UNCHANGED chain
       \/ /\ ~skip \/ fenced
          /\ chain' = [chain EXCEPT ![t] = Restore(@, sweep[s].pins[t])]
    /\ SetSweep(s, AfterFence(s))
    /\ UNCHANGED <<manifest, sidecars, audits, writers, witnesses, crashes>>

\* Java: Recovery.sweepAudit.  Rule 10.
SweepAudit(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "audit"
    /\ audits' = IF audits[o] = <<>> \/ AuditAppended
                 THEN [audits EXCEPT ![o] = Append(@, sweep[s].dec)]
                 ELSE audits
    /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "delete"])
    /\ UNCHANGED <<chain, manifest, sidecars, writers, witnesses, crashes>>

\* Java: Recovery.sweepDeleteSidecar.
SweepDeleteSidecar(s) ==
    /\ sweep[s].pc = "delete"
    /\ sidecars' = sidecars \ {sweep[s].op}
    /\ SetSweep(s, IdleSweep)
    /\ UNCHANGED <<chain, manifest, audits, writers, witnesses, crashes>>

\* A sweep dies; another process opens the group later.
CrashSweep(s) ==
    /\ crashes < MaxCrashes
    /\ sweep[s].pc # "idle"
    /\ crashes' = crashes + 1
    /\ SetSweep(s, IdleSweep)
    /\ UNCHANGED <<stores, writers, witnesses>>

(***************************************************************************)
(* Anyone                                                                  *)
(***************************************************************************)

\* Java: core.ForgetDecision, part of whichever manifest is written next.
ForgetDecision(o) ==
    /\ MayForget(o)
    /\ o \notin sidecars \/ DecisionDroppedEarly
    /\ manifest' = [manifest EXCEPT !.dec[o] = "none"]
    /\ sweep' = Moved(sweep)
    /\ UNCHANGED <<chain, sidecars, audits, writers, witnesses, crashes>>

WriterStep(o) ==
    \/ ReadManifest(o) \/ PrepareTable(o) \/ Refuse(o) \/ Restart(o) \/ RepairTable(o)
    \/ ArmSidecar(o) \/ CommitTable(o) \/ Publish(o) \/ LosePublish(o)
    \/ Converge(o) \/ DeleteSidecar(o)

SweepStep(s) ==
    \/ \E o \in Ops : SweepReadManifest(s, o)
    \/ SweepClassify(s) \/ SweepRollForward(s) \/ SweepRollBack(s)
    \/ SweepFenceTable(s) \/ SweepAudit(s) \/ SweepDeleteSidecar(s)

Next ==
    \/ \E o \in Ops : WriterStep(o) \/ RewriteSidecar(o) \/ CrashWriter(o) \/ ForgetDecision(o)
    \/ \E s \in Sweeps : SweepStep(s) \/ CrashSweep(s)

Spec == Init /\ [][Next]_vars

\* Live processes go on.  Nothing is asked of crashes, lost answers or tidying.
Fairness ==
    /\ \A o \in Ops : WF_vars(WriterStep(o))
    /\ \A s \in Sweeps : WF_vars(SweepStep(s))

FairSpec == Spec /\ Fairness

(***************************************************************************)
(* Safety.  Invariants read stores and witnesses.                          *)
(***************************************************************************)

PinnedRows(t) == Rows(chain[t], manifest.pins[t])
Committed(o) == "COMMITTED" \in decided[o]
Aborted(o) == "ABORTED" \in decided[o]

TypeOK ==
    /\ \A t \in Tables : manifest.pins[t] \in 0..HEAD(chain[t])
    /\ \A o \in Ops : manifest.dec[o] \in {"none", "COMMITTED", "ABORTED"}
    /\ sidecars \subseteq Ops
    /\ crashes \in 0..MaxCrashes

\* INV PinExact: a pinned version holds exactly the committed operations on its
\* table, each once.
PinExact ==
    \A t \in Tables :
        LET committed == {o \in Ops : t \in TablesOf[o] /\ Committed(o)} IN
        /\ Len(PinnedRows(t)) = Cardinality(committed)
        /\ Range(PinnedRows(t)) = committed

\* INV AtomicVisibility: an operation is visible on all of its tables or on none.
AtomicVisibility ==
    \A o \in Ops : {t \in TablesOf[o] : o \in Range(PinnedRows(t))} \in {{}, TablesOf[o]}

\* INV AckedIsVisible: what was acknowledged is visible.
AckedIsVisible ==
    \A o \in Ops : reply[o] = "ok" => \A t \in TablesOf[o] : o \in Range(PinnedRows(t))

\* INV FailedIsInvisible: what was reported failed is not visible.
FailedIsInvisible ==
    \A o \in Ops : reply[o] = "failed" => \A t \in TablesOf[o] : o \notin Range(PinnedRows(t))

\* INV DecisionStable: an operation is never decided both ways.
DecisionStable == \A o \in Ops : ~(Committed(o) /\ Aborted(o))

\* INV AuditAtMostOnce: an operation has at most one audit record.
AuditAtMostOnce == \A o \in Ops : Len(audits[o]) <= 1

\* INV AuditTruth: an audit record says what was decided.
AuditTruth == \A o \in Ops : Range(audits[o]) \subseteq decided[o]

\* INV AbortIsAudited: the sidecar of an aborted operation goes only after its audit.
AbortIsAudited == \A o \in Ops : Aborted(o) /\ o \notin sidecars => audits[o] # <<>>

\* INV EffectAfterIntent: a table moves for an operation only when its sidecar
\* stands or it is decided.
EffectAfterIntent ==
    \A o \in Ops :
        \/ o \in sidecars \/ decided[o] # {}
        \/ \A t \in TablesOf[o] : ~LandedSomewhere(o, t)

\* INV NoDriftAfterDecision: once the sidecar of an aborted operation is gone,
\* nothing of it can land any more, and no HEAD of a visible table holds it.
NoDriftAfterDecision ==
    \A o \in Ops : Aborted(o) /\ o \notin sidecars =>
        \A t \in TablesOf[o] :
            /\ ~Accepts(chain[t], wbase[o][t])
            /\ wexp[o][t] # NoVersion => o \notin Range(Rows(chain[t], HEAD(chain[t])))

\* PROP PinsOnlyAdvance: the pin of a table never goes back.
PinsOnlyAdvance == [][\A t \in Tables : manifest'.pins[t] >= manifest.pins[t]]_manifest

(***************************************************************************)
(* Refinement: what a user sees is AtomicCommit                            *)
(***************************************************************************)
Abstract == INSTANCE AtomicCommit WITH
    InitialRows <- [t \in Tables |-> <<>>],
    visible <- [t \in Tables |-> PinnedRows(t)],
    based <- [o \in Ops |-> IF wexp[o] = <<>> THEN <<>>
                            ELSE [t \in TablesOf[o] |-> Rows(chain[t], wexp[o][t])]],
    verdict <- [o \in Ops |-> IF Committed(o) THEN "COMMITTED"
                              ELSE IF Aborted(o) \/ reply[o] = "failed" THEN "ABORTED"
                              ELSE "none"],
    reply <- reply

\* PROP RefinesAtomicCommit: every step is a step of AtomicCommit or invisible.
RefinesAtomicCommit == Abstract!Spec

(***************************************************************************)
(* Liveness, with finitely many crashes, under Fairness                    *)
(***************************************************************************)

\* LIVE EveryOperationDecided: an armed operation is decided.
EveryOperationDecided == \A o \in Ops : (o \in sidecars) ~> (decided[o] # {})

\* LIVE EverySidecarGoes: every sidecar is deleted, for good.
EverySidecarGoes == <>[](sidecars = {})

\* LIVE EveryLiveWriterFinishes: a writer that does not die gets an answer; so
\* every HEAD that it needs comes to resolve to its pin.
EveryLiveWriterFinishes == \A o \in Ops : <>(wpc[o] \in {"done", "dead"})
=============================================================================
