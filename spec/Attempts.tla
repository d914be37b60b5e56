------------------------------ MODULE Attempts ------------------------------
(***************************************************************************)
(* What a caller tries again: a change under an id of its own, any number  *)
(* of times, also beside each other; or the same staged data as new        *)
(* operations, one after another, which is never done on a snapshot.       *)
(*                                                                         *)
(* Modelled: one table; tries that may stall anywhere, each with commits   *)
(*   of its own; under one id they share sidecar, decision and audit       *)
(*   record; puts of a sidecar without an answer, and one that arrives     *)
(*   again; a sweep that rolls forward and back; others who append         *)
(*   meanwhile, undisturbed.                                               *)
(* Assumed, not checked: the store contracts (contract/); the tries under  *)
(*   one id change the same tables; an audit record stays.                 *)
(* Out of scope: all that Rollforward checks of operations that are tried  *)
(*   once, such as several tables and sweeps; clean-up of old audits.      *)
(*                                                                         *)
(* Atomic steps: one store call each, with these exceptions, each at least *)
(*   as permissive as the code.                                            *)
(*   - PrepareTable reads the manifest and the table: a try that stalls    *)
(*     between them is refused by the parent check.                        *)
(*   - AskForOutcome and Converge read the manifest and then the audit: a  *)
(*     decision is audited before it is forgotten.                         *)
(*   - SweepClassify reads manifest, sidecar, table and audit: tables and  *)
(*     audits only grow, and its compare-and-set asks again.               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, LanceTable

CONSTANTS
    Tries,      \* 1..n
    MaxOthers,  \* how often others append meanwhile
    Repeats     \* how often a put of a sidecar without an answer arrives

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    chain,      \* the table
    manifest,   \* the newest: pin, and by id the verdict and what was expected
    sidecars,   \* [Tries -> the try whose sidecar stands under this id; 0 if none]
    audits      \* [Tries -> verdict]

(***************************************************************************)
(* What the caller does, and the state of the processes                    *)
(***************************************************************************)
VARIABLES
    sameId,     \* whether all tries are under one id
    pinned,     \* whether the caller has begun on a snapshot
    wpc,        \* [Tries -> where each stands]
    wexp,       \* [Tries -> the pin that it expects]
    wbase,      \* [Tries -> HEAD that it was prepared against]
    flight,     \* [Tries -> how often its sidecar may still arrive]
    sweep       \* what the sweep knows

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    decided,    \* [Tries -> by id, the verdicts that ever stood in a manifest]
    reply,      \* [Tries -> what the caller of each was told]
    others      \* how often others have appended

caller == <<sameId, pinned>>
writers == <<wpc, wexp, wbase, flight>>
vars == <<chain, manifest, sidecars, audits, caller, writers, sweep, decided, reply, others>>

Snapshot == 1   \* the version that the caller of a pinned change has read
IdOf(k) == IF sameId THEN 1 ELSE k
IdleSweep == [pc |-> "idle", id |-> 0, of |-> 0, seen |-> 0, dec |-> "none"]

Init ==
    /\ chain = <<Version(NoOp, NotARestore, <<>>)>>
    /\ manifest = [pin |-> 1, dec |-> [i \in Tries |-> "none"], exp |-> [i \in Tries |-> 0]]
    /\ sidecars = [i \in Tries |-> 0]
    /\ audits = [i \in Tries |-> "none"]
    /\ sameId \in BOOLEAN
    /\ pinned \in BOOLEAN
    /\ wpc = [k \in Tries |-> "start"]
    /\ wexp = [k \in Tries |-> 0]
    /\ wbase = [k \in Tries |-> 0]
    /\ flight = [k \in Tries |-> 0]
    /\ sweep = IdleSweep
    /\ decided = [i \in Tries |-> {}]
    /\ reply = [k \in Tries |-> "none"]
    /\ others = 0

(***************************************************************************)
(* Pure decisions                                                          *)
(***************************************************************************)

\* Java: runtime.Attempts.commutes.  What was staged on a snapshot means nothing elsewhere.
MayRetry(k) == ~pinned
\* Java: engine.Planning.unmet.  A try on a snapshot demands its pin.
Demands(k) == pinned

\* Java: runtime.Attempts.run.  Under an id of its own the caller may begin another at any
\* time, as one that has died and does not know how far it came.  A retry begins once its
\* caller was told that the one before was rolled back, which is for good.
MayBegin(k) ==
    k > 1 => IF sameId THEN wpc[k - 1] # "start"
             ELSE reply[k - 1] \in {"failed", "refused"} /\ MayRetry(k)

\* A try under a caller's id asks for an outcome after it has read the manifest and before
\* it writes its sidecar: an earlier one that is published later moves the pin.
First == "prepare"
AfterPreparing == IF sameId THEN "ask" ELSE "arm"
AfterAsking == "arm"

\* Java: engine.Decisions.of.  The manifest answers, or later the audit.
Outcome(i) == IF manifest.dec[i] # "none" THEN manifest.dec[i] ELSE audits[i]
Known(i) == Outcome(i)

\* Java: Writer.armed.  A sidecar that stands is that of another try.
AfterFindingSidecar == "converge"
\* Java: Writer.sidecarReadBack.  Which sidecar stands says whose it is.
IsOwnSidecar(k) == sidecars[IdOf(k)] = k

\* Java: Writer.succeed.  The owner of a caller's id lets a recovery delete its sidecar,
\* which writes the audit record before.
AfterCommitted == IF sameId THEN "done" ELSE "cleanup"

\* Java: RecoveryPass.isContained.  A caller's id may have been committed by another try.
IsAuditedAsCommitted(i) == audits[i] = "COMMITTED"

HasLanded(k) == IsChangeOf(chain, wbase[k] + 1, k)
Contains(k) == HasLanded(k) /\ Descends(chain, manifest.pin, wbase[k] + 1)
IsReady == Resolve(chain, HEAD(chain)) = manifest.pin

WithCommit(k) ==
    [manifest EXCEPT !.pin = wbase[k] + 1, !.dec[IdOf(k)] = "COMMITTED", !.exp[IdOf(k)] = wexp[k]]
WithAbort(k) == [manifest EXCEPT !.dec[IdOf(k)] = "ABORTED", !.exp[IdOf(k)] = wexp[k]]

Decide(i, verdict) == decided' = [decided EXCEPT ![i] = @ \cup {verdict}]
Tell(k, answer) == reply' = [reply EXCEPT ![k] = answer]
Goto(k, pc) == wpc' = [wpc EXCEPT ![k] = pc]

(***************************************************************************)
(* A try (Java: engine.Writer)                                             *)
(***************************************************************************)

Begin(k) ==
    /\ wpc[k] = "start"
    /\ MayBegin(k)
    /\ Goto(k, First)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, wexp, wbase, flight, sweep, decided, reply, others>>

PrepareTable(k) ==
    /\ wpc[k] = "prepare"
    /\ ~Demands(k) \/ manifest.pin = Snapshot
    /\ IsReady
    /\ wexp' = [wexp EXCEPT ![k] = manifest.pin]
    /\ wbase' = [wbase EXCEPT ![k] = HEAD(chain)]
    /\ Goto(k, AfterPreparing)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, flight, sweep, decided, reply, others>>

\* Java: Writer.isKnown.  What is told of an outcome that is known, and otherwise.
Told(k, otherwise) ==
    LET known == IF sameId THEN Known(IdOf(k)) ELSE "none" IN
    CASE known = "COMMITTED" -> "ok" [] known = "ABORTED" -> "failed" [] OTHER -> otherwise

\* Nothing of this try is written.  What stands in its way may be what an earlier one of the
\* same id has done, so it asks.
Refuse(k) ==
    /\ wpc[k] = "prepare"
    /\ Demands(k) /\ manifest.pin # Snapshot
    /\ Goto(k, "done")
    /\ Tell(k, Told(k, "refused"))
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, wexp, wbase, flight, sweep, decided, others>>

AskForOutcome(k) ==
    /\ wpc[k] = "ask"
    /\ Tell(k, Told(k, "none"))
    /\ Goto(k, IF Told(k, "none") = "none" THEN AfterAsking ELSE "done")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, wexp, wbase, flight, sweep, decided, others>>

ArmSidecar(k) ==
    LET i == IdOf(k) IN
    /\ wpc[k] = "arm"
    /\ IF sidecars[i] = 0
       THEN sidecars' = [sidecars EXCEPT ![i] = k] /\ Goto(k, "commit")
       ELSE Goto(k, AfterFindingSidecar) /\ UNCHANGED sidecars
    /\ UNCHANGED <<chain, manifest, audits, caller, wexp, wbase, flight, sweep, decided, reply, others>>

\* The put gets no answer: it takes effect later, or never.
LoseAnswer(k) ==
    /\ wpc[k] = "arm"
    /\ Repeats > 0
    /\ flight' = [flight EXCEPT ![k] = Repeats]
    /\ Goto(k, "armed?")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, wexp, wbase, sweep, decided, reply, others>>

\* It is created if absent.
ArriveSidecar(k) ==
    /\ flight[k] > 0
    /\ flight' = [flight EXCEPT ![k] = @ - 1]
    /\ sidecars' = IF sidecars[IdOf(k)] = 0 THEN [sidecars EXCEPT ![IdOf(k)] = k] ELSE sidecars
    /\ UNCHANGED <<chain, manifest, audits, caller, wpc, wexp, wbase, sweep, decided, reply, others>>

ReadBackSidecar(k) ==
    /\ wpc[k] = "armed?"
    /\ IF sidecars[IdOf(k)] = 0 THEN Goto(k, "done") /\ Tell(k, Told(k, "refused"))
       ELSE Goto(k, IF IsOwnSidecar(k) THEN "commit" ELSE AfterFindingSidecar) /\ UNCHANGED reply
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, wexp, wbase, flight, sweep, decided, others>>

CommitTable(k) ==
    /\ wpc[k] = "commit"
    /\ IF Accepts(chain, wbase[k], "Append")
       THEN /\ chain' = CommitTo(chain, k, "Append")
            /\ Goto(k, IF HEAD(chain) = wbase[k] THEN "publish" ELSE "converge")
       ELSE Goto(k, "converge") /\ UNCHANGED chain
    /\ UNCHANGED <<manifest, sidecars, audits, caller, wexp, wbase, flight, sweep, decided, reply, others>>

MayPublish(k) == manifest.pin = wexp[k] /\ manifest.dec[IdOf(k)] = "none"

Publish(k) ==
    /\ wpc[k] = "publish"
    /\ MayPublish(k)
    /\ manifest' = WithCommit(k)
    /\ Decide(IdOf(k), "COMMITTED")
    /\ Tell(k, "ok")
    /\ Goto(k, AfterCommitted)
    /\ UNCHANGED <<chain, sidecars, audits, caller, wexp, wbase, flight, sweep, others>>

LosePublish(k) ==
    /\ wpc[k] = "publish"
    /\ ~MayPublish(k)
    /\ Goto(k, "converge")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, wexp, wbase, flight, sweep, decided, reply, others>>

Converge(k) ==
    LET outcome == Outcome(IdOf(k)) IN
    /\ wpc[k] = "converge"
    /\ \/ outcome = "COMMITTED" /\ Tell(k, "ok") /\ Goto(k, AfterCommitted)
       \/ outcome = "ABORTED" /\ Tell(k, "failed") /\ Goto(k, "done")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, wexp, wbase, flight, sweep, decided, others>>

DeleteSidecar(k) ==
    /\ wpc[k] = "cleanup"
    /\ sidecars' = [sidecars EXCEPT ![IdOf(k)] = 0]
    /\ Goto(k, "done")
    /\ UNCHANGED <<chain, manifest, audits, caller, wexp, wbase, flight, sweep, decided, reply, others>>

(***************************************************************************)
(* Recovery (Java: engine.RecoveryPass)                                    *)
(***************************************************************************)

SweepClassify(i) ==
    LET k == sidecars[i]
        seen == [IdleSweep EXCEPT !.id = i, !.of = k, !.seen = manifest.pin]
        found == manifest.dec[i]
    IN
    /\ sweep.pc = "idle"
    /\ k # 0
    /\ sweep' =
        IF found # "none" THEN [seen EXCEPT !.pc = IF found = "ABORTED" THEN "fence" ELSE "audit", !.dec = found]
        ELSE IF manifest.pin = wexp[k]
        THEN [seen EXCEPT !.pc = IF HasLanded(k) THEN "rollforward" ELSE "rollback"]
        ELSE IF Contains(k) \/ IsAuditedAsCommitted(i) THEN [seen EXCEPT !.pc = "audit", !.dec = "COMMITTED"]
        ELSE [seen EXCEPT !.pc = "rollback"]
    /\ UNCHANGED <<chain, manifest, sidecars, audits, caller, writers, decided, reply, others>>

Unmoved == manifest.dec[sweep.id] = "none" /\ manifest.pin = sweep.seen

SweepRollForward ==
    /\ sweep.pc = "rollforward"
    /\ IF Unmoved
       THEN /\ manifest' = WithCommit(sweep.of)
            /\ Decide(sweep.id, "COMMITTED")
            /\ sweep' = [sweep EXCEPT !.pc = "audit", !.dec = "COMMITTED"]
       ELSE sweep' = IdleSweep /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, caller, writers, reply, others>>

SweepRollBack ==
    /\ sweep.pc = "rollback"
    /\ IF Unmoved
       THEN /\ manifest' = WithAbort(sweep.of)
            /\ Decide(sweep.id, "ABORTED")
            /\ sweep' = [sweep EXCEPT !.pc = "fence", !.dec = "ABORTED"]
       ELSE sweep' = IdleSweep /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, caller, writers, reply, others>>

SweepFenceTable ==
    /\ sweep.pc = "fence"
    /\ chain' = IF IsFencedAbove(chain, wbase[sweep.of]) THEN chain ELSE Restore(chain, manifest.pin)
    /\ sweep' = [sweep EXCEPT !.pc = "audit"]
    /\ UNCHANGED <<manifest, sidecars, audits, caller, writers, decided, reply, others>>

SweepAudit ==
    /\ sweep.pc = "audit"
    /\ audits' = IF audits[sweep.id] = "none" THEN [audits EXCEPT ![sweep.id] = sweep.dec] ELSE audits
    /\ sweep' = [sweep EXCEPT !.pc = "delete"]
    /\ UNCHANGED <<chain, manifest, sidecars, caller, writers, decided, reply, others>>

SweepDeleteSidecar ==
    /\ sweep.pc = "delete"
    /\ sidecars' = [sidecars EXCEPT ![sweep.id] = 0]
    /\ sweep' = IdleSweep
    /\ UNCHANGED <<chain, manifest, audits, caller, writers, decided, reply, others>>

\* Java: core.ForgetDecision.mayForget.
ForgetDecision(i) ==
    /\ manifest.dec[i] # "none"
    /\ sidecars[i] = 0
    /\ manifest.dec[i] = "COMMITTED" \/ manifest.pin # manifest.exp[i]
    /\ manifest' = [manifest EXCEPT !.dec[i] = "none", !.exp[i] = 0]
    /\ UNCHANGED <<chain, sidecars, audits, caller, writers, sweep, decided, reply, others>>

\* Others append, whom nobody disturbs: all steps of an operation at once.
Other == 100
AppendAtOnce ==
    /\ others < MaxOthers
    /\ IsReady
    /\ chain' = CommitTo(chain, Other + others, "Append")
    /\ manifest' = [manifest EXCEPT !.pin = HEAD(chain) + 1]
    /\ others' = others + 1
    /\ UNCHANGED <<sidecars, audits, caller, writers, sweep, decided, reply>>

Next ==
    \/ \E k \in Tries :
        \/ Begin(k) \/ PrepareTable(k) \/ Refuse(k) \/ AskForOutcome(k) \/ ArmSidecar(k)
        \/ LoseAnswer(k) \/ ArriveSidecar(k) \/ ReadBackSidecar(k) \/ CommitTable(k)
        \/ Publish(k) \/ LosePublish(k) \/ Converge(k) \/ DeleteSidecar(k)
    \/ \E i \in Tries : SweepClassify(i) \/ ForgetDecision(i)
    \/ SweepRollForward \/ SweepRollBack \/ SweepFenceTable \/ SweepAudit \/ SweepDeleteSidecar
    \/ AppendAtOnce

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Properties                                                              *)
(***************************************************************************)

Makers == {chain[manifest.pin].rows[n] : n \in DOMAIN chain[manifest.pin].rows}
Shown == Makers \cap Tries
UnderId(k) == {j \in Tries : IdOf(j) = IdOf(k)}

Verdicts == {"none", "COMMITTED", "ABORTED"}
TypeOK ==
    /\ manifest.pin \in 1..HEAD(chain)
    /\ manifest.dec \in [Tries -> Verdicts]
    /\ audits \in [Tries -> Verdicts]
    /\ sidecars \in [Tries -> Tries \cup {0}]
    /\ reply \in [Tries -> {"none", "ok", "failed", "refused"}]

\* INV AppliedOnce: what was staged is visible at most once, however often it is tried, and
\* under whatever ids.
AppliedOnce ==
    /\ Cardinality(Shown) <= 1
    /\ Len(chain[manifest.pin].rows) = Cardinality(Makers)

\* INV SameAnswer: the tries under one id are told the same.
SameAnswer ==
    \A j, k \in Tries : IdOf(j) = IdOf(k) =>
        ~(reply[j] = "ok" /\ reply[k] = "failed")

\* PROP FirstOutcomeCounts: who is told that nothing was written is not told so of an id that has
\* been decided.
FirstOutcomeCounts ==
    [][\A k \in Tries : sameId /\ reply'[k] = "refused" => reply[k] = "refused" \/ decided[1] = {}]_reply

\* INV SnapshotKept: what was staged on a snapshot is committed on that.
SnapshotKept == pinned => \A k \in Shown : chain[manifest.pin].rows[1] = k

\* INV DecisionStable: an id is never decided both ways.
DecisionStable == \A i \in Tries : Cardinality(decided[i]) <= 1

\* INV AckedIsVisible: what was acknowledged is visible, by whichever try.
AckedIsVisible == \A k \in Tries : reply[k] = "ok" => UnderId(k) \cap Shown # {}

\* INV FailedIsInvisible: what was reported failed is not, by whichever try.
FailedIsInvisible == \A k \in Tries : reply[k] = "failed" => UnderId(k) \cap Shown = {}

\* INV AuditTruth: an audit record says what was decided.
AuditTruth == \A i \in Tries : audits[i] # "none" => decided[i] = {audits[i]}

\* INV EffectAfterIntent: a try moves the table only where its own sidecar has stood.
EffectAfterIntent ==
    \A k \in Tries : wpc[k] \in {"commit", "publish"} => sidecars[IdOf(k)] = k \/ decided[IdOf(k)] # {}

(***************************************************************************)
(* Situations that must be reachable                                       *)
(***************************************************************************)

\* REACH SecondTryIsAnswered: the second try of an id asks, and the audit record alone knows.
SecondTryIsAnswered ==
    sameId /\ \E k \in Tries \ {1} : wpc[k] = "ask" /\ manifest.dec[1] = "none" /\ audits[1] = "COMMITTED"
NeverSecondTryIsAnswered == ~SecondTryIsAnswered

\* REACH TriesMeet: a try finds the sidecar of another under its id.
TriesMeet == \E k \in Tries : wpc[k] = "arm" /\ sidecars[IdOf(k)] \notin {0, k}
NeverTriesMeet == ~TriesMeet

\* REACH RetryCommits: staged data is visible by its second try.
RetryCommits == ~sameId /\ 2 \in Shown
NeverRetryCommits == ~RetryCommits
=============================================================================
