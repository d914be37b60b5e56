--------------------------- MODULE DetachedCommit ---------------------------
(***************************************************************************)
(* A rival: each table change is a detached Lance version, and the         *)
(* manifest pins it directly.  No HEAD, no sidecar, no roll-back.          *)
(*                                                                         *)
(* Modelled: writers that commit detached on top of the pins they read and *)
(*   publish by compare-and-set; collectors in other processes that remove *)
(*   what will never be pinned, at any time; crashes and stalls of both at *)
(*   any step; answers of a publish that get lost.                         *)
(*   The rule that makes collecting safe needs neither clock nor lease nor *)
(*   intent.  A version names its operation and the pin it was made on.    *)
(*   Pins never come back, so once that pin has moved the version is       *)
(*   garbage for ever.  While it has not, the collector first decides the  *)
(*   operation ABORTED in the manifest.                                    *)
(* Assumed, not checked: contract/DetachedTable.tla, untested as yet; an   *)
(*   operation id is used once; a create-if-absent whose answer never came *)
(*   is not repeated; nobody else writes the manifest and audits.          *)
(* Out of scope: how long superseded versions are kept for readers of old  *)
(*   manifests; created tables; data files staged by who died before the   *)
(*   commit; indices, compaction, tags and every tool that looks at HEAD,  *)
(*   which stays at version 1 (HeadIsBlind).                               *)
(*                                                                         *)
(* Atomic steps: one store call each, with these exceptions.  Publish and  *)
(*   CollectAbort read the manifest and replace it at once, as in          *)
(*   Rollforward.  Converge reads manifest and audit at once: an answer    *)
(*   leaves the former only when it stands in the latter.  CollectRead     *)
(*   lists and reads at once: a version never changes.                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Scenarios, DetachedTable, CreateIfAbsent

CONSTANTS
    NumCollectors,  \* how many processes collect
    MaxCrashes,     \* how often a writer or a collector may die
    WritersDie,     \* as in Rollforward
    CollectByAge    \* the design as one would first draw it: remove what is
                    \* not pinned and old; a stalled writer's is of any age

(***************************************************************************)
(* Faults: each removes one rule.  All FALSE is the protocol.              *)
(***************************************************************************)
CONSTANTS
    NoParentCheck,          \* published although the pin it was made on moved
    PublishIgnoresDecision, \* the owner publishes over a decision
    DecideOnStaleRead,      \* "no decision yet" instead of "the pin stands"
    DecisionDroppedEarly,   \* dropped before its audit
    AbortDroppedEarly,      \* dropped while every pin is as expected
    AuditAppended,          \* appended instead of created if absent
    LostResponseIsFailure,  \* a lost answer is reported as failure
    LastWriterWinsManifest  \* the owner's manifest put is not conditional

ASSUME Created = {}

Collectors == 1..NumCollectors

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    versions,   \* [Tables -> detached versions, by operation]; on top of wexp
    manifest,   \* the newest: pins [Tables -> version], dec [Ops -> verdict]
    audits      \* [Ops -> Seq({"COMMITTED", "ABORTED"})]

(***************************************************************************)
(* Protocol state of the processes; lost when they die, save for what the  *)
(* versions hold                                                           *)
(***************************************************************************)
VARIABLES
    wpc,        \* [Ops -> where its writer stands]
    wexp,       \* [Ops -> pins its writer read]
    wdone,      \* [Ops -> tables done]
    collector   \* [Collectors -> record]

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    decided,    \* [Ops -> every verdict that ever stood in a manifest]
    reply       \* [Ops -> what its caller was told]

VARIABLE crashes

stores == <<versions, manifest, audits>>
writers == <<wpc, wexp, wdone>>
witnesses == <<decided, reply>>
vars == <<stores, writers, collector, witnesses, crashes>>

Idle == [pc |-> "idle", op |-> 0, table |-> 0, dec |-> "none"]

Init ==
    /\ versions = [t \in Tables |-> {}]
    /\ manifest = [pins |-> [t \in Tables |-> OnChain], dec |-> [o \in Ops |-> "none"]]
    /\ audits = [o \in Ops |-> <<>>]
    /\ wpc = [o \in Ops |-> "start"]
    /\ wexp = [o \in Ops |-> <<>>]
    /\ wdone = [o \in Ops |-> 0]
    /\ collector = [c \in Collectors |-> Idle]
    /\ decided = [o \in Ops |-> {}]
    /\ reply = [o \in Ops |-> "none"]
    /\ crashes = 0

(***************************************************************************)
(* Pure decisions                                                          *)
(***************************************************************************)

PinsAsExpected(pins, o) == \A t \in TablesOf[o] : pins[t] = wexp[o][t]

WithCommit(m, o) ==
    [pins |-> [t \in Tables |-> IF t \in TablesOf[o] THEN o ELSE m.pins[t]],
     dec |-> [m.dec EXCEPT ![o] = "COMMITTED"]]

WithAbort(m, o) == [m EXCEPT !.dec[o] = "ABORTED"]

\* The audit answers from then on; an abort stays until a pin has moved, for
\* until then it alone keeps a stalled owner from publishing.
MayForget(o) ==
    \/ manifest.dec[o] = "COMMITTED"
    \/ manifest.dec[o] = "ABORTED" /\ (AbortDroppedEarly \/ ~PinsAsExpected(manifest.pins, o))

Decide(o, verdict) == decided' = [decided EXCEPT ![o] = @ \cup {verdict}]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]

(***************************************************************************)
(* The writer.  It never waits for anybody.                                *)
(***************************************************************************)

ReadManifest(o) ==
    /\ wpc[o] = "start"
    /\ wexp' = [wexp EXCEPT ![o] = [t \in TablesOf[o] |-> manifest.pins[t]]]
    /\ Goto(o, "commit")
    /\ UNCHANGED <<stores, wdone, collector, witnesses, crashes>>

\* Detached: refused only when the pin it read is superseded and collected,
\* and then the operation can never publish.  That takes three operations on
\* one table, which no scenario has so far.
CommitTable(o) ==
    /\ wpc[o] = "commit"
    /\ LET t == PlanOf[o][wdone[o] + 1]
           last == wdone[o] + 1 = Len(PlanOf[o])
       IN
       IF Stands(versions[t], wexp[o][t])
       THEN /\ versions' = [versions EXCEPT ![t] = Detach(@, o)]
            /\ Goto(o, IF last THEN "publish" ELSE "commit")
            /\ wdone' = [wdone EXCEPT ![o] = IF last THEN 0 ELSE @ + 1]
            /\ UNCHANGED reply
       ELSE /\ Goto(o, "done")
            /\ Tell(o, "failed")
            /\ wdone' = [wdone EXCEPT ![o] = 0]
            /\ UNCHANGED versions
    /\ UNCHANGED <<manifest, audits, wexp, collector, decided, crashes>>

MayPublish(o) ==
    \/ LastWriterWinsManifest
    \/ /\ NoParentCheck \/ PinsAsExpected(manifest.pins, o)
       /\ PublishIgnoresDecision \/ manifest.dec[o] = "none"

\* What an unconditional put would write: everything as it was once read.
WithBlindCommit(o) ==
    WithCommit([manifest EXCEPT !.dec = [u \in Ops |-> "none"]], o)

\* Decision and pins in one compare-and-set.  Its answer may get lost.
Publish(o) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ manifest' = IF LastWriterWinsManifest THEN WithBlindCommit(o) ELSE WithCommit(manifest, o)
    /\ Decide(o, "COMMITTED")
    /\ \/ Goto(o, "done") /\ Tell(o, "ok")
       \/ IF LostResponseIsFailure
          THEN Goto(o, "done") /\ Tell(o, "failed")
          ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ UNCHANGED <<versions, audits, wexp, wdone, collector, crashes>>

\* A pin has moved, or a collector has decided.  Nobody else can have
\* published for it, so this is a failure at once.
LosePublish(o) ==
    /\ wpc[o] = "publish"
    /\ ~MayPublish(o)
    /\ Goto(o, "done")
    /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wdone, collector, decided, crashes>>

Answer(o) ==
    IF manifest.dec[o] # "none" THEN manifest.dec[o]
    ELSE IF audits[o] # <<>> THEN audits[o][1]
    ELSE "none"

\* After a lost answer the manifest answers, or later the audit; if neither
\* does, nothing was published, and it tries again.
Converge(o) ==
    /\ wpc[o] = "converge"
    /\ \/ Answer(o) = "COMMITTED" /\ Tell(o, "ok") /\ Goto(o, "done")
       \/ Answer(o) = "ABORTED" /\ Tell(o, "failed") /\ Goto(o, "done")
       \/ Answer(o) = "none" /\ Goto(o, "publish") /\ UNCHANGED reply
    /\ UNCHANGED <<stores, wexp, wdone, collector, decided, crashes>>

\* See Rollforward.
CrashWriter(o) ==
    /\ WritersDie
    /\ crashes < MaxCrashes
    /\ wpc[o] \in {"commit", "publish", "converge"}
    /\ crashes' = crashes + 1
    /\ Goto(o, "dead")
    /\ wdone' = [wdone EXCEPT ![o] = 0]
    /\ UNCHANGED <<stores, wexp, collector, witnesses>>

(***************************************************************************)
(* The collector                                                           *)
(***************************************************************************)

SetCollector(c, record) == collector' = [collector EXCEPT ![c] = record]

\* Finds a version that is not pinned.  What it concludes holds for good,
\* however long it stalls: a pin that has moved never comes back.
CollectRead(c, t, o) ==
    /\ collector[c].pc = "idle"
    /\ o \in versions[t]
    /\ manifest.pins[t] # o
    /\ LET never == manifest.pins[t] # wexp[o][t] \/ manifest.dec[o] = "ABORTED" IN
       SetCollector(c, [pc |-> IF never \/ CollectByAge THEN "remove" ELSE "abort",
                        op |-> o, table |-> t, dec |-> "none"])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* The pin it was made on still stands, so the operation is not committed; if
\* that changes first, the collector looks again.
CollectAbort(c) ==
    LET o == collector[c].op
        t == collector[c].table
    IN
    /\ collector[c].pc = "abort"
    /\ IF manifest.dec[o] = "none" /\ (DecideOnStaleRead \/ manifest.pins[t] = wexp[o][t])
       THEN /\ manifest' = WithAbort(manifest, o)
            /\ Decide(o, "ABORTED")
            /\ SetCollector(c, [collector[c] EXCEPT !.pc = "remove"])
       ELSE /\ SetCollector(c, Idle)
            /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<versions, audits, writers, reply, crashes>>

CollectRemove(c) ==
    /\ collector[c].pc = "remove"
    /\ versions' = [versions EXCEPT ![collector[c].table] = Remove(@, collector[c].op)]
    /\ SetCollector(c, Idle)
    /\ UNCHANGED <<manifest, audits, writers, witnesses, crashes>>

\* Finds a decision that has no audit yet.
CollectReadDecision(c, o) ==
    /\ collector[c].pc = "idle"
    /\ manifest.dec[o] # "none"
    /\ audits[o] = <<>>
    /\ SetCollector(c, [Idle EXCEPT !.pc = "audit", !.op = o, !.dec = manifest.dec[o]])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

CollectAudit(c) ==
    LET o == collector[c].op IN
    /\ collector[c].pc = "audit"
    /\ audits' = IF audits[o] = <<>> \/ AuditAppended
                 THEN [audits EXCEPT ![o] = Append(@, collector[c].dec)]
                 ELSE audits
    /\ SetCollector(c, Idle)
    /\ UNCHANGED <<versions, manifest, writers, witnesses, crashes>>

CrashCollector(c) ==
    /\ crashes < MaxCrashes
    /\ collector[c].pc # "idle"
    /\ crashes' = crashes + 1
    /\ SetCollector(c, Idle)
    /\ UNCHANGED <<stores, writers, witnesses>>

(***************************************************************************)
(* Anyone                                                                  *)
(***************************************************************************)

\* Part of whichever manifest is written next.
ForgetDecision(o) ==
    /\ MayForget(o)
    /\ audits[o] # <<>> \/ DecisionDroppedEarly
    /\ manifest' = [manifest EXCEPT !.dec[o] = "none"]
    /\ UNCHANGED <<versions, audits, writers, collector, witnesses, crashes>>

WriterStep(o) ==
    \/ ReadManifest(o) \/ CommitTable(o) \/ Publish(o) \/ LosePublish(o) \/ Converge(o)

CollectorStep(c) ==
    \/ \E t \in Tables, o \in Ops : CollectRead(c, t, o)
    \/ \E o \in Ops : CollectReadDecision(c, o)
    \/ CollectAbort(c) \/ CollectRemove(c) \/ CollectAudit(c)

Next ==
    \/ \E o \in Ops : WriterStep(o) \/ CrashWriter(o) \/ ForgetDecision(o)
    \/ \E c \in Collectors : CollectorStep(c) \/ CrashCollector(c)

Spec == Init /\ [][Next]_vars

\* Live processes go on.  Nothing is asked of crashes, lost answers or tidying.
WritersGoOn == \A o \in Ops : WF_vars(WriterStep(o))
CollectorsGoOn == \A c \in Collectors : WF_vars(CollectorStep(c))
FairSpec == Spec /\ WritersGoOn /\ CollectorsGoOn

\* One condition less each.
CollectorsStopSpec == Spec /\ WritersGoOn
WritersStopSpec == Spec /\ CollectorsGoOn

(***************************************************************************)
(* Safety.  Invariants read stores and witnesses.                          *)
(***************************************************************************)

RECURSIVE RowsOf(_, _)
RowsOf(t, v) ==
    IF v = OnChain THEN Rows(Linear, HEAD(Linear)) ELSE Append(RowsOf(t, wexp[v][t]), v)

PinnedRows(t) == RowsOf(t, manifest.pins[t])
Committed(o) == "COMMITTED" \in decided[o]
Aborted(o) == "ABORTED" \in decided[o]

TypeOK ==
    /\ \A t \in Tables : versions[t] \subseteq Ops /\ manifest.pins[t] \in Ops \cup {OnChain}
    /\ \A o \in Ops : manifest.dec[o] \in {"none", "COMMITTED", "ABORTED"}
    /\ crashes \in 0..MaxCrashes

\* INV NoDanglingPin: a pinned version exists.
NoDanglingPin == \A t \in Tables : Stands(versions[t], manifest.pins[t])

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

\* PROP PinsOnlyAdvance: the pin of a table moves only to a version made on it.
PinsOnlyAdvance ==
    [][\A t \in Tables : manifest'.pins[t] # manifest.pins[t] =>
           wexp[manifest'.pins[t]][t] = manifest.pins[t]]_manifest

(***************************************************************************)
(* Refinement: what a user sees is AtomicCommit                            *)
(***************************************************************************)
\* Every version is there, or was.
InPlace == {o \in Ops : wpc[o] \in {"publish", "converge", "done"}}

\* A collector is about to abort it.
InDoubt == {collector[c].op : c \in {d \in Collectors : collector[d].pc = "abort"}}

Abstract == INSTANCE AtomicCommit WITH
    InitialRows <- [t \in Tables |-> <<>>],
    visible <- [t \in Tables |-> PinnedRows(t)],
    based <- [o \in Ops |-> IF wexp[o] = <<>> THEN <<>>
                            ELSE [t \in TablesOf[o] |-> RowsOf(t, wexp[o][t])]],
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

\* LIVE EveryLiveWriterFinishes: a writer that does not die gets an answer.
EveryLiveWriterFinishes == \A o \in Ops : <>(wpc[o] \in {"done", "dead"})

\* LIVE NoGarbageForEver: in the end only pinned versions are left.
NoGarbageForEver == <>[](\A t \in Tables : versions[t] \subseteq {manifest.pins[t]})

\* LIVE EveryDecisionIsAudited: every decision gets its audit record.
EveryDecisionIsAudited == \A o \in Ops : (decided[o] # {}) ~> (audits[o] # <<>>)

(***************************************************************************)
(* Reachability                                                            *)
(***************************************************************************)

\* REACH CommitsAlone: operation 1 is acknowledged while nobody else has begun;
\* the steps of the shortest trace are the store calls of a commit.
CommitsAlone ==
    /\ reply[1] = "ok" /\ wpc[1] = "done"
    /\ \A o \in Ops \ {1} : wpc[o] = "start"
NeverCommitsAlone == ~CommitsAlone

\* REACH LiveWriterAborted: a collector's abort beats a writer that is complete.
LiveWriterAborted ==
    \E o \in Ops : wpc[o] = "publish" /\ manifest.dec[o] = "ABORTED"
                   /\ \A t \in TablesOf[o] : o \in versions[t]
NeverLiveWriterAborted == ~LiveWriterAborted

\* REACH WriterBeatsCollector: a writer publishes what a collector is about to
\* abort.
WriterBeatsCollector ==
    \E c \in Collectors : collector[c].pc = "abort" /\ manifest.dec[collector[c].op] = "COMMITTED"
NeverWriterBeatsCollector == ~WriterBeatsCollector

\* REACH LateVersion: a version of an operation appears after it was aborted,
\* audited and forgotten.
LateVersion ==
    \E o \in Ops : /\ Aborted(o) /\ manifest.dec[o] = "none"
                   /\ \E t \in TablesOf[o] : o \in versions[t]
NeverLateVersion == ~LateVersion

\* REACH AuditAnswers: an owner learns from the audit alone that it committed.
AuditAnswers ==
    \E o \in Ops : wpc[o] = "converge" /\ manifest.dec[o] = "none" /\ Answer(o) = "COMMITTED"
NeverAuditAnswers == ~AuditAnswers

\* REACH HeadIsBlind: HEAD of a table lacks what was acknowledged; by design.
HeadIsBlind ==
    \E o \in Ops, t \in Tables :
        /\ reply[o] = "ok" /\ t \in TablesOf[o]
        /\ o \notin Range(Rows(Linear, HEAD(Linear)))
NeverHeadIsBlind == ~HeadIsBlind
=============================================================================
