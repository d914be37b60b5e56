---------------------------- MODULE Rollforward ----------------------------
(***************************************************************************)
(* Atomic commits across Lance tables without a lease: the protocol that   *)
(* the Java library in impl/ runs.                                         *)
(*                                                                         *)
(* Modelled: writers that prepare, arm, commit table by table (with one    *)
(*   commit or several), publish and clean up; tables that are created and *)
(*   dropped; sweeps in other processes that roll forward and back beside  *)
(*   live writers; crashes and stalls of both at any step, of recovery     *)
(*   too; store calls whose answer is lost and which take effect at once,  *)
(*   later or never; stale repairs and fences.                             *)
(* Assumed, not checked: the store contracts (contract/); an operation id  *)
(*   is used once; nobody else writes the manifest, sidecars and audits.   *)
(* Out of scope: overwrite, delete, update, changes of columns, group      *)
(*   commit, clean-up of old versions, power loss, damaged files.          *)
(*                                                                         *)
(* Atomic steps: one store call each, with these exceptions, each at least *)
(*   as permissive as the code.  PrepareTable and SweepClassify read       *)
(*   sidecars and tables at once: tables only grow, and a decision stays,  *)
(*   so the verdict is that of the last read.  Publish reads the manifest  *)
(*   and replaces it at once: a compare-and-set that fails has no effect   *)
(*   and is tried again.                                                   *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Scenarios, LanceTable, CreateIfAbsent

CONSTANTS
    Sweeps,         \* recovery processes: model values, all alike
    MaxCrashes,     \* how often a writer or a sweep may die
    WritersDie,     \* FALSE where only safety is checked: see CrashWriter
    LostAnswers,    \* a writer's call may get no answer: see LoseAnswer
    ListsFirst,     \* FALSE: see SweepListSidecars
    ForgetsAlone    \* FALSE: decisions are forgotten exactly as the code does it

(***************************************************************************)
(* Faults: each removes one rule (README.md).  All FALSE is the protocol.  *)
(***************************************************************************)
CONSTANTS
    VersionArithmetic,      \* rule 3: a version number stands for identity
    NoParentCheck,          \* rule 4: a rebased commit is published
    HeadNeedNotResolve,     \* rule 5: prepare on whatever HEAD holds
    NoFence,                \* rule 7: only tables that moved are restored
    OwnerGivesUp,           \* rule 8: a lost publish is reported as failure
    AckBeforePublish,       \* rule 8: acknowledged when the tables have moved
    RestoreBeforeDecision,  \* rule 2: restore first, decide afterwards
    AuditBeforeDecision,    \* rule 2: audit first, decide afterwards
    PublishIgnoresDecision, \* rule 2: the owner publishes over a decision
    PublishTableByTable,    \* rule 2: the pins move one after another
    RepairUndecided,        \* rule 6: repair beside undecided operations
    CommitBeforeSidecar,    \* rule 9: tables move although no sidecar stands
    SidecarRewritten,       \* rule 9: a stalled owner brings its sidecar back
    SidecarDeletedEarly,    \* rule 9: deleted before the decision is durable
    DeleteBeforeAudit,      \* rule 9: the sidecar is deleted, then audited
    DecisionDroppedEarly,   \* rule 9: dropped while its sidecar is there
    AbortDroppedEarly,      \* rule 9: dropped while every pin is as expected
    DropForgotten,          \* rule 9: a dropped table counts as never created
    DecideOnStaleRead,      \* rule 2: "no decision yet" instead of "not moved"
    SidecarReadFirst,       \* rule 2: the sidecar is read before the manifest
    AuditAppended,          \* rule 10: appended instead of created if absent
    LostResponseIsFailure,  \* a lost answer is reported as failure
    LastWriterWinsManifest  \* the owner's manifest put is not conditional

NoVersion == 0      \* the pin of a dataset that was never visible
Dropped == 90       \* the pin of a dropped one; greater than every version

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    chain,      \* [Tables -> chain of LanceTable]
    manifest,   \* the newest: pins [Tables -> version], dec [Ops -> verdict]
    sidecars,   \* operations whose sidecar stands; its content is wexp, wbase
    audits,     \* [Ops -> Seq({"COMMITTED", "ABORTED"})]
    flight      \* calls without an answer that may still take effect

(***************************************************************************)
(* Protocol state of the processes; lost when they die, save for what the  *)
(* sidecar holds                                                           *)
(***************************************************************************)
VARIABLES
    wpc,        \* [Ops -> where its writer stands]
    wexp,       \* [Ops -> pins its writer read]
    wbase,      \* [Ops -> HEADs it was prepared against]
    wdone,      \* [Ops -> commits or tables done in the present phase]
    sweep       \* [Sweeps -> record]

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    decided,    \* [Ops -> every verdict that ever stood in a manifest]
    reply       \* [Ops -> what its caller was told]

VARIABLE crashes

stores == <<chain, manifest, sidecars, audits, flight>>
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
    /\ flight = {}
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

\* A table that was dropped is not a table that never was: an aborted create
\* of its name must not find its expectation fulfilled again.
SamePin(p, q) == p = q \/ (DropForgotten /\ {p, q} = {NoVersion, Dropped})

\* Java: core.Expectation.holdsIn.  A created table is expected absent by name.
PinsAsExpected(pins, o) == \A t \in RelevantOf[o] : SamePin(pins[t], wexp[o][t])

IsVisible(pin) == pin # NoVersion /\ pin # Dropped

\* Java: core.TableHistory.resolvedHead.
HeadResolvesTo(t, pin) == Resolve(chain[t], HEAD(chain[t])) = pin

\* Java: core.PrepareTable.find.  An operation with a sidecar and no decision
\* may still go either way.
Undecided(o) == o \in sidecars /\ manifest.dec[o] = "none"
AllAboveDecided(t, pin) ==
    \A v \in (pin + 1)..HEAD(chain[t]) : ~IsRestore(chain[t], v) => ~Undecided(chain[t][v].op)

\* What commit i of operation o is prepared against: its own commit before.
ReadOf(o, i) == wbase[o][PlanOf[o][i]] + OrdinalOf[o][i] - 1

\* Java: core.Landing.isClean.  Identity and parent check: the operation's own
\* commits, exactly where they were prepared to land.
Landing(o, t) == wbase[o][t] + CommitsOf[o][t]
LandedClean(o, t) ==
    IF VersionArithmetic THEN HEAD(chain[t]) >= Landing(o, t)
    ELSE \A v \in (wbase[o][t] + 1)..Landing(o, t) : IsChangeOf(chain[t], v, o)
LandedSomewhere(o, t) == \E v \in 1..HEAD(chain[t]) : IsChangeOf(chain[t], v, o)
LastChange(o, t) ==
    CHOOSE v \in 1..HEAD(chain[t]) :
        /\ IsChangeOf(chain[t], v, o)
        /\ \A w \in (v + 1)..HEAD(chain[t]) : ~IsChangeOf(chain[t], w, o)
Landed(o, t) == IF NoParentCheck THEN LandedSomewhere(o, t) ELSE LandedClean(o, t)
NewPin(o, t) == IF NoParentCheck THEN LastChange(o, t) ELSE Landing(o, t)

\* Java: core.Publish.next.
WithCommit(m, o) ==
    [pins |-> [t \in Tables |->
        IF t \in TablesOf[o] THEN NewPin(o, t)
        ELSE IF t \in DroppableOf[o] /\ m.pins[t] # NoVersion THEN Dropped
        ELSE m.pins[t]],
     dec |-> [m.dec EXCEPT ![o] = "COMMITTED"]]

\* Java: core.Abort.next.
WithAbort(m, o) == [m EXCEPT !.dec[o] = "ABORTED"]

\* Java: core.ForgetDecision.mayForget.
MayForget(m, o) ==
    /\ o \notin sidecars \/ DecisionDroppedEarly
    /\ \/ m.dec[o] = "COMMITTED"
       \/ /\ m.dec[o] = "ABORTED"
          /\ AbortDroppedEarly \/ ~PinsAsExpected(m.pins, o)

\* Java: core.ForgetDecision.in.  The code forgets along with whichever manifest
\* it writes next, and then all that it may.  Most models let anyone forget any
\* of them at any time, which allows for more.
Tidied(m) ==
    IF ForgetsAlone \/ Cardinality({o \in Ops : m.dec[o] # "none"}) <= 1 THEN m
    ELSE [m EXCEPT !.dec = [o \in Ops |-> IF MayForget(m, o) THEN "none" ELSE m.dec[o]]]

\* A manifest put is conditional on the one that was read, so every new
\* manifest makes what the sweeps have read stale, and puts in flight void.
Moved(sweeps) == [s \in Sweeps |-> [sweeps[s] EXCEPT !.fresh = FALSE]]
VoidPuts == flight' = {call \in flight : call[2] # "publish"}

Decide(o, verdict) == decided' = [decided EXCEPT ![o] = @ \cup {verdict}]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]

(***************************************************************************)
(* The writer (Java: engine.Writer)                                        *)
(***************************************************************************)

\* Phases without work are skipped: an operation that only drops has no
\* tables to prepare or to commit.
ToPrepare(o) == IF DatasetsOf[o] # <<>> THEN "prepare" ELSE "arm"
ToCommit(o) == IF PlanOf[o] # <<>> THEN "commit" ELSE "publish"

\* Java: Writer.readManifest.
ReadManifest(o) ==
    /\ wpc[o] = "start"
    /\ wexp' = [wexp EXCEPT ![o] = [t \in RelevantOf[o] |-> manifest.pins[t]]]
    /\ Goto(o, ToPrepare(o))
    /\ UNCHANGED <<stores, wbase, wdone, sweep, witnesses, crashes>>

\* A table to be created exists; one to be changed or dropped does not.
Unmet(o, t) ==
    IF t \in Created /\ wexp[o][t] = NoVersion
    THEN \E u \in RelevantOf[o] : NameOf[u] = NameOf[t] /\ IsVisible(wexp[o][u])
    ELSE wexp[o][t] = Dropped
NothingToDrop(o) ==
    DropsOf[o] # {} /\ \A t \in DroppableOf[o] : ~IsVisible(wexp[o][t])

NextDataset(o) == DatasetsOf[o][wdone[o] + 1]

MustRefuse(o) ==
    \/ wpc[o] = "prepare" /\ Unmet(o, NextDataset(o))
    \/ wpc[o] = "arm" /\ NothingToDrop(o)

\* Java: Writer.refuse.  Nothing was done.
Refuse(o) ==
    /\ wpc[o] \in {"prepare", "arm"}
    /\ MustRefuse(o)
    /\ Goto(o, "done")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, sweep, decided, crashes>>

\* Java: Writer.prepareTable.  Rule 5: HEAD resolves to the pin, or everything
\* above the pin is decided and the pin may be restored (rule 6).
PrepareTable(o) ==
    /\ wpc[o] = "prepare"
    /\ LET t == NextDataset(o)
           pin == wexp[o][t]
           last == wdone[o] + 1 = Len(DatasetsOf[o])
       IN
        /\ ~Unmet(o, t)
        /\ IF HeadNeedNotResolve \/ HeadResolvesTo(t, pin)
           THEN /\ wbase' = [wbase EXCEPT ![o][t] = HEAD(chain[t])]
                /\ Goto(o, IF last THEN "arm" ELSE "prepare")
                /\ wdone' = [wdone EXCEPT ![o] = IF last THEN 0 ELSE @ + 1]
           ELSE /\ RepairUndecided \/ AllAboveDecided(t, pin)
                /\ manifest.pins[t] = pin
                /\ Goto(o, "repair")
                /\ UNCHANGED <<wbase, wdone>>
    /\ UNCHANGED <<stores, wexp, sweep, witnesses, crashes>>

\* Java: Writer.restart.  HEAD is somebody else's and undecided (a sweep helps
\* it), or the pins have moved since they were read.
Restart(o) ==
    /\ wpc[o] = "prepare"
    /\ LET t == NextDataset(o)
           pin == wexp[o][t]
       IN
        /\ ~Unmet(o, t)
        /\ ~HeadResolvesTo(t, pin)
        /\ manifest.pins[t] # pin \/ ~AllAboveDecided(t, pin)
    /\ Goto(o, "start")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<stores, wexp, wbase, sweep, witnesses, crashes>>

\* Java: Writer.repairTable.  Rule 6; the pin restored may be stale by now.
RepairTable(o) ==
    /\ wpc[o] = "repair"
    /\ LET t == NextDataset(o) IN
        chain' = [chain EXCEPT ![t] = Restore(@, wexp[o][t])]
    /\ Goto(o, "start")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<manifest, sidecars, audits, flight, wexp, wbase, sweep, witnesses, crashes>>

\* Java: Writer.armSidecar.  Rule 9; written once, before any table moves.
ArmSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ ~MustRefuse(o)
    /\ sidecars' = IF CommitBeforeSidecar THEN sidecars ELSE sidecars \cup {o}
    /\ Goto(o, ToCommit(o))
    /\ UNCHANGED <<chain, manifest, audits, flight, wexp, wbase, wdone, sweep, witnesses, crashes>>

\* Java: Writer.readBackSidecar.  Whether a put without an answer has taken
\* effect.  If not, no table will move; only a drop needs none to move, so
\* there the caller is told nothing.
ReadBackSidecar(o) ==
    /\ wpc[o] = "armed?"
    /\ IF o \in sidecars THEN Goto(o, ToCommit(o)) /\ UNCHANGED reply
       ELSE /\ Goto(o, "done")
            /\ IF PlanOf[o] = <<>> /\ ~LostResponseIsFailure THEN UNCHANGED reply
               ELSE Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>

\* Fault only: a stalled owner puts its sidecar a second time.
RewriteSidecar(o) ==
    /\ SidecarRewritten
    /\ wpc[o] \in {"commit", "publish"}
    /\ o \notin sidecars
    /\ sidecars' = sidecars \cup {o}
    /\ UNCHANGED <<chain, manifest, audits, flight, writers, sweep, witnesses, crashes>>

Committing(o) == PlanOf[o][wdone[o] + 1]
LastCommit(o) == wdone[o] + 1 = Len(PlanOf[o])
NextCommit(o) ==
    /\ Goto(o, IF LastCommit(o) THEN "publish" ELSE "commit")
    /\ wdone' = [wdone EXCEPT ![o] = IF LastCommit(o) THEN 0 ELSE @ + 1]
GiveUp(o) == Goto(o, "converge") /\ wdone' = [wdone EXCEPT ![o] = 0]

\* Java: Writer.commitTable.  Rule 4; refused or rebased, the operation gives
\* up and learns its outcome from the manifest.
CommitTable(o) ==
    /\ wpc[o] = "commit"
    /\ LET t == Committing(o)
           read == ReadOf(o, wdone[o] + 1)
           accepted == Accepts(chain[t], read)
           clean == HEAD(chain[t]) = read
       IN
        /\ chain' = IF accepted THEN [chain EXCEPT ![t] = AppendTo(@, o, read)] ELSE chain
        /\ IF accepted /\ (clean \/ NoParentCheck) THEN NextCommit(o) ELSE GiveUp(o)
        /\ IF AckBeforePublish /\ accepted /\ clean /\ LastCommit(o)
           THEN Tell(o, "ok") ELSE UNCHANGED reply
    /\ UNCHANGED <<manifest, sidecars, audits, flight, wexp, wbase, sweep, decided, crashes>>

\* Java: Writer.readBackTable.  Whether a commit without an answer has landed.
\* If not it may still do so; the fence of the roll-back will refuse it.
ReadBackTable(o) ==
    /\ wpc[o] = "landed?"
    /\ IF IsChangeOf(chain[Committing(o)], ReadOf(o, wdone[o] + 1) + 1, o)
       THEN NextCommit(o) ELSE GiveUp(o)
    /\ UNCHANGED <<stores, wexp, wbase, sweep, witnesses, crashes>>

MayPublish(o) ==
    \/ LastWriterWinsManifest
    \/ /\ PinsAsExpected(manifest.pins, o)
       /\ PublishIgnoresDecision \/ manifest.dec[o] = "none"

\* What an unconditional put would write: everything as it was once read.
WithBlindCommit(o) ==
    WithCommit([manifest EXCEPT !.pins = [t \in Tables |-> IF t \in RelevantOf[o] THEN wexp[o][t]
                                                            ELSE manifest.pins[t]]], o)

\* The first of several puts, none of which is the decision alone.
WithFirstPin(o) ==
    LET t == PlanOf[o][1] IN [manifest EXCEPT !.pins[t] = NewPin(o, t)]

Published(o) ==
    IF LastWriterWinsManifest THEN WithBlindCommit(o)
    ELSE IF PublishTableByTable THEN WithFirstPin(o)
    ELSE Tidied(WithCommit(manifest, o))

\* Java: Writer.publish.  Rule 2: decision and pins in one compare-and-set.
\* Its answer may get lost; then the owner converges.
Publish(o) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ manifest' = Published(o)
    /\ Decide(o, "COMMITTED")
    /\ \/ Goto(o, "cleanup") /\ Tell(o, "ok")
       \/ IF LostResponseIsFailure
          THEN Goto(o, "done") /\ Tell(o, "failed")
          ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ sweep' = Moved(sweep)
    /\ VoidPuts
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
    /\ UNCHANGED <<chain, manifest, audits, flight, wexp, wbase, wdone, sweep, witnesses, crashes>>

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
(* Calls without an answer                                                 *)
(***************************************************************************)

\* What a manifest forgets is settled when it is sent.
Forgotten(o) ==
    IF wpc[o] # "publish" THEN {}
    ELSE LET m == WithCommit(manifest, o) IN {p \in Ops : Tidied(m).dec[p] # m.dec[p]}

\* The writer's call is on its way, and its writer hears no more of it.
LoseAnswer(o) ==
    /\ LostAnswers
    /\ \/ wpc[o] = "arm" /\ ~MustRefuse(o) /\ Goto(o, "armed?")
       \/ wpc[o] = "commit" /\ Goto(o, "landed?")
       \/ wpc[o] = "publish" /\ MayPublish(o) /\ Goto(o, "converge")
    /\ flight' = flight \cup {<<o, wpc[o], wdone[o], Forgotten(o)>>}
    /\ UNCHANGED <<chain, manifest, sidecars, audits, wexp, wbase, wdone, sweep, witnesses, crashes>>

\* It takes effect after all, as any call does: if its condition holds.
Arrive(call) ==
    LET o == call[1]
        i == call[3] + 1
    IN
    /\ flight' = IF call[2] = "publish" THEN {c \in flight : c[2] # "publish"} ELSE flight \ {call}
    /\ \/ /\ call[2] = "arm"
          /\ sidecars' = sidecars \cup {o}
          /\ UNCHANGED <<chain, manifest, decided, sweep>>
       \/ /\ call[2] = "commit"
          /\ chain' = IF Accepts(chain[PlanOf[o][i]], ReadOf(o, i))
                      THEN [chain EXCEPT ![PlanOf[o][i]] = AppendTo(@, o, ReadOf(o, i))]
                      ELSE chain
          /\ UNCHANGED <<sidecars, manifest, decided, sweep>>
       \/ /\ call[2] = "publish"
          /\ LET m == WithCommit(manifest, o) IN
             manifest' = [m EXCEPT !.dec = [p \in Ops |-> IF p \in call[4] THEN "none" ELSE m.dec[p]]]
          /\ Decide(o, "COMMITTED")
          /\ sweep' = Moved(sweep)
          /\ UNCHANGED <<chain, sidecars>>
    /\ UNCHANGED <<audits, writers, reply, crashes>>

(***************************************************************************)
(* Recovery (Java: engine.RecoveryPass)                                        *)
(***************************************************************************)

SetSweep(s, record) == sweep' = [sweep EXCEPT ![s] = record]
Decided(o, verdict, pc) == [IdleSweep EXCEPT !.pc = pc, !.op = o, !.dec = verdict]

\* Java: Recovery.sweepListSidecars.  What is listed may be gone by the time
\* it is read.  A sidecar never comes back, so to know of it and find it gone is
\* to do nothing; models that have no room for it leave the list out.
SweepListSidecars(s, o) ==
    /\ ListsFirst
    /\ sweep[s].pc = "idle"
    /\ o \in sidecars
    /\ SetSweep(s, [IdleSweep EXCEPT !.pc = "listed", !.op = o])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* A sweep need not list an operation that it knows: as its owner, from what its
\* writer found in its way, or because it lost a compare-and-set and tries again.
KnownOtherwise(o) ==
    /\ ListsFirst
    /\ \/ wpc[o] \in {"commit", "landed?", "publish", "converge", "cleanup"}
       \/ Answer(o) # "none"
       \/ \E t \in TablesOf[o] : LandedSomewhere(o, t)

\* Java: RecoveryPass.sweepReadManifest.  Rule 2: the manifest before the sidecar;
\* the other way round a sidecar read before its operation was committed and
\* tidied up would meet a manifest that knows nothing of it.
SweepReadManifest(s, o) ==
    /\ \/ sweep[s].pc = "listed" /\ sweep[s].op = o
       \/ sweep[s].pc = "idle" /\ (o \in sidecars \/ KnownOtherwise(o))
    /\ SetSweep(s, [pc |-> "read", op |-> o, fresh |-> TRUE,
                    pins |-> [t \in RelevantOf[o] |-> manifest.pins[t]],
                    dec |-> manifest.dec[o], done |-> 0])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* What a sweep knows when it classifies: the manifest it read, then the sidecar.
\* With SidecarReadFirst the sidecar it once listed, then the manifest.
Known(s) ==
    IF ~SidecarReadFirst THEN sweep[s]
    ELSE LET o == sweep[s].op IN
         [sweep[s] EXCEPT !.fresh = TRUE, !.dec = manifest.dec[o],
                          !.pins = [t \in RelevantOf[o] |-> manifest.pins[t]]]

Complete(s) ==
    LET o == sweep[s].op IN
    /\ PinsAsExpected(Known(s).pins, o)
    /\ \A t \in TablesOf[o] : Landed(o, t)

\* Where a roll-back begins.
BackFrom ==
    IF RestoreBeforeDecision THEN "fence"
    ELSE IF AuditBeforeDecision THEN "audit"
    ELSE "rollback"

\* Java: RecoveryPass.sweepClassify.
SweepClassify(s) ==
    LET o == sweep[s].op
        was == Known(s).dec
    IN
    /\ sweep[s].pc = "read"
    /\ IF o \notin sidecars /\ ~SidecarReadFirst THEN SetSweep(s, IdleSweep)
       ELSE IF was = "COMMITTED" \/ (was = "ABORTED" /\ DatasetsOf[o] = <<>>)
            THEN SetSweep(s, Decided(o, was, "audit"))
       ELSE IF was = "ABORTED" THEN SetSweep(s, [Known(s) EXCEPT !.pc = "fence", !.fresh = FALSE])
       ELSE IF Complete(s)
            THEN SetSweep(s, [Known(s) EXCEPT !.pc = "rollforward", !.pins = <<>>])
            ELSE SetSweep(s, [Known(s) EXCEPT !.pc = BackFrom])
    /\ sidecars' = IF SidecarDeletedEarly /\ was = "none" /\ ~Complete(s)
                   THEN sidecars \ {o} ELSE sidecars
    /\ UNCHANGED <<chain, manifest, audits, flight, writers, witnesses, crashes>>

\* The compare-and-set of recovery: nothing has moved since it classified.
Unmoved(s) ==
    IF DecideOnStaleRead THEN manifest.dec[sweep[s].op] = "none"
    ELSE sweep[s].fresh

\* Java: RecoveryPass.sweepRollForward.
SweepRollForward(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "rollforward"
    /\ IF Unmoved(s)
       THEN /\ manifest' = Tidied(WithCommit(manifest, o))
            /\ Decide(o, "COMMITTED")
            /\ sweep' = [Moved(sweep) EXCEPT ![s] = Decided(o, "COMMITTED", "audit")]
            /\ VoidPuts
       ELSE /\ SetSweep(s, IdleSweep)
            /\ UNCHANGED <<manifest, decided, flight>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>

\* Java: RecoveryPass.sweepRollBack.  Rule 2: decided before a table is touched.
SweepRollBack(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "rollback"
    /\ IF Unmoved(s)
       THEN /\ manifest' = Tidied(WithAbort(manifest, o))
            /\ Decide(o, "ABORTED")
            /\ VoidPuts
            /\ sweep' = [Moved(sweep) EXCEPT ![s] =
                   IF RestoreBeforeDecision \/ PlanOf[o] = <<>> THEN Decided(o, "ABORTED", "audit")
                   ELSE [@ EXCEPT !.pc = "fence", !.dec = "ABORTED"]]
       ELSE /\ SetSweep(s, IdleSweep)
            /\ UNCHANGED <<manifest, decided, flight>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>

AfterFence(s) ==
    LET o == sweep[s].op IN
    IF sweep[s].done + 1 < Len(DatasetsOf[o]) THEN [sweep[s] EXCEPT !.done = @ + 1]
    ELSE IF sweep[s].dec = "none" THEN [sweep[s] EXCEPT !.pc = "rollback", !.done = 0]
    ELSE Decided(o, "ABORTED", "audit")

\* A dropped dataset gets its old pin: a fence is all that is asked of it.
FenceTarget(s, t) ==
    IF sweep[s].pins[t] = Dropped THEN wexp[sweep[s].op][t] ELSE sweep[s].pins[t]

\* Java: RecoveryPass.sweepFenceTable.  Rule 7: a restore of the pin undoes what
\* landed and refuses what has not.  It may be skipped if one lies above the
\* base already (Java: core.Fence.stands); whoever read too early to see that restores again.
SweepFenceTable(s) ==
    /\ sweep[s].pc = "fence"
    /\ LET o == sweep[s].op
           t == DatasetsOf[o][sweep[s].done + 1]
           fenced == ~Accepts(chain[t], wbase[o][t])
           skip == fenced \/ (NoFence /\ ~LandedSomewhere(o, t))
       IN
        \/ skip /\ UNCHANGED chain
        \/ /\ ~skip \/ fenced
           /\ chain' = [chain EXCEPT ![t] = Restore(@, FenceTarget(s, t))]
    /\ SetSweep(s, AfterFence(s))
    /\ UNCHANGED <<manifest, sidecars, audits, flight, writers, witnesses, crashes>>

AfterAudit(s) ==
    IF DeleteBeforeAudit THEN IdleSweep
    ELSE IF sweep[s].dec = "none" THEN [sweep[s] EXCEPT !.pc = "rollback"]
    ELSE [sweep[s] EXCEPT !.pc = "delete"]

AuditWord(s) == IF sweep[s].dec = "none" THEN "ABORTED" ELSE sweep[s].dec

\* Java: RecoveryPass.sweepAudit.  Rule 10.
SweepAudit(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "audit"
    /\ IF DeleteBeforeAudit /\ o \in sidecars
       THEN sidecars' = sidecars \ {o} /\ UNCHANGED <<audits, sweep>>
       ELSE /\ audits' = IF audits[o] = <<>> \/ AuditAppended
                         THEN [audits EXCEPT ![o] = Append(@, AuditWord(s))]
                         ELSE audits
            /\ SetSweep(s, AfterAudit(s))
            /\ UNCHANGED sidecars
    /\ UNCHANGED <<chain, manifest, flight, writers, witnesses, crashes>>

\* Java: RecoveryPass.sweepDeleteSidecar.
SweepDeleteSidecar(s) ==
    /\ sweep[s].pc = "delete"
    /\ sidecars' = sidecars \ {sweep[s].op}
    /\ SetSweep(s, IdleSweep)
    /\ UNCHANGED <<chain, manifest, audits, flight, writers, witnesses, crashes>>

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
    /\ ForgetsAlone
    /\ MayForget(manifest, o)
    /\ manifest' = [manifest EXCEPT !.dec[o] = "none"]
    /\ sweep' = Moved(sweep)
    /\ VoidPuts
    /\ UNCHANGED <<chain, sidecars, audits, writers, witnesses, crashes>>

WriterStep(o) ==
    \/ ReadManifest(o) \/ PrepareTable(o) \/ Refuse(o) \/ Restart(o) \/ RepairTable(o)
    \/ ArmSidecar(o) \/ ReadBackSidecar(o) \/ CommitTable(o) \/ ReadBackTable(o)
    \/ Publish(o) \/ LosePublish(o) \/ Converge(o) \/ DeleteSidecar(o)

SweepStep(s) ==
    \/ \E o \in Ops : SweepListSidecars(s, o) \/ SweepReadManifest(s, o)
    \/ SweepClassify(s) \/ SweepRollForward(s) \/ SweepRollBack(s)
    \/ SweepFenceTable(s) \/ SweepAudit(s) \/ SweepDeleteSidecar(s)

Next ==
    \/ \E o \in Ops : WriterStep(o) \/ RewriteSidecar(o) \/ CrashWriter(o) \/ LoseAnswer(o)
    \/ \E call \in flight : Arrive(call)
    \/ \E s \in Sweeps : SweepStep(s) \/ CrashSweep(s)
    \/ \E o \in Ops : ForgetDecision(o)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Fairness: live processes go on.  Nothing is asked of crashes, lost      *)
(* answers, late arrivals or tidying.                                      *)
(***************************************************************************)
WritersGoOn == \A o \in Ops : WF_vars(WriterStep(o))
SweepsGoOn == \A s \in Sweeps : WF_vars(SweepStep(s))

FairSpec == Spec /\ WritersGoOn /\ SweepsGoOn
OnlySweepsFair == Spec /\ SweepsGoOn
OnlyWritersFair == Spec /\ WritersGoOn

(***************************************************************************)
(* Safety.  Invariants read stores and witnesses.                          *)
(***************************************************************************)

PinnedRows(t) ==
    IF manifest.pins[t] = Dropped THEN <<>> ELSE Rows(chain[t], manifest.pins[t])
Committed(o) == "COMMITTED" \in decided[o]
Aborted(o) == "ABORTED" \in decided[o]
IsDropped(t) == manifest.pins[t] = Dropped
DroppedByCommitted(t) == \E o \in Ops : t \in DroppableOf[o] /\ Committed(o)

TypeOK ==
    /\ \A t \in Tables : manifest.pins[t] \in 0..HEAD(chain[t]) \cup {Dropped}
    /\ \A o \in Ops : manifest.dec[o] \in {"none", "COMMITTED", "ABORTED"}
    /\ sidecars \subseteq Ops
    /\ crashes \in 0..MaxCrashes

\* Sweeps are never compared, ordered or stored, so permuting them permutes
\* behaviours, and every safety property treats them alike.  For safety only.
SweepsAreAlike == Permutations(Sweeps)

Occurrences(rows, o) == Cardinality({i \in DOMAIN rows : rows[i] = o})
Expected(o, t) == IF t \in TablesOf[o] /\ Committed(o) THEN CommitsOf[o][t] ELSE 0

\* INV PinExact: a pinned version holds exactly the committed operations on its
\* table, every commit of each once; only a committed drop takes it away.
PinExact ==
    \A t \in Tables :
        IF IsDropped(t) THEN DroppedByCommitted(t)
        ELSE \A o \in Ops : Occurrences(PinnedRows(t), o) = Expected(o, t)

SeenOn(o, t) == IsDropped(t) \/ o \in Range(PinnedRows(t))

\* INV AtomicVisibility: an operation is visible on all of its tables or on none,
\* save for those that were dropped.
AtomicVisibility ==
    \A o \in Ops :
        \/ \A t \in TablesOf[o] : SeenOn(o, t)
        \/ \A t \in TablesOf[o] : o \notin Range(PinnedRows(t))

\* INV AckedIsVisible: what was acknowledged is visible, and what it dropped is gone.
AckedIsVisible ==
    \A o \in Ops : reply[o] = "ok" =>
        /\ \A t \in TablesOf[o] : SeenOn(o, t)
        /\ \A t \in DroppableOf[o] : wexp[o][t] # NoVersion => IsDropped(t)

\* INV FailedIsInvisible: what was reported failed is not visible, and dropped nothing.
FailedIsInvisible ==
    \A o \in Ops : reply[o] = "failed" =>
        /\ ~Committed(o)
        /\ \A t \in TablesOf[o] : o \notin Range(PinnedRows(t))

\* INV DecisionStable: an operation is never decided both ways.
DecisionStable == \A o \in Ops : ~(Committed(o) /\ Aborted(o))

\* INV AuditAtMostOnce: an operation has at most one audit record.
AuditAtMostOnce == \A o \in Ops : Len(audits[o]) <= 1

\* INV AuditTruth: an audit record says what was decided.
AuditTruth == \A o \in Ops : audits[o] # <<>> => Range(audits[o]) \subseteq decided[o]

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

\* The operations of these rows, each once: several commits are one change.
RECURSIVE Each(_)
Each(rows) ==
    IF Len(rows) <= 1 THEN rows
    ELSE LET front == Each(SubSeq(rows, 1, Len(rows) - 1))
             last == rows[Len(rows)]
         IN IF last \in Range(front) THEN front ELSE Append(front, last)

Shown(t, pin) ==
    IF pin = Dropped THEN <<0, 0>>
    ELSE IF pin = NoVersion THEN <<0>>
    ELSE Each(Rows(chain[t], pin))

Abstract == INSTANCE AtomicCommit WITH
    InitialRows <- [t \in Tables |-> IF t \in Created THEN <<0>> ELSE <<>>],
    visible <- [t \in Tables |-> Shown(t, manifest.pins[t])],
    based <- [o \in Ops |-> IF wexp[o] = <<>> THEN <<>>
                            ELSE [t \in TablesOf[o] \cup DroppableOf[o] |-> Shown(t, wexp[o][t])]],
    verdict <- [o \in Ops |-> IF Committed(o) THEN "COMMITTED"
                              ELSE IF Aborted(o) \/ reply[o] = "failed" THEN "ABORTED"
                              ELSE "none"],
    reply <- reply

\* PROP RefinesAtomicCommit: every step is a step of AtomicCommit or invisible.
RefinesAtomicCommit == Abstract!Spec

(***************************************************************************)
(* Situations that must be reachable, or what is claimed of them is empty. *)
(***************************************************************************)

\* REACH CommitsAlone: operation 1 is acknowledged and tidied up undisturbed.
CommitsAlone == wpc[1] = "done" /\ reply[1] = "ok" /\ sidecars = {}
NeverCommitsAlone == ~CommitsAlone

\* REACH SweepBeatsOwner: a sweep has committed what its owner is about to publish.
SweepBeatsOwner == \E o \in Ops : Committed(o) /\ wpc[o] = "publish"
NeverSweepBeatsOwner == ~SweepBeatsOwner

\* REACH LiveWriterIsAborted: all of it has landed, and a sweep was faster to abort.
LiveWriterIsAborted == \E o \in Ops : Aborted(o) /\ wpc[o] = "publish"
NeverLiveWriterIsAborted == ~LiveWriterIsAborted

\* REACH SweepsDisagree: one sweep would roll forward what another would roll back.
SweepsDisagree ==
    \E s, u \in Sweeps :
        /\ sweep[s].op = sweep[u].op
        /\ sweep[s].pc = "rollforward"
        /\ sweep[u].pc = "rollback"
NeverSweepsDisagree == ~SweepsDisagree

\* REACH RecoveryIsRecovered: a roll-back died between its restores, and another
\* sweep takes it up.
RecoveryIsRecovered ==
    \E s \in Sweeps :
        /\ sweep[s].pc = "fence"
        /\ sweep[s].done = 0
        /\ crashes > 0
        /\ ~Accepts(chain[PlanOf[sweep[s].op][1]], wbase[sweep[s].op][PlanOf[sweep[s].op][1]])
        /\ ~LandedSomewhere(sweep[s].op, PlanOf[sweep[s].op][1])
NeverRecoveryIsRecovered == ~RecoveryIsRecovered

\* REACH FenceRefusesZombie: a writer wakes up after its roll-back is over and
\* finds its commit refused.
FenceRefusesZombie ==
    \E o \in Ops :
        /\ wpc[o] = "converge" /\ Aborted(o) /\ o \notin sidecars
        /\ \A t \in TablesOf[o] : ~LandedSomewhere(o, t)
NeverFenceRefusesZombie == ~FenceRefusesZombie

\* REACH StaleRestoreIsRepaired: a restore of an old pin came late, and the pin
\* was restored over it.
StaleRestoreIsRepaired ==
    \E t \in Tables : \E v \in (manifest.pins[t] + 1)..HEAD(chain[t]) :
        /\ IsRestore(chain[t], v)
        /\ chain[t][v].restores < manifest.pins[t]
        /\ HeadResolvesTo(t, manifest.pins[t])
NeverStaleRestoreIsRepaired == ~StaleRestoreIsRepaired

\* REACH CommitIsRebased: Lance put a commit on top of somebody else's.
CommitIsRebased ==
    \E o \in Ops : wpc[o] = "converge" /\ \E t \in TablesOf[o] :
        LandedSomewhere(o, t) /\ ~LandedClean(o, t)
NeverCommitIsRebased == ~CommitIsRebased

\* REACH AbortIsForgotten: the decision of an aborted operation has left the manifest.
AbortIsForgotten == \E o \in Ops : Aborted(o) /\ manifest.dec[o] = "none"
NeverAbortIsForgotten == ~AbortIsForgotten

\* REACH SidecarArrivesLate: a sidecar appears whose owner has given up already.
SidecarArrivesLate == \E o \in Ops : o \in sidecars /\ reply[o] = "failed" /\ decided[o] = {}
NeverSidecarArrivesLate == ~SidecarArrivesLate

\* REACH LateCommitIsFenced: a commit is still on its way and can only be refused.
LateCommitIsFenced ==
    \E call \in flight :
        /\ call[2] = "commit" /\ call[1] \notin sidecars /\ Aborted(call[1])
        /\ ~Accepts(chain[PlanOf[call[1]][call[3] + 1]], ReadOf(call[1], call[3] + 1))
NeverLateCommitIsFenced == ~LateCommitIsFenced

\* REACH DropBeatsAppend: a writer's table is dropped while it commits.
DropBeatsAppend ==
    \E o \in Ops : wpc[o] = "publish" /\ \E t \in TablesOf[o] : IsDropped(t)
NeverDropBeatsAppend == ~DropBeatsAppend

(***************************************************************************)
(* Liveness, with finitely many crashes                                    *)
(***************************************************************************)

\* LIVE EveryOperationDecided: an armed operation is decided.
EveryOperationDecided == \A o \in Ops : (o \in sidecars) ~> (decided[o] # {})

\* LIVE EverySidecarGoes: every sidecar is deleted, for good.
EverySidecarGoes == <>[](sidecars = {})

\* LIVE EveryLiveWriterFinishes: a writer that does not die gets an answer; so
\* every HEAD that it needs comes to resolve to its pin.
EveryLiveWriterFinishes == \A o \in Ops : <>(wpc[o] \in {"done", "dead"})
=============================================================================
