----------------------------- MODULE LeaseSweep -----------------------------
(***************************************************************************)
(* A rival: the published sweep (SidecarSweep.tla) under a lease           *)
(* that writers and sweeps take for a time.                                *)
(*                                                                         *)
(* Modelled: writers and sweeps that take one lease for the whole group,   *)
(*   heal first, and otherwise do as published: versions are told apart by *)
(*   counting, a roll-back restores and publishes what it restored, a lost *)
(*   roll-forward converges or defers.  The lease may expire at any        *)
(*   moment, whether its holder is dead, stalled or at work; a stalled one *)
(*   goes on.  Every taking of the lease begins an epoch.  EpochChecked    *)
(*   says which effects are refused when another epoch has begun since.    *)
(* Assumed, not checked: the store contracts (contract/); a lease is given *)
(*   back only by its holder; an operation id is used once; nobody else    *)
(*   writes the stores.  EpochChecked = "everywhere" is hypothetical: Lance*)
(*   checks no such thing on a commit or on a Restore, and object stores   *)
(*   not on a delete.  "manifest" can be had: the epoch stands in the      *)
(*   manifest and its compare-and-set checks it.                           *)
(* Out of scope: renewal of the lease, a lease per table, clocks; the      *)
(*   writer kinds that commit a table more than once, registrations and    *)
(*   tombstones, created tables.                                           *)
(*                                                                         *)
(* Atomic steps: one store call each, with these exceptions.  SweepClassify*)
(*   and Publish as in Rollforward; SweepPublishRestored as Publish;       *)
(*   Converge reads manifest and audit at once.                            *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Scenarios, LanceTable, CreateIfAbsent

CONSTANTS
    NumSweeps,      \* how many recovery processes
    MaxCrashes,     \* how often a writer or a sweep may die
    WritersDie      \* as in Rollforward

(***************************************************************************)
(* Variants of the design                                                  *)
(***************************************************************************)
CONSTANTS
    EpochChecked,       \* "nowhere", at the "manifest" only, or "everywhere"
    VersionArithmetic,  \* TRUE as published; FALSE: rule 3, identity, along
                        \* the whole lineage of a pin
    RestoredAtExpected, \* a roll-back's publish names the pins it classified
    AdvanceIsSuccess    \* TRUE as published: no movement and a pin beyond the
                        \* expected means rolled forward; FALSE: the pins are
                        \* those that a roll-forward sets

(***************************************************************************)
(* Faults: each removes one rule.                                          *)
(***************************************************************************)
CONSTANTS
    NoParentCheck,          \* a rebased commit is published
    OwnerGivesUp,           \* a lost publish is reported as failure
    SidecarDeletedEarly,    \* deleted before the roll-back is published
    AuditAppended,          \* appended instead of created if absent
    LostResponseIsFailure,  \* a lost answer is reported as failure
    LastWriterWinsManifest  \* the owner's manifest put is not conditional

ASSUME Created = {} /\ EpochChecked \in {"nowhere", "manifest", "everywhere"}

Sweeps == 1..NumSweeps

\* Who can hold the lease: writer o as o, sweep s as SweepId[s].
Nobody == 0
SweepId == [s \in Sweeps |-> Len(PlanOf) + s]

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    chain,      \* [Tables -> chain of LanceTable]
    manifest,   \* the newest: [Tables -> pinned version]
    sidecars,   \* operations whose sidecar stands; its content is wexp
    audits,     \* [Ops -> Seq({"COMMITTED", "ABORTED"})]
    lease       \* epoch: whose is the newest; held: it has not expired

(***************************************************************************)
(* Protocol state of the processes; lost when they die, save for what the  *)
(* sidecar holds                                                           *)
(***************************************************************************)
VARIABLES
    wpc,        \* [Ops -> where its writer stands]
    wexp,       \* [Ops -> pins its writer read and was prepared against]
    wdone,      \* [Ops -> tables done in the present phase]
    sweep       \* [Sweeps -> record]

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    decided,    \* [Ops -> every verdict that a publish or an audit gave]
    reply       \* [Ops -> what its caller was told]

VARIABLE crashes

stores == <<chain, manifest, sidecars, audits, lease>>
writers == <<wpc, wexp, wdone>>
witnesses == <<decided, reply>>
vars == <<stores, writers, sweep, witnesses, crashes>>

\* pins: as read; moved: tables still to restore; back: the pins to publish.
IdleSweep == [pc |-> "idle", op |-> 0, pins |-> <<>>, moved |-> {}, back |-> <<>>, dec |-> "none"]

Init ==
    /\ chain = [t \in Tables |-> <<Version(NoOp, NotARestore, <<>>)>>]
    /\ manifest = [t \in Tables |-> 1]
    /\ sidecars = {}
    /\ audits = [o \in Ops |-> <<>>]
    /\ lease = [epoch |-> Nobody, held |-> FALSE]
    /\ wpc = [o \in Ops |-> "start"]
    /\ wexp = [o \in Ops |-> <<>>]
    /\ wdone = [o \in Ops |-> 0]
    /\ sweep = [s \in Sweeps |-> IdleSweep]
    /\ decided = [o \in Ops |-> {}]
    /\ reply = [o \in Ops |-> "none"]
    /\ crashes = 0

(***************************************************************************)
(* The lease.  A writer takes it once, and a sweep has one epoch in hand,  *)
(* so an epoch is told by who began it.                                    *)
(***************************************************************************)

Take(a) == ~lease.held /\ lease' = [epoch |-> a, held |-> TRUE]
GiveBack(a) == lease' = IF lease.epoch = a THEN [epoch |-> Nobody, held |-> FALSE] ELSE lease

\* What the stores check of an effect that actor a asks for.
Admits(a) == EpochChecked # "everywhere" \/ lease.epoch = a
ManifestAdmits(a) == EpochChecked = "nowhere" \/ lease.epoch = a

LeaseExpires ==
    /\ lease.held
    /\ lease' = [lease EXCEPT !.held = FALSE]
    /\ UNCHANGED <<chain, manifest, sidecars, audits, writers, sweep, witnesses, crashes>>

(***************************************************************************)
(* Pure decisions                                                          *)
(***************************************************************************)

PinsAsExpected(pins, o) == \A t \in TablesOf[o] : pins[t] = wexp[o][t]

Landing(o, t) == wexp[o][t] + 1
LandedSomewhere(o, t) == \E v \in 1..HEAD(chain[t]) : IsChangeOf(chain[t], v, o)

\* RolledPastExpected of the published table, strict kinds.
Landed(o, t) ==
    IF VersionArithmetic THEN HEAD(chain[t]) = Landing(o, t)
    ELSE IsChangeOf(chain[t], Landing(o, t), o)

\* An earlier roll-forward, or the owner's publish, has succeeded.
Published(pins, o) ==
    IF AdvanceIsSuccess THEN \E t \in TablesOf[o] : pins[t] > wexp[o][t]
    ELSE IF VersionArithmetic THEN \A t \in TablesOf[o] : pins[t] = Landing(o, t)
    ELSE \A t \in TablesOf[o] : o \in Range(Rows(chain[t], pins[t]))

NewPin(o, t) ==
    IF NoParentCheck
    THEN CHOOSE v \in 1..HEAD(chain[t]) : IsChangeOf(chain[t], v, o)
    ELSE Landing(o, t)
WithCommit(pins, o) == [t \in Tables |-> IF t \in TablesOf[o] THEN NewPin(o, t) ELSE pins[t]]

Decide(o, verdict) == decided' = [decided EXCEPT ![o] = @ \cup {verdict}]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]

(***************************************************************************)
(* The writer                                                              *)
(***************************************************************************)

NextTable(o) == PlanOf[o][wdone[o] + 1]
LastTable(o) == wdone[o] + 1 = Len(PlanOf[o])
Advance(o, here, then) ==
    /\ Goto(o, IF LastTable(o) THEN then ELSE here)
    /\ wdone' = [wdone EXCEPT ![o] = IF LastTable(o) THEN 0 ELSE @ + 1]

\* It leaves the lease to the sweeps while it knows of sidecars.
TakeLease(o) ==
    /\ wpc[o] = "start"
    /\ sidecars = {}
    /\ Take(o)
    /\ Goto(o, "heal")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, wexp, wdone, sweep, witnesses, crashes>>

\* Heal-first: nothing is prepared past a pending sidecar.
ListSidecars(o) ==
    /\ wpc[o] = "heal"
    /\ Goto(o, IF sidecars = {} THEN "read" ELSE "giveback")
    /\ UNCHANGED <<stores, wexp, wdone, sweep, witnesses, crashes>>

ReadManifest(o) ==
    /\ wpc[o] = "read"
    /\ wexp' = [wexp EXCEPT ![o] = [t \in TablesOf[o] |-> manifest[t]]]
    /\ Goto(o, "prepare")
    /\ UNCHANGED <<stores, wdone, sweep, witnesses, crashes>>

\* Refused when HEAD is not the pin: there is no sidecar to repair it from.
PrepareTable(o) ==
    /\ wpc[o] = "prepare"
    /\ LET t == NextTable(o) IN
       IF HEAD(chain[t]) = wexp[o][t]
       THEN Advance(o, "prepare", "arm") /\ UNCHANGED reply
       ELSE Goto(o, "release") /\ Tell(o, "failed") /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<stores, wexp, sweep, decided, crashes>>

ArmSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ IF Admits(o)
       THEN sidecars' = sidecars \cup {o} /\ Goto(o, "commit") /\ UNCHANGED reply
       ELSE Goto(o, "done") /\ Tell(o, "failed") /\ UNCHANGED sidecars
    /\ UNCHANGED <<chain, manifest, audits, lease, wexp, wdone, sweep, decided, crashes>>

CommitTable(o) ==
    /\ wpc[o] = "commit"
    /\ LET t == NextTable(o)
           accepted == Admits(o) /\ Accepts(chain[t], wexp[o][t], "Append")
           clean == HEAD(chain[t]) = wexp[o][t]
       IN
        /\ chain' = IF accepted
                    THEN [chain EXCEPT ![t] = CommitTo(@, o, "Append")]
                    ELSE chain
        /\ IF accepted /\ (clean \/ NoParentCheck)
           THEN Advance(o, "commit", "publish")
           ELSE Goto(o, "converge") /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<manifest, sidecars, audits, lease, wexp, sweep, witnesses, crashes>>

MayPublish(o) ==
    LastWriterWinsManifest \/ (PinsAsExpected(manifest, o) /\ ManifestAdmits(o))

\* Compare-and-set on the expected pins.  Its answer may get lost.
Publish(o) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ manifest' = WithCommit(manifest, o)
    /\ Decide(o, "COMMITTED")
    /\ \/ Goto(o, "cleanup") /\ Tell(o, "ok")
       \/ IF LostResponseIsFailure
          THEN Goto(o, "done") /\ Tell(o, "failed")
          ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ UNCHANGED <<chain, sidecars, audits, lease, wexp, wdone, sweep, crashes>>

LosePublish(o) ==
    /\ wpc[o] = "publish"
    /\ ~MayPublish(o)
    /\ IF OwnerGivesUp
       THEN Goto(o, "done") /\ Tell(o, "failed")
       ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ UNCHANGED <<stores, wexp, wdone, sweep, decided, crashes>>

Answer(o) ==
    IF \A t \in TablesOf[o] : IsChangeOf(chain[t], manifest[t], o) THEN "COMMITTED"
    ELSE IF audits[o] # <<>> THEN audits[o][1]
    ELSE "none"

\* The pins answer while they are its own, and later the audit.  A sweep
\* resolves its sidecar meanwhile, once its lease has expired.
Converge(o) ==
    /\ wpc[o] = "converge"
    /\ \/ Answer(o) = "COMMITTED" /\ Tell(o, "ok") /\ Goto(o, "cleanup")
       \/ Answer(o) = "ABORTED" /\ Tell(o, "failed") /\ Goto(o, "release")
    /\ UNCHANGED <<stores, wexp, wdone, sweep, decided, crashes>>

DeleteSidecar(o) ==
    /\ wpc[o] = "cleanup"
    /\ sidecars' = IF Admits(o) THEN sidecars \ {o} ELSE sidecars
    /\ Goto(o, "release")
    /\ UNCHANGED <<chain, manifest, audits, lease, wexp, wdone, sweep, witnesses, crashes>>

ReleaseLease(o) ==
    /\ wpc[o] \in {"giveback", "release"}
    /\ GiveBack(o)
    /\ Goto(o, IF wpc[o] = "giveback" THEN "start" ELSE "done")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, wexp, wdone, sweep, witnesses, crashes>>

\* See Rollforward.
CrashWriter(o) ==
    /\ WritersDie
    /\ crashes < MaxCrashes
    /\ wpc[o] \notin {"start", "done", "dead"}
    /\ crashes' = crashes + 1
    /\ Goto(o, "dead")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<stores, wexp, sweep, witnesses>>

(***************************************************************************)
(* Recovery                                                                *)
(***************************************************************************)

SetSweep(s, record) == sweep' = [sweep EXCEPT ![s] = record]
At(pc) == [IdleSweep EXCEPT !.pc = pc]
Done(o, verdict, pc) == [IdleSweep EXCEPT !.pc = pc, !.op = o, !.dec = verdict]

SweepTakeLease(s) ==
    /\ sweep[s].pc = "idle"
    /\ sidecars # {}
    /\ Take(SweepId[s])
    /\ SetSweep(s, At("list"))
    /\ UNCHANGED <<chain, manifest, sidecars, audits, writers, witnesses, crashes>>

SweepReadManifest(s, o) ==
    /\ sweep[s].pc = "list"
    /\ o \in sidecars
    /\ SetSweep(s, [At("read") EXCEPT !.op = o, !.pins = [t \in TablesOf[o] |-> manifest[t]]])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* Classify and decide, all or nothing.  A table that already stands restored
\* is not restored again; as published it is, each time that a sweep takes over.
SweepClassify(s) ==
    LET o == sweep[s].op
        pins == sweep[s].pins
        moved == {t \in TablesOf[o] : HEAD(chain[t]) # pins[t]}
        todo == {t \in moved : Resolve(chain[t], HEAD(chain[t])) # Resolve(chain[t], pins[t])}
        complete == PinsAsExpected(pins, o) /\ \A t \in TablesOf[o] : Landed(o, t)
        published == Published(pins, o) /\ (moved = {} \/ ~VersionArithmetic)
    IN
    /\ sweep[s].pc = "read"
    /\ IF o \notin sidecars THEN SetSweep(s, At("release"))
       ELSE IF published THEN SetSweep(s, Done(o, "COMMITTED", "audit"))
       ELSE IF complete THEN SetSweep(s, [At("rollforward") EXCEPT !.op = o])
       ELSE IF moved = {} THEN SetSweep(s, Done(o, "ABORTED", "audit"))
       ELSE SetSweep(s, [sweep[s] EXCEPT !.pc = IF todo = {} THEN "rollback" ELSE "restore",
                                         !.moved = todo,
                                         !.back = [t \in TablesOf[o] |-> HEAD(chain[t])]])
    /\ sidecars' = IF SidecarDeletedEarly /\ ~published /\ ~complete
                   THEN sidecars \ {o} ELSE sidecars
    /\ UNCHANGED <<chain, manifest, audits, lease, writers, witnesses, crashes>>

\* One publish at the expected pins; when that fails, converge or defer.
SweepRollForward(s) ==
    LET o == sweep[s].op
        admitted == ManifestAdmits(SweepId[s])
    IN
    /\ sweep[s].pc = "rollforward"
    /\ IF admitted /\ PinsAsExpected(manifest, o)
       THEN /\ manifest' = WithCommit(manifest, o)
            /\ Decide(o, "COMMITTED")
            /\ SetSweep(s, Done(o, "COMMITTED", "audit"))
       ELSE /\ SetSweep(s, IF admitted /\ \A t \in TablesOf[o] : manifest[t] >= Landing(o, t)
                           THEN Done(o, "COMMITTED", "audit") ELSE At("release"))
            /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, lease, writers, reply, crashes>>

\* Lance's Restore of a table that had moved to the pin that was read.
SweepRestoreTable(s) ==
    /\ sweep[s].pc = "restore"
    /\ IF Admits(SweepId[s])
       THEN LET t == CHOOSE u \in sweep[s].moved : \A v \in sweep[s].moved : u <= v IN
            /\ chain' = [chain EXCEPT ![t] = Restore(@, sweep[s].pins[t])]
            /\ SetSweep(s, [sweep[s] EXCEPT !.pc = IF sweep[s].moved = {t} THEN "rollback" ELSE @,
                                            !.moved = @ \ {t},
                                            !.back[t] = HEAD(chain[t]) + 1])
       ELSE SetSweep(s, At("release")) /\ UNCHANGED chain
    /\ UNCHANGED <<manifest, sidecars, audits, lease, writers, witnesses, crashes>>

\* The tables that were restored are pinned where they now stand.
SweepPublishRestored(s) ==
    LET o == sweep[s].op
        pins == sweep[s].pins
        back == sweep[s].back
        unmoved == \A t \in TablesOf[o] : manifest[t] = pins[t]
    IN
    /\ sweep[s].pc = "rollback"
    /\ IF ManifestAdmits(SweepId[s]) /\ (unmoved \/ ~RestoredAtExpected)
       THEN /\ manifest' = [t \in Tables |-> IF t \in TablesOf[o] /\ back[t] # pins[t]
                                             THEN back[t] ELSE manifest[t]]
            /\ Decide(o, "ABORTED")
            /\ SetSweep(s, Done(o, "ABORTED", "audit"))
       ELSE /\ SetSweep(s, At("release"))
            /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, lease, writers, reply, crashes>>

SweepAudit(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "audit"
    /\ IF Admits(SweepId[s])
       THEN /\ audits' = IF audits[o] = <<>> \/ AuditAppended
                         THEN [audits EXCEPT ![o] = Append(@, sweep[s].dec)]
                         ELSE audits
            /\ Decide(o, sweep[s].dec)
            /\ SetSweep(s, Done(o, "none", "delete"))
       ELSE SetSweep(s, At("release")) /\ UNCHANGED <<audits, decided>>
    /\ UNCHANGED <<chain, manifest, sidecars, lease, writers, reply, crashes>>

SweepDeleteSidecar(s) ==
    /\ sweep[s].pc = "delete"
    /\ sidecars' = IF Admits(SweepId[s]) THEN sidecars \ {sweep[s].op} ELSE sidecars
    /\ SetSweep(s, At("release"))
    /\ UNCHANGED <<chain, manifest, audits, lease, writers, witnesses, crashes>>

SweepReleaseLease(s) ==
    /\ sweep[s].pc = "release" \/ (sweep[s].pc = "list" /\ sidecars = {})
    /\ GiveBack(SweepId[s])
    /\ SetSweep(s, IdleSweep)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, writers, witnesses, crashes>>

\* A sweep dies with the lease in hand; another process opens the group later.
CrashSweep(s) ==
    /\ crashes < MaxCrashes
    /\ sweep[s].pc # "idle"
    /\ crashes' = crashes + 1
    /\ SetSweep(s, IdleSweep)
    /\ UNCHANGED <<stores, writers, witnesses>>

WriterStep(o) ==
    \/ TakeLease(o) \/ ListSidecars(o) \/ ReadManifest(o) \/ PrepareTable(o) \/ ArmSidecar(o)
    \/ CommitTable(o) \/ Publish(o) \/ LosePublish(o) \/ Converge(o) \/ DeleteSidecar(o)
    \/ ReleaseLease(o)

SweepStep(s) ==
    \/ \E o \in Ops : SweepReadManifest(s, o)
    \/ SweepTakeLease(s) \/ SweepClassify(s) \/ SweepRollForward(s) \/ SweepRestoreTable(s)
    \/ SweepPublishRestored(s) \/ SweepAudit(s) \/ SweepDeleteSidecar(s) \/ SweepReleaseLease(s)

Next ==
    \/ \E o \in Ops : WriterStep(o) \/ CrashWriter(o)
    \/ \E s \in Sweeps : SweepStep(s) \/ CrashSweep(s)
    \/ LeaseExpires

Spec == Init /\ [][Next]_vars

\* Live processes go on, and a lease expires in the end.
WritersGoOn == \A o \in Ops : WF_vars(WriterStep(o))
SweepsGoOn == \A s \in Sweeps : WF_vars(SweepStep(s))
LeasesExpire == WF_vars(LeaseExpires)
FairSpec == Spec /\ WritersGoOn /\ SweepsGoOn /\ LeasesExpire

\* One condition less each.
WritersStopSpec == Spec /\ SweepsGoOn /\ LeasesExpire
SweepsStopSpec == Spec /\ WritersGoOn /\ LeasesExpire
LeaseForEverSpec == Spec /\ WritersGoOn /\ SweepsGoOn

(***************************************************************************)
(* Safety.  Invariants read stores and witnesses.                          *)
(***************************************************************************)

PinnedRows(t) == Rows(chain[t], manifest[t])
Committed(o) == "COMMITTED" \in decided[o]
Aborted(o) == "ABORTED" \in decided[o]

TypeOK ==
    /\ \A t \in Tables : manifest[t] \in 1..HEAD(chain[t])
    /\ sidecars \subseteq Ops
    /\ lease.epoch \in {Nobody} \cup Ops \cup Range(SweepId)
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

\* INV AuditTruth: an audit record says what readers see of the operation.
AuditTruth ==
    \A o \in Ops : audits[o] # <<>> =>
        \A t \in TablesOf[o] : (audits[o][1] = "COMMITTED") <=> (o \in Range(PinnedRows(t)))

\* INV AbortIsAudited: the sidecar of an aborted operation goes only after its audit.
AbortIsAudited == \A o \in Ops : Aborted(o) /\ o \notin sidecars => audits[o] # <<>>

\* INV EffectAfterIntent: a table moves for an operation only when its sidecar
\* stands or it is decided.
EffectAfterIntent ==
    \A o \in Ops :
        \/ o \in sidecars \/ decided[o] # {}
        \/ \A t \in TablesOf[o] : ~LandedSomewhere(o, t)

\* INV NoDriftAfterDecision: once the sidecar of an aborted operation is deleted,
\* none of its commits can land any more, and no HEAD has one.
NoDriftAfterDecision ==
    \A o \in Ops : Aborted(o) /\ o \notin sidecars =>
        \A t \in TablesOf[o] :
            /\ ~(Admits(o) /\ Accepts(chain[t], wexp[o][t], "Append"))
            /\ o \notin Range(Rows(chain[t], HEAD(chain[t])))

\* INV NoPermanentWedge: while no sidecar stands, HEAD of every table is its pin,
\* so that a writer can prepare.
NoPermanentWedge == sidecars = {} => \A t \in Tables : HEAD(chain[t]) = manifest[t]

\* PROP PinsOnlyAdvance: the pin of a table never goes back.
PinsOnlyAdvance == [][\A t \in Tables : manifest'[t] >= manifest[t]]_manifest

(***************************************************************************)
(* Refinement: what a user sees is AtomicCommit                            *)
(***************************************************************************)
\* Every commit lies where it was to land.
InPlace ==
    {o \in Ops : wexp[o] # <<>> /\ \A t \in TablesOf[o] : IsChangeOf(chain[t], Landing(o, t), o)}

\* A sweep is about to abort it.
InDoubt ==
    {sweep[s].op : s \in {r \in Sweeps :
        \/ sweep[r].pc \in {"restore", "rollback"}
        \/ sweep[r].pc = "audit" /\ sweep[r].dec = "ABORTED"}}

Abstract == INSTANCE AtomicCommit WITH
    InitialRows <- [t \in Tables |-> <<>>],
    visible <- [t \in Tables |-> PinnedRows(t)],
    based <- [o \in Ops |-> IF wexp[o] = <<>> THEN <<>>
                            ELSE [t \in TablesOf[o] |-> Rows(chain[t], wexp[o][t])]],
    complete <- InPlace,
    doubted <- InDoubt,
    verdict <- [o \in Ops |-> IF Committed(o) THEN "COMMITTED"
                              ELSE IF Aborted(o) \/ reply[o] = "failed" THEN "ABORTED"
                              ELSE "none"],
    reply <- reply

\* PROP RefinesAtomicCommit: every step is a step of AtomicCommit or invisible.
RefinesAtomicCommit == Abstract!Spec

\* PROP RefinesAtWill: the same of the weaker contract, without a reason for an abort.
RefinesAtWill == Abstract!SpecAtWill

(***************************************************************************)
(* Liveness, with finitely many crashes                                    *)
(***************************************************************************)

\* LIVE EveryOperationDecided: an armed operation is decided.
EveryOperationDecided == \A o \in Ops : (o \in sidecars) ~> (decided[o] # {})

\* LIVE EverySidecarGoes: every sidecar is deleted, for good.
EverySidecarGoes == <>[](sidecars = {})

\* LIVE EveryLiveWriterFinishes: a writer that does not die gets an answer.
EveryLiveWriterFinishes == \A o \in Ops : <>(wpc[o] \in {"done", "dead"})

(***************************************************************************)
(* Reachability                                                            *)
(***************************************************************************)

\* REACH CommitsAlone: operation 1 is acknowledged and cleaned up while nobody
\* else has begun; the steps of the shortest trace are the store calls of a
\* commit.
CommitsAlone ==
    /\ reply[1] = "ok" /\ wpc[1] = "done"
    /\ \A o \in Ops \ {1} : wpc[o] = "start"
NeverCommitsAlone == ~CommitsAlone

\* REACH DeadHolderBlocks: a dead writer holds the lease over its own sidecar,
\* and others wait.
DeadHolderBlocks ==
    \E o, p \in Ops : /\ lease = [epoch |-> o, held |-> TRUE] /\ wpc[o] = "dead"
                      /\ o \in sidecars /\ wpc[p] = "start"
NeverDeadHolderBlocks == ~DeadHolderBlocks

\* REACH SweepBlocksWriter: a sweep holds the lease, and a writer waits.
SweepBlocksWriter ==
    /\ \E s \in Sweeps : lease = [epoch |-> SweepId[s], held |-> TRUE]
    /\ \E o \in Ops : wpc[o] = "start"
NeverSweepBlocksWriter == ~SweepBlocksWriter

\* REACH ZombieIsRefused: an owner that lost its lease is about to commit a table
\* of an operation that is aborted and tidied up.
ZombieIsRefused ==
    \E o \in Ops : /\ wpc[o] = "commit" /\ Aborted(o) /\ o \notin sidecars
                   /\ ~Admits(o)
NeverZombieIsRefused == ~ZombieIsRefused

\* REACH SweepCommitsForOwner: an owner that lost its lease learns that a sweep
\* has committed its operation.
SweepCommitsForOwner ==
    \E o \in Ops : wpc[o] = "converge" /\ audits[o] = <<"COMMITTED">> /\ lease.epoch # o
NeverSweepCommitsForOwner == ~SweepCommitsForOwner

\* REACH SweepLosesItsLease: a sweep about to publish a roll-back has lost its
\* lease to another that is as far.
SweepLosesItsLease ==
    \E s, r \in Sweeps : /\ sweep[s].pc = "rollback" /\ sweep[r].pc = "rollback"
                         /\ r # s /\ lease.epoch = SweepId[r]
NeverSweepLosesItsLease == ~SweepLosesItsLease

\* REACH RecoveryOfRecovery: a sweep looks at a table that another has restored
\* and not yet published.
RecoveryOfRecovery ==
    \E s \in Sweeps : /\ sweep[s].pc = "read" /\ lease.epoch = SweepId[s]
                       /\ \E t \in TablesOf[sweep[s].op] :
                              /\ HEAD(chain[t]) > sweep[s].pins[t]
                              /\ IsRestore(chain[t], HEAD(chain[t]))
NeverRecoveryOfRecovery == ~RecoveryOfRecovery
=============================================================================
