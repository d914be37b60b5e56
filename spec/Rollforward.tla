---------------------------- MODULE Rollforward ----------------------------
(***************************************************************************)
(* Atomic commits across Lance tables without a lease: the protocol that   *)
(* the Java library in impl/ runs.                                         *)
(*                                                                         *)
(* Modelled: writers that prepare, log their intent in a sidecar, commit   *)
(*   table by table (in any order, with one commit or several, of any      *)
(*   kind), publish and clean up; tables that are created and dropped;     *)
(*   sweeps in other                                                       *)
(*   processes that roll forward and back beside live writers; crashes and *)
(*   stalls of both at any step, of recovery too; store calls whose answer *)
(*   is lost and which take effect at once, later, never or several times; *)
(*   stale repairs and fences; commits that are not ours.                  *)
(* Assumed, not checked: the store contracts (contract/); an operation id  *)
(*   is used once; nobody else writes the manifest, sidecars and audits;   *)
(*   no manifest is ever deleted, so that a put of one takes effect once   *)
(*   even if it is sent twice.                                             *)
(* Out of scope: which rows a change finds; group                          *)
(*   commit, power loss, damaged files; clean-up of old versions: a base   *)
(*   that is gone counts as fenced and not landed, because its pin has     *)
(*   moved, and containment cannot be asked below a version that is gone,  *)
(*   so a model of clean-up has to keep both in mind.                      *)
(*                                                                         *)
(* Atomic steps: one store call each, with these exceptions, each at least *)
(*   as permissive as the code.                                            *)
(*   - PrepareTable and SweepClassify read sidecars and tables at once:    *)
(*     tables only grow, and a decision outlives its sidecar, so what they *)
(*     find is what the last read finds.                                   *)
(*   - ReadManifest may be one of a manifest that its process has read     *)
(*     before: a writer that has stalled since.                            *)
(*   - Converge reads the manifest and then the audit, and not the other   *)
(*     way round: fault AuditReadFirst.                                    *)
(*   - Publish reads the manifest and replaces it at once: a               *)
(*     compare-and-set that fails has no effect and is tried again.        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Scenarios, LanceTable, CreateIfAbsent

CONSTANTS
    Sweeps,         \* recovery processes: model values, all alike
    MaxCrashes,     \* how often a writer or a sweep may die
    WritersDie,     \* FALSE where only safety is checked: see CrashWriter
    LostAnswers,    \* a writer's call may get no answer: see LoseAnswer
    Repeats,        \* how often such a call may take effect again: see Arrives
    ListsFirst,     \* FALSE: see SweepListSidecars
    Remembers,      \* FALSE: see Bases
    Strangers       \* how many commits there may be that are not ours

NoVersion == 0      \* the pin of a dataset that was never visible
Dropped == 90       \* the pin of a dropped one; greater than every version
Stranger == 80      \* who makes a commit that is not ours

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    chain,      \* [Tables -> chain of LanceTable]
    manifest,   \* the newest: pins [Tables -> version], dec [Ops -> verdict],
                \* tombs [Tables -> who dropped it and its last pin],
                \* seqs [Sources -> how far each has come]
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
    wdone,      \* [Ops -> datasets prepared, or commits made, in this phase]
    sweep       \* [Sweeps -> record]

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    decided,    \* [Ops -> the verdicts that ever stood in a manifest, in order]
    reply       \* [Ops -> what its caller was told]

VARIABLE crashes

stores == <<chain, manifest, sidecars, audits, flight>>
writers == <<wpc, wexp, wbase, wdone>>
witnesses == <<decided, reply>>
vars == <<stores, writers, sweep, witnesses, crashes>>

IdleSweep == [pc |-> "idle", op |-> 0, pins |-> <<>>, dec |-> "none", done |-> 0]

NoTomb == [by |-> NoOp, pin |-> NoVersion]

Init ==
    /\ chain = [t \in Tables |-> IF t \in Created THEN <<>>
                                 ELSE <<Version(NoOp, NotARestore, <<>>)>>]
    /\ manifest = [pins |-> [t \in Tables |-> IF t \in Created THEN NoVersion ELSE 1],
                   dec |-> [o \in Ops |-> "none"],
                   tombs |-> [t \in Tables |-> NoTomb],
                   seqs |-> [c \in Sources |-> 0]]
    /\ sidecars = {}
    /\ audits = [o \in Ops |-> <<>>]
    /\ flight = {}
    /\ wpc = [o \in Ops |-> "start"]
    /\ wexp = [o \in Ops |-> <<>>]
    /\ wbase = [o \in Ops |-> [t \in TablesOf[o] |-> 0]]
    /\ wdone = [o \in Ops |-> {}]
    /\ sweep = [s \in Sweeps |-> IdleSweep]
    /\ decided = [o \in Ops |-> <<>>]
    /\ reply = [o \in Ops |-> "none"]
    /\ crashes = 0

(***************************************************************************)
(* Pure decisions (Java: dev.rollforward.core)                             *)
(***************************************************************************)

\* The commits of an operation, by identity: commit i is the nth to its dataset.
\* The first to a dataset goes by the number of the operation.
More == 1000
CommitId(o, i) == o + More * (OrdinalOf[o][i] - 1)
OpOf(maker) == IF maker = NoOp THEN NoOp ELSE ((maker - 1) % More) + 1

\* What commit i was prepared against, and where it lands if nothing comes in
\* between.  With the plan <<1, 1, 2>> and base 5 on dataset 1, the first commit
\* reads 5 and lands on 6, the second reads 6 and lands on 7.
ReadOf(o, i) == wbase[o][PlanOf[o][i]] + OrdinalOf[o][i] - 1
LandsAt(o, i) == ReadOf(o, i) + 1

\* The new pin: where the last of its commits lands.
Landing(o, t) == wbase[o][t] + CommitsOf[o][t]

\* What a commit is to Lance, so that a restore refuses it (rule 7): an overwrite
\* is an Update that removes all fragments of its base, because Lance's own
\* Overwrite is refused by no restore.  An overwrite with another schema is a drop
\* and a create.  Java: one class Staged* of the lance package per kind.
TransactionOf(kind) ==
    CASE kind = "APPEND"                                      -> "Append"
      [] kind \in {"OVERWRITE", "DELETE", "UPDATE", "UPSERT"} -> "Update"
      [] kind \in {"BUILD_INDEX", "OPTIMIZE_INDEX"}           -> "CreateIndex"
      [] kind = "COMPACT"                                     -> "Rewrite"
      [] kind = "MERGE_COLUMNS"                               -> "Merge"
      [] OTHER                                                -> "Project"
TransactionsOf == [o \in Ops |-> [i \in DOMAIN PlanOf[o] |-> TransactionOf(KindsOf[o][i])]]
KindAt(o, i) == TransactionsOf[o][i]

SamePin(p, q) == p = q

\* Java: core.Expectation.holdsIn.  A created table is expected absent by name.
\* A table that was dropped is not a table that never was: an aborted create of
\* its name must not find its expectation fulfilled again.
\* An operation that only reads a table, or drops it, is not disturbed by what is
\* derived: there it is the rows that are expected.  The manifest keeps for each pin
\* the version that last changed rows.
SameRows(t, p, q) ==
    p # Dropped /\ q # Dropped /\ LastLogical(chain[t], p) = LastLogical(chain[t], q)
Expects(o, t, pin) ==
    \/ SamePin(pin, wexp[o][t])
    \/ t \notin TablesOf[o] /\ SameRows(t, pin, wexp[o][t])
PinsAsExpected(pins, o) == \A t \in RelevantOf[o] : Expects(o, t, pins[t])

\* A source is only carried on.  Asked in the compare-and-set that commits, and by
\* recovery like the pins.
SourceIsNew(o) == SourceOf[o] # NoSource => manifest.seqs[SourceOf[o]] < SequenceOf[o]

IsVisible(pin) == pin # NoVersion /\ pin # Dropped

\* Java: core.TableHistory.resolvedHead.
HeadResolvesTo(t, pin) == Resolve(chain[t], HEAD(chain[t])) = pin
IsReady(t, pin) == HeadResolvesTo(t, pin)

\* An operation with a sidecar and no decision may still go either way.
Undecided(o) == o \in sidecars /\ manifest.dec[o] = "none"
AllAboveDecided(t, pin) ==
    \A v \in (pin + 1)..HEAD(chain[t]) :
        IsRestore(chain[t], v) \/ ~Undecided(OpOf(chain[t][v].op))

\* Java: core.Landing.isClean.  Identity and parent check: the operation's own
\* commits, exactly where they were prepared to land.
HasLanded(o, i) == IsChangeOf(chain[PlanOf[o][i]], LandsAt(o, i), CommitId(o, i))
IsClean(o, i) == HasLanded(o, i)
AllClean(o) == \A i \in DOMAIN PlanOf[o] : IsClean(o, i)
NewPin(o, t) == Landing(o, t)

\* Java: core.Publish.next.  What is dropped leaves a tombstone that names who
\* dropped it, and the last pin.
Drops(m, o, t) == t \in DroppableOf[o] /\ IsVisible(m.pins[t])
WithCommit(m, o) ==
    [pins |-> [t \in Tables |->
        IF t \in TablesOf[o] THEN NewPin(o, t) ELSE IF Drops(m, o, t) THEN Dropped ELSE m.pins[t]],
     dec |-> [m.dec EXCEPT ![o] = "COMMITTED"],
     tombs |-> [t \in Tables |->
        IF Drops(m, o, t) THEN [by |-> o, pin |-> m.pins[t]] ELSE m.tombs[t]],
     seqs |-> [c \in Sources |-> IF c = SourceOf[o] THEN SequenceOf[o] ELSE m.seqs[c]]]

\* Java: core.Abort.next.
WithAbort(m, o) == [m EXCEPT !.dec[o] = "ABORTED"]

\* Java: core.ForgetDecision.mayForget.
MayForget(m, o) ==
    /\ m.dec[o] # "none"
    /\ o \notin sidecars
    /\ m.dec[o] = "COMMITTED" \/ ~PinsAsExpected(m.pins, o)

\* A manifest that is put.  The code forgets decisions along with it; here they
\* are forgotten at any other time (ForgetDecision), which allows for more.
Put(m) == m

\* A manifest put is conditional on the one that was read, so every new
\* manifest makes puts in flight void.
StillValid(calls) == {call \in calls : call.kind # "publish"}

\* The histories of verdicts; those of both only where DecisionStable is violated.
\* TLC keeps the value of a constant definition, so a set without parameters is
\* named here and below where many states ask for it.
CommittedSo == {<<"COMMITTED">>, <<"COMMITTED", "ABORTED">>, <<"ABORTED", "COMMITTED">>}
AbortedSo == {<<"ABORTED">>, <<"COMMITTED", "ABORTED">>, <<"ABORTED", "COMMITTED">>}
Committed(o) == decided[o] \in CommittedSo
Aborted(o) == decided[o] \in AbortedSo

Decide(o, verdict) ==
    decided' = IF verdict \in Range(decided[o]) THEN decided
               ELSE [decided EXCEPT ![o] = Append(@, verdict)]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]

(***************************************************************************)
(* The writer (Java: engine.Writer)                                        *)
(***************************************************************************)

\* Phases without work are skipped: an operation that only drops has no
\* datasets to prepare and none to commit to.
FirstPhase(o) == IF DatasetsOf[o] # <<>> THEN "prepare" ELSE "arm"
AfterArming(o) == IF PlanOf[o] # <<>> THEN "commit" ELSE "publish"

\* The caller takes the snapshot that its operation will begin on.
TakeSnapshot(o) ==
    /\ o \in OnSnapshot
    /\ wexp[o] = <<>>
    /\ wexp' = [wexp EXCEPT ![o] = [t \in RelevantOf[o] |-> manifest.pins[t]]]
    /\ UNCHANGED <<stores, wpc, wbase, wdone, sweep, witnesses, crashes>>

\* What its caller has read is not what is.  What is derived changes no row.
SnapshotHasMoved(o) ==
    o \in OnSnapshot /\ \E t \in RelevantOf[o] :
        manifest.pins[t] # wexp[o][t] /\ ~SameRows(t, manifest.pins[t], wexp[o][t])

\* The caller commits the staged data of another operation again, as a new one with
\* new bases, once it was told that the other failed: that is for good.
MayBegin(o) == RetryOf[o] # NoOp => reply[RetryOf[o]] = "failed"

\* Java: Writer.readManifest.  On a snapshot it is that of the caller that counts.
ReadManifest(o) ==
    /\ wpc[o] = "start"
    /\ MayBegin(o)
    /\ o \in OnSnapshot => wexp[o] # <<>>
    /\ IF SnapshotHasMoved(o) THEN UNCHANGED wexp
       ELSE wexp' = [wexp EXCEPT ![o] = [t \in RelevantOf[o] |-> manifest.pins[t]]]
    /\ Goto(o, FirstPhase(o))
    /\ UNCHANGED <<stores, wbase, wdone, sweep, witnesses, crashes>>

\* What the caller asked for cannot be had: a table to be created exists, one to
\* be changed or dropped does not.
NameIsTaken(o, t) ==
    /\ t \in Created
    /\ wexp[o][t] = NoVersion
    /\ \E u \in RelevantOf[o] \ DroppableOf[o] : NameOf[u] = NameOf[t] /\ IsVisible(wexp[o][u])
TableIsGone(o, t) == wexp[o][t] = Dropped
NothingToDrop(o) ==
    DropsOf[o] # {} /\ \A t \in DroppableOf[o] : ~IsVisible(wexp[o][t])

\* Above the pin lies a commit that is not ours.
IsForeign(t, pin) ==
    \E v \in (pin + 1)..HEAD(chain[t]) : chain[t][v].op = Stranger

NextDataset(o) == DatasetsOf[o][Cardinality(wdone[o]) + 1]

\* Java: core.PrepareTable.find.  What the writer finds when it looks at the next
\* dataset.  Rule 5: HEAD resolves to the pin, or it has to be repaired (rule 6).
Finding(o) ==
    LET t == NextDataset(o)
        pin == wexp[o][t]
    IN IF NameIsTaken(o, t) \/ TableIsGone(o, t) THEN "unmet"
       ELSE IF IsReady(t, pin) THEN "ready"
       ELSE IF manifest.pins[t] # pin THEN "moved"
       ELSE IF ~AllAboveDecided(t, pin) THEN "blocked"
       ELSE IF IsForeign(t, pin) THEN "foreign"
       ELSE "behind"

\* Java: Writer.refuse.  Nothing was done.
Refuse(o) ==
    /\ \/ /\ wpc[o] = "prepare"
          /\ Finding(o) \in {"unmet", "foreign"} \/ SnapshotHasMoved(o) \/ ~SourceIsNew(o)
       \/ wpc[o] = "arm" /\ NothingToDrop(o)
    /\ Goto(o, "done")
    /\ wdone' = [wdone EXCEPT ![o] = {}]
    /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, sweep, decided, crashes>>

\* What the next dataset may be prepared against: HEAD, if it resolves to the pin; or a
\* version that the writer's process has seen and that resolves to the pin, which is a
\* fact for good.  Whatever else lies above that, the parent check finds out (rule 4).
\* Java: engine.Remembered.  Models that have no room for it leave it out.
IsBase(t, v, pin) == Resolve(chain[t], v) = pin
RememberedBases(o) ==
    LET t == NextDataset(o) IN
    IF ~Remembers \/ Finding(o) = "unmet" THEN {}
    ELSE {v \in 1..HEAD(chain[t]) : IsBase(t, v, wexp[o][t])}
Bases(o) ==
    RememberedBases(o) \cup IF Finding(o) = "ready" THEN {HEAD(chain[NextDataset(o)])} ELSE {}

\* Java: Writer.prepareTable.  A foreign commit is refused, or undone if the
\* caller says so.
PrepareTable(o) ==
    /\ wpc[o] = "prepare"
    /\ LET t == NextDataset(o)
           done == wdone[o] \cup {t}
           last == Cardinality(done) = Len(DatasetsOf[o])
       IN \/ \E base \in Bases(o) :
                /\ wbase' = [wbase EXCEPT ![o][t] = base]
                /\ Goto(o, IF last THEN "arm" ELSE "prepare")
                /\ wdone' = [wdone EXCEPT ![o] = IF last THEN {} ELSE done]
          \/ /\ Finding(o) \in {"behind", "foreign"}
             /\ Goto(o, "repair")
             /\ UNCHANGED <<wbase, wdone>>
    /\ UNCHANGED <<stores, wexp, sweep, witnesses, crashes>>

\* Java: Writer.restart.  HEAD is somebody else's and undecided (a sweep helps
\* it), or the pins have moved since they were read.
Restart(o) ==
    /\ wpc[o] = "prepare"
    /\ Finding(o) \in {"moved", "blocked"}
    /\ Goto(o, "start")
    /\ wdone' = [wdone EXCEPT ![o] = {}]
    /\ UNCHANGED <<stores, wexp, wbase, sweep, witnesses, crashes>>

\* Java: Writer.repairTable.  Rule 6; the pin restored may be stale by now.
RepairTable(o) ==
    /\ wpc[o] = "repair"
    /\ LET t == NextDataset(o) IN
        chain' = [chain EXCEPT ![t] = Restore(@, wexp[o][t])]
    /\ Goto(o, "start")
    /\ wdone' = [wdone EXCEPT ![o] = {}]
    /\ UNCHANGED <<manifest, sidecars, audits, flight, wexp, wbase, sweep, witnesses, crashes>>

\* Java: Writer.armSidecar.  Rule 9; written once, before any table moves.
ArmSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ ~NothingToDrop(o)
    /\ sidecars' = sidecars \cup {o}
    /\ Goto(o, AfterArming(o))
    /\ UNCHANGED <<chain, manifest, audits, flight, wexp, wbase, wdone, sweep, witnesses, crashes>>

\* Java: Writer.readBackSidecar.  Whether a put without an answer has taken
\* effect.  If not, no table will move; only a drop needs none to move: there a put
\* that arrives late would be enough to commit it, so that it is put again.
ReadBackSidecar(o) ==
    /\ wpc[o] = "armed?"
    /\ IF o \in sidecars THEN Goto(o, AfterArming(o)) /\ UNCHANGED reply
       ELSE IF PlanOf[o] = <<>> THEN Goto(o, "arm") /\ UNCHANGED reply
       ELSE Goto(o, "done") /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>

\* The commits that may be made next: datasets in any order, the commits to one
\* dataset one after another.
IsNext(o, i) ==
    /\ i \notin wdone[o]
    /\ \A j \in 1..(i - 1) : PlanOf[o][j] = PlanOf[o][i] => j \in wdone[o]

Done(o, i) ==
    LET done == wdone[o] \cup {i}
        last == done = DOMAIN PlanOf[o]
    IN /\ Goto(o, IF last THEN "publish" ELSE "commit")
       /\ wdone' = [wdone EXCEPT ![o] = IF last THEN {} ELSE done]
GiveUp(o) == Goto(o, "converge") /\ wdone' = [wdone EXCEPT ![o] = {}]

\* Rule 4: the commit lands exactly where it was prepared to.
LandsCleanly(o, i) == HEAD(chain[PlanOf[o][i]]) = ReadOf(o, i)

\* Java: Writer.commitTable.  Refused or rebased, the operation gives up and
\* learns its outcome from the manifest.
CommitTable(o) ==
    /\ wpc[o] = "commit"
    /\ \E i \in DOMAIN PlanOf[o] :
        LET t == PlanOf[o][i]
            read == ReadOf(o, i)
            kind == KindAt(o, i)
        IN
        /\ IsNext(o, i)
        /\ \/ /\ Accepts(chain[t], read, kind)
              /\ chain' = [chain EXCEPT ![t] = CommitTo(@, CommitId(o, i), kind)]
              /\ IF LandsCleanly(o, i) THEN Done(o, i) ELSE GiveUp(o)
           \/ Refuses(chain[t], read, kind) /\ GiveUp(o) /\ UNCHANGED chain
    /\ UNCHANGED <<manifest, sidecars, audits, flight, wexp, wbase, sweep, witnesses, crashes>>

\* Java: Writer.readBackTable.  Whether a commit without an answer has landed.
\* If not it may still do so; the fence of the roll-back will refuse it.
ReadBackTable(o) ==
    /\ wpc[o] = "landed?"
    /\ \E i \in DOMAIN PlanOf[o] :
        IsNext(o, i) /\ IF HasLanded(o, i) THEN Done(o, i) ELSE GiveUp(o)
    /\ UNCHANGED <<stores, wexp, wbase, sweep, witnesses, crashes>>

MayPublish(o) ==
    PinsAsExpected(manifest.pins, o) /\ SourceIsNew(o) /\ manifest.dec[o] = "none"
Published(o) == Put(WithCommit(manifest, o))

\* Java: Writer.publish.  Rule 2: decision and pins in one compare-and-set.
\* Its answer may get lost; then the owner converges.
Publish(o) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ manifest' = Published(o)
    /\ Decide(o, "COMMITTED")
    /\ \/ Goto(o, "cleanup") /\ Tell(o, "ok")
       \/ Goto(o, "converge") /\ UNCHANGED reply
    /\ flight' = StillValid(flight)
    /\ UNCHANGED <<chain, sidecars, audits, wexp, wbase, wdone, sweep, crashes>>

\* Java: Writer.losePublish.  A pin has moved, or somebody has decided, or others
\* have published faster for too long.
StopsPublishing(o) == TRUE
LosePublish(o) ==
    /\ wpc[o] = "publish"
    /\ StopsPublishing(o)
    /\ Goto(o, "converge")
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, witnesses, crashes>>

\* The manifest answers, or later the audit.
Answer(o) ==
    IF manifest.dec[o] # "none" THEN manifest.dec[o]
    ELSE IF audits[o] # <<>> THEN audits[o][1]
    ELSE "none"

\* Java: Writer.converge.  Rule 8.  An owner that gave up runs a sweep over its
\* own sidecar meanwhile.
Converge(o) ==
    /\ wpc[o] = "converge"
    /\ LET answer == Answer(o) IN
        \/ answer = "COMMITTED" /\ Tell(o, "ok") /\ Goto(o, "cleanup")
        \/ answer = "ABORTED" /\ Tell(o, "failed") /\ Goto(o, "done")
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
    /\ wdone' = [wdone EXCEPT ![o] = {}]
    /\ UNCHANGED <<stores, wexp, wbase, sweep, witnesses>>

(***************************************************************************)
(* Calls without an answer                                                 *)
(***************************************************************************)

ArmCall(o) == [kind |-> "arm", op |-> o, again |-> Repeats]
CommitCall(o, i) == [kind |-> "commit", op |-> o, commit |-> i, again |-> Repeats]
PublishCall(o, m) == [kind |-> "publish", op |-> o, manifest |-> m, again |-> Repeats]

Send(call) == flight' = flight \cup {call}

\* The writer's call is on its way, and its writer hears no more of it.
LoseAnswer(o) ==
    /\ LostAnswers
    /\ \/ wpc[o] = "arm" /\ ~NothingToDrop(o) /\ Goto(o, "armed?") /\ Send(ArmCall(o))
       \/ /\ wpc[o] = "commit"
          /\ Goto(o, "landed?")
          /\ \E i \in DOMAIN PlanOf[o] : IsNext(o, i) /\ Send(CommitCall(o, i))
       \/ wpc[o] = "publish" /\ MayPublish(o) /\ Goto(o, "converge")
                             /\ Send(PublishCall(o, Published(o)))
    /\ UNCHANGED <<chain, manifest, sidecars, audits, wexp, wbase, wdone, sweep, witnesses, crashes>>

\* A call takes effect after all, as any call does: if its condition holds.  It may
\* do so again: a client has sent it twice, and the first try comes late.  That the
\* writer may have had an answer to the other try makes no difference: it goes on
\* as one that has read back what took effect.
Arrives(call) ==
    \/ flight' = flight \ {call}
    \/ call.again > 0 /\ flight' = (flight \ {call}) \cup {[call EXCEPT !.again = @ - 1]}

ArriveSidecar ==
    \E call \in flight :
        /\ call.kind = "arm"
        /\ Arrives(call)
        /\ sidecars' = sidecars \cup {call.op}
        /\ UNCHANGED <<chain, manifest, audits, writers, sweep, witnesses, crashes>>

ArriveCommit ==
    \E call \in flight :
        /\ call.kind = "commit"
        /\ Arrives(call)
        /\ LET t == PlanOf[call.op][call.commit]
               read == ReadOf(call.op, call.commit)
               kind == KindAt(call.op, call.commit)
           IN \/ /\ Accepts(chain[t], read, kind)
                 /\ chain' = [chain EXCEPT ![t] = CommitTo(@, CommitId(call.op, call.commit), kind)]
              \/ Refuses(chain[t], read, kind) /\ UNCHANGED chain
        /\ UNCHANGED <<manifest, sidecars, audits, writers, sweep, witnesses, crashes>>

ArrivePublish ==
    \E call \in flight :
        /\ call.kind = "publish"
        /\ flight' = StillValid(flight)
        /\ manifest' = call.manifest
        /\ Decide(call.op, "COMMITTED")
        /\ UNCHANGED <<chain, sidecars, audits, writers, sweep, reply, crashes>>

(***************************************************************************)
(* Recovery (Java: engine.RecoveryPass)                                    *)
(***************************************************************************)

SetSweep(s, record) == sweep' = [sweep EXCEPT ![s] = record]
Decided(o, verdict, pc) == [IdleSweep EXCEPT !.pc = pc, !.op = o, !.dec = verdict]

\* Java: Recovery.sweepListSidecars.  What is listed may be gone by the time
\* it is read; models that have no room for it leave the list out.
SweepListSidecars(s, o) ==
    /\ ListsFirst
    /\ sweep[s].pc = "idle"
    /\ o \in sidecars
    /\ SetSweep(s, [IdleSweep EXCEPT !.pc = "listed", !.op = o])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* A sweep need not list an operation that it knows: as its owner, from what its
\* writer found in its way, or because it lost a compare-and-set and tries again.
IsKnown(o) ==
    /\ ListsFirst
    /\ \/ wpc[o] \in {"commit", "landed?", "publish", "converge", "cleanup"}
       \/ Answer(o) # "none"
       \/ \E t \in TablesOf[o] : \E v \in 1..HEAD(chain[t]) : OpOf(chain[t][v].op) = o

\* Java: RecoveryPass.sweepReadManifest.  Rule 2: the manifest before the sidecar;
\* the other way round a sidecar read before its operation was committed and
\* tidied up would meet a manifest that knows nothing of it.
SweepReadManifest(s, o) ==
    /\ \/ sweep[s].pc = "listed" /\ sweep[s].op = o
       \/ sweep[s].pc = "idle" /\ (o \in sidecars \/ IsKnown(o))
    /\ SetSweep(s, [pc |-> "read", op |-> o,
                    pins |-> [t \in RelevantOf[o] |-> manifest.pins[t]],
                    dec |-> manifest.dec[o], done |-> 0])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

IsGone(s) == sweep[s].op \notin sidecars
IsComplete(s) == PinsAsExpected(sweep[s].pins, sweep[s].op) /\ AllClean(sweep[s].op)

\* Rule 11: identity decides, not the absence of a decision.  What the pins contain
\* was committed, and its decision has been forgotten: its commits are versions
\* from which the pins descend, or a tombstone names it.  Tombstones stay.  An audit
\* record that says so will do, too; here it never says more than the pins, but a
\* caller's id that was used again may have been committed by other commits.
\* Java: core.Containment.  engine.FoundSidecar asks it, or the audit record.
LastPin(s, t) ==
    IF sweep[s].pins[t] = Dropped THEN manifest.tombs[t].pin ELSE sweep[s].pins[t]
Contains(s, i) ==
    LET o == sweep[s].op
        t == PlanOf[o][i]
    IN HasLanded(o, i) /\ Descends(chain[t], LastPin(s, t), LandsAt(o, i))
HasDroppedOne(s) ==
    \E t \in DroppableOf[sweep[s].op] :
        sweep[s].pins[t] = Dropped /\ manifest.tombs[t].by = sweep[s].op
IsAuditedAs(o, verdict) == audits[o] # <<>> /\ audits[o][1] = verdict
WasCommitted(s) ==
    LET o == sweep[s].op IN
    \/ IF PlanOf[o] = <<>> THEN HasDroppedOne(s) ELSE \A i \in DOMAIN PlanOf[o] : Contains(s, i)
    \/ IsAuditedAs(o, "COMMITTED")

\* What the sweep finds: the manifest that it read, then sidecar and tables.
Judgement(s) ==
    IF IsGone(s) THEN "gone"
    ELSE IF sweep[s].dec # "none" THEN "decided"
    ELSE IF IsComplete(s) THEN "complete"
    ELSE IF WasCommitted(s) THEN "contained"
    ELSE "incomplete"

\* Java: RecoveryPass.sweepClassify.  Whose source has come as far without it is rolled
\* back like what is incomplete; a sweep that did not know it yet learns it when it
\* rolls forward.
SweepClassify(s) ==
    LET o == sweep[s].op
        verdict == sweep[s].dec
        judgement == Judgement(s)
    IN
    /\ sweep[s].pc = "read"
    /\ \/ judgement = "complete" /\ ~SourceIsNew(o) /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "rollback"])
       \/ SetSweep(s,
            CASE judgement = "gone"       -> IdleSweep
              [] judgement = "decided"    ->
                    IF verdict = "COMMITTED" \/ DatasetsOf[o] = <<>> THEN Decided(o, verdict, "audit")
                    ELSE [sweep[s] EXCEPT !.pc = "fence"]
              [] judgement = "complete"   -> [sweep[s] EXCEPT !.pc = "rollforward"]
              [] judgement = "contained"  -> Decided(o, "COMMITTED", "audit")
              [] judgement = "incomplete" -> [sweep[s] EXCEPT !.pc = "rollback"])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* The compare-and-set of recovery: what it read of this operation is still so.
\* Others may have published meanwhile; it tries again over their manifests.
Unmoved(s) ==
    /\ manifest.dec[sweep[s].op] = "none"
    /\ \A t \in RelevantOf[sweep[s].op] : manifest.pins[t] = sweep[s].pins[t]

\* Java: RecoveryPass.sweepRollForward.
SweepRollForward(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "rollforward"
    /\ IF Unmoved(s) /\ SourceIsNew(o)
       THEN /\ manifest' = Put(WithCommit(manifest, o))
            /\ Decide(o, "COMMITTED")
            /\ SetSweep(s, Decided(o, "COMMITTED", "audit"))
            /\ flight' = StillValid(flight)
       ELSE /\ SetSweep(s, IdleSweep)
            /\ UNCHANGED <<manifest, decided, flight>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>

\* Java: RecoveryPass.sweepRollBack.  Rule 2: decided before a table is touched.
SweepRollBack(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "rollback"
    /\ IF Unmoved(s)
       THEN /\ manifest' = Put(WithAbort(manifest, o))
            /\ Decide(o, "ABORTED")
            /\ SetSweep(s, IF DatasetsOf[o] = <<>> THEN Decided(o, "ABORTED", "audit")
                           ELSE [sweep[s] EXCEPT !.pc = "fence", !.dec = "ABORTED"])
            /\ flight' = StillValid(flight)
       ELSE /\ SetSweep(s, IdleSweep)
            /\ UNCHANGED <<manifest, decided, flight>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, crashes>>

\* A dropped dataset gets its old pin: a fence is all that is asked of it.
FenceTarget(s, t) ==
    IF sweep[s].pins[t] = Dropped THEN wexp[sweep[s].op][t] ELSE sweep[s].pins[t]

\* Java: core.Fence.stands.
IsFenced(o, t) == IsFencedAbove(chain[t], wbase[o][t])
NeedsNoFence(o, t) == IsFenced(o, t)

\* Java: RecoveryPass.sweepFenceTable.  Rule 7: a restore of the pin undoes what
\* landed and refuses what has not.  A fence that is there already will do; a
\* sweep that has looked before it was there restores again.  The code stops here,
\* like a sweep that stalls, if it sees a foreign commit that a restore would undo.
SweepFenceTable(s) ==
    /\ sweep[s].pc = "fence"
    /\ LET o == sweep[s].op
           t == DatasetsOf[o][sweep[s].done + 1]
           last == sweep[s].done + 1 = Len(DatasetsOf[o])
       IN
        /\ \/ NeedsNoFence(o, t) /\ UNCHANGED chain
           \/ chain' = [chain EXCEPT ![t] = Restore(@, FenceTarget(s, t))]
        /\ SetSweep(s, IF last THEN Decided(o, "ABORTED", "audit")
                       ELSE [sweep[s] EXCEPT !.done = @ + 1])
    /\ UNCHANGED <<manifest, sidecars, audits, flight, writers, witnesses, crashes>>

\* Rule 10: created if absent.
Audited(o, verdict) ==
    IF audits[o] = <<>> THEN [audits EXCEPT ![o] = <<verdict>>] ELSE audits

\* Java: RecoveryPass.sweepAudit.
SweepAudit(s) ==
    /\ sweep[s].pc = "audit"
    /\ audits' = Audited(sweep[s].op, sweep[s].dec)
    /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "delete"])
    /\ UNCHANGED <<chain, manifest, sidecars, flight, writers, witnesses, crashes>>

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

\* Java: core.ForgetDecision.  Rule 9.
ForgetDecision(o) ==
    /\ MayForget(manifest, o)
    /\ manifest' = [manifest EXCEPT !.dec[o] = "none"]
    /\ flight' = StillValid(flight)
    /\ UNCHANGED <<chain, sidecars, audits, writers, sweep, witnesses, crashes>>

\* Somebody commits to a table without this protocol.
ForeignCommits == UNION {{<<t, v>> : v \in {w \in 1..HEAD(chain[t]) : chain[t][w].op = Stranger}} : t \in Tables}
CommitForeign(t) ==
    /\ Strangers > 0
    /\ chain[t] # <<>>
    /\ Cardinality(ForeignCommits) < Strangers
    /\ chain' = [chain EXCEPT ![t] = CommitTo(@, Stranger, "Append")]
    /\ UNCHANGED <<manifest, sidecars, audits, flight, writers, sweep, witnesses, crashes>>

(***************************************************************************)
(* Behaviours                                                              *)
(***************************************************************************)

WriterStep(o) ==
    \/ ReadManifest(o) \/ PrepareTable(o) \/ Refuse(o) \/ Restart(o) \/ RepairTable(o)
    \/ ArmSidecar(o) \/ ReadBackSidecar(o) \/ CommitTable(o) \/ ReadBackTable(o)
    \/ Publish(o) \/ LosePublish(o) \/ Converge(o) \/ DeleteSidecar(o)

SweepStep(s) ==
    \/ \E o \in Ops : SweepListSidecars(s, o) \/ SweepReadManifest(s, o)
    \/ SweepClassify(s) \/ SweepRollForward(s) \/ SweepRollBack(s)
    \/ SweepFenceTable(s) \/ SweepAudit(s) \/ SweepDeleteSidecar(s)

Actors ==
    \/ \E o \in Ops : WriterStep(o) \/ CrashWriter(o) \/ LoseAnswer(o)
    \/ ArriveSidecar \/ ArriveCommit \/ ArrivePublish
    \/ \E s \in Sweeps : SweepStep(s) \/ CrashSweep(s)

Next ==
    \/ Actors
    \/ \E o \in Ops : ForgetDecision(o)
    \/ \E t \in Tables : CommitForeign(t)
    \/ \E o \in OnSnapshot : TakeSnapshot(o)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Fairness: live processes go on.  Nothing is asked of crashes, lost      *)
(* answers, late arrivals or tidying.  Every step of a writer changes where *)
(* it stands or how far it is, and every one of a sweep its record.        *)
(***************************************************************************)
WritersGoOn == \A o \in Ops : WF_<<wpc[o], wdone[o]>>(WriterStep(o))
SweepsGoOn == \A s \in Sweeps : WF_<<sweep[s]>>(SweepStep(s))

FairSpec == Spec /\ WritersGoOn /\ SweepsGoOn
OnlySweepsFair == Spec /\ SweepsGoOn
OnlyWritersFair == Spec /\ WritersGoOn

(***************************************************************************)
(* Safety.  Invariants read stores and witnesses, and where a writer       *)
(* stands; no decision of the protocol is taken for true.                  *)
(***************************************************************************)
\* Java: core.Succession.  What of them two manifests show by themselves, for `verify`.

\* What a reader sees of a table: nothing where the pin names no version.
PinnedRows(t) ==
    LET pin == manifest.pins[t] IN IF pin \in DOMAIN chain[t] THEN chain[t][pin].rows ELSE <<>>
IsDropped(t) == manifest.pins[t] = Dropped
DroppedByCommitted(t) == \E o \in Ops : t \in DroppableOf[o] /\ Committed(o)

\* The commits of an operation to a dataset, and whether they have landed: where
\* they were to, or anywhere.
OpsOn == [t \in Tables |-> {o \in Ops : t \in TablesOf[o]}]
OwnCommits == [o \in Ops |-> [t \in TablesOf[o] |->
    {CommitId(o, i) : i \in {j \in DOMAIN PlanOf[o] : PlanOf[o][j] = t}}]]
IsWholeOn(o, t) == \A i \in DOMAIN PlanOf[o] : PlanOf[o][i] = t => HasLanded(o, i)
LandedSomewhere(o, t) == \E v \in DOMAIN chain[t] : chain[t][v].op \in OwnCommits[o][t]
AllCommits == [o \in Ops |-> UNION {OwnCommits[o][t] : t \in TablesOf[o]}]
Visible == UNION {Range(PinnedRows(t)) : t \in Tables}

WriterPlaces ==
    {"start", "prepare", "repair", "arm", "armed?", "commit", "landed?", "publish", "converge",
     "cleanup", "done", "dead"}
PreparePlaces == {"prepare", "repair"}
CommitPlaces == {"commit", "landed?"}
Progress(o) ==
    \/ wdone[o] = {}
    \/ wpc[o] \in PreparePlaces /\ wdone[o] \subseteq TablesOf[o]
    \/ wpc[o] \in CommitPlaces /\ wdone[o] \subseteq DOMAIN PlanOf[o]
Droppers == Ops \cup {NoOp}
Verdicts == {"none", "COMMITTED", "ABORTED"}
Replies == {"none", "ok", "failed"}

\* What a sweep has learnt of the decision where it stands.
LearntAt ==
    [read |-> Verdicts, rollforward |-> {"none"}, rollback |-> {"none"}, fence |-> {"ABORTED"},
     audit |-> {"COMMITTED", "ABORTED"}, delete |-> {"COMMITTED", "ABORTED"}]
SweepPlaces == DOMAIN LearntAt
LastPlaces == {"audit", "delete"}
SweepShapes ==
    [place \in SweepPlaces |-> [o \in Ops |->
        [pc : {place}, op : {o}, dec : LearntAt[place],
         pins : IF place \in LastPlaces THEN {<<>>} ELSE [RelevantOf[o] -> Nat],
         done : IF place = "fence" THEN 0..(Len(DatasetsOf[o]) - 1) ELSE {0}]]]
SweepIsWellFormed(r) ==
    \/ r = IdleSweep
    \/ r.pc = "listed" /\ r = [IdleSweep EXCEPT !.pc = "listed", !.op = r.op]
    \/ r.pc \in SweepPlaces /\ r \in SweepShapes[r.pc][r.op]

\* One of these for each operation.  TLC asks a function as a whole for less than its
\* values one by one.
VerdictEach == [Ops -> Verdicts]
PlaceEach == [Ops -> WriterPlaces]
HistoryEach == [Ops -> {<<>>} \cup CommittedSo \cup AbortedSo]
ReplyEach == [Ops -> Replies]
TombEach == [Tables -> [by : Droppers, pin : Nat]]
Crashes == 0..MaxCrashes

\* INV TypeOK: every variable is of its shape.
TypeOK ==
    /\ \A t \in Tables :
        IF manifest.pins[t] = Dropped THEN manifest.tombs[t].by # NoOp
        ELSE manifest.pins[t] \in 0..HEAD(chain[t])
    /\ manifest.tombs \in TombEach
    /\ DOMAIN manifest.seqs = Sources
    /\ manifest.dec \in VerdictEach
    /\ wpc \in PlaceEach
    /\ \A o \in Ops : (wexp[o] = <<>> \/ DOMAIN wexp[o] = RelevantOf[o]) /\ Progress(o)
    /\ decided \in HistoryEach
    /\ reply \in ReplyEach
    /\ sidecars \subseteq Ops
    /\ \A call \in flight :
        /\ call.kind \in {"arm", "commit", "publish"}
        /\ call.op \in Ops
        /\ call.kind = "commit" => call.commit \in DOMAIN PlanOf[call.op]
    /\ \A s \in Sweeps : SweepIsWellFormed(sweep[s])
    /\ crashes \in Crashes

\* Sweeps are never compared, ordered or stored, so permuting them permutes
\* behaviours, and every safety property treats them alike.  For safety only.
SweepsAreAlike == Permutations(Sweeps)

\* INV PinExact: a pinned version holds the commits of the committed operations on
\* its table, each once, and nothing else; only a committed drop takes it away.
PinExact ==
    LET committed == {o \in Ops : Committed(o)} IN
    \A t \in Tables :
        IF IsDropped(t) THEN DroppedByCommitted(t)
        ELSE LET rows == PinnedRows(t)
                 held == Range(rows)
             IN /\ held = UNION {OwnCommits[o][t] : o \in OpsOn[t] \cap committed}
                /\ Cardinality(held) = Len(rows)

\* The pairs of datasets that stand for one name.
Namesakes == {{t, u} : <<t, u>> \in {p \in Tables \X Tables : p[1] # p[2] /\ NameOf[p[1]] = NameOf[p[2]]}}

\* INV NameUnique: a name stands for one table.
NameUnique ==
    \A pair \in Namesakes : \E t \in pair : ~IsVisible(manifest.pins[t])

HasDropped(o) == \A t \in DroppableOf[o] : wexp[o][t] # NoVersion => IsDropped(t)
ShownOn(o, t) == IsDropped(t) \/ OwnCommits[o][t] \subseteq Range(PinnedRows(t))

\* INV AtomicVisibility: an operation is visible on all of its tables, and what it
\* drops is gone, or it is visible on none; save for those that were dropped.
AtomicVisibility ==
    LET visible == Visible IN
    \A o \in Ops :
        \/ AllCommits[o] \cap visible = {}
        \/ (\A t \in TablesOf[o] : ShownOn(o, t)) /\ HasDropped(o)

\* INV AckedIsVisible: what was acknowledged is visible, and what it dropped is gone.
AckedIsVisible ==
    \A o \in Ops : reply[o] = "ok" => (\A t \in TablesOf[o] : ShownOn(o, t)) /\ HasDropped(o)

\* INV FailedIsInvisible: what was reported failed is not visible, and dropped nothing.
FailedIsInvisible ==
    LET visible == Visible IN
    \A o \in Ops : reply[o] = "failed" => ~Committed(o) /\ AllCommits[o] \cap visible = {}

AtMostOneEach == [Ops -> {<<>>, <<"COMMITTED">>, <<"ABORTED">>}]

\* INV DecisionStable: an operation is never decided both ways.
DecisionStable == decided \in AtMostOneEach

\* INV AuditAtMostOnce: an operation has at most one audit record.
AuditAtMostOnce == audits \in AtMostOneEach

\* INV AuditTruth: an audit record says what was decided first.
AuditTruth ==
    \A o \in Ops : audits[o] # <<>> => decided[o] # <<>> /\ Range(audits[o]) = {decided[o][1]}

\* INV AbortIsAudited: the sidecar of an aborted operation goes only after its audit.
AbortIsAudited == \A o \in Ops \ sidecars : audits[o] = <<>> => ~Aborted(o)

\* INV RecoveredIsAudited: the sidecar of a committed operation goes only after its
\* audit, unless its owner deletes it, who was told.
RecoveredIsAudited ==
    \A o \in Ops \ sidecars : audits[o] = <<>> => reply[o] = "ok" \/ ~Committed(o)

OwnerPlaces == {"commit", "landed?", "publish", "converge"}

\* INV OwnerCanLearn: an owner that does not know how its operation ends finds it in
\* the manifest or in the audit, once the sidecar is gone; and none ends untold.
OwnerCanLearn ==
    /\ \A o \in Ops \ sidecars : wpc[o] \in OwnerPlaces => Answer(o) # "none"
    /\ \A o \in Ops : reply[o] = "none" /\ wpc[o] = "done" => PlanOf[o] = <<>>

\* INV EffectAfterIntent: a table moves for an operation only when its sidecar
\* stands or it is decided.
EffectAfterIntent ==
    \A o \in Ops \ sidecars :
        decided[o] # <<>> \/ \A t \in TablesOf[o] : ~LandedSomewhere(o, t)

\* INV NoDriftAfterDecision: once the sidecar of an aborted operation is gone,
\* nothing of it can land any more, and no HEAD of a visible table holds it.
NoDriftAfterDecision ==
    \A o \in Ops \ sidecars : Aborted(o) =>
        /\ \A i \in DOMAIN PlanOf[o] :
            LET t == PlanOf[o][i] IN ~Accepts(chain[t], wbase[o][t], KindAt(o, i))
        /\ \A t \in TablesOf[o] : wexp[o][t] # NoVersion =>
            OwnCommits[o][t] \cap Range(Rows(chain[t], HEAD(chain[t]))) = {}

CarryingOn == {o \in Ops : SourceOf[o] # NoSource}
Retries == {o \in Ops : RetryOf[o] # NoOp}

\* INV SourceOnce: of the operations with one sequence number of a source at most one
\* is committed, and none after one with a later number.
SourceOnce ==
    \A o \in CarryingOn : Committed(o) =>
        /\ manifest.seqs[SourceOf[o]] >= SequenceOf[o]
        /\ \A p \in Ops \ {o} :
            Committed(p) => SourceOf[p] # SourceOf[o] \/ SequenceOf[p] # SequenceOf[o]

\* INV RetryIsNew: staged data is committed again only once the operation before it can
\* never be visible, and as another one.
RetryIsNew ==
    \A o \in Retries : wpc[o] # "start" =>
        ~Committed(RetryOf[o]) /\ reply[RetryOf[o]] = "failed"

\* Of the properties of steps: TLC asks what stands in the brackets before it looks
\* whether the subscript changes, so each says first where it has nothing to say.
Commits(o) == ~Committed(o) /\ Committed(o)'

Readers == {o \in Ops : ReadsOf[o] # {}}

\* PROP ReadsUnchanged: an operation is committed only while the rows that it declares to
\* have read are those of its expectation.
ReadsUnchanged ==
    [][Readers = {} \/ UNCHANGED decided \/ \A o \in Readers : Commits(o) =>
        \A t \in ReadsOf[o] :
            \/ manifest.pins[t] = wexp[o][t]
            \/ SameRows(t, manifest.pins[t], wexp[o][t])]_<<manifest, decided>>

\* What a pinned version holds, but for what changes no row.
DerivedCommits == UNION {{CommitId(o, i) : i \in {j \in DOMAIN PlanOf[o] : IsDerived(o, j)}} : o \in Ops}
LogicalRows(t) == SelectSeq(PinnedRows(t), LAMBDA c : c \notin DerivedCommits)
Deriving == {o \in Ops : PlanOf[o] # <<>> /\ \A i \in DOMAIN PlanOf[o] : IsDerived(o, i)}

\* PROP DerivedKeepsContent: the commit of an operation that is derived changes no row of
\* any table.
DerivedKeepsContent ==
    [][Deriving = {} \/ UNCHANGED decided \/ \A o \in Deriving : Commits(o) =>
        \A t \in Tables : LogicalRows(t)' = LogicalRows(t)]_<<manifest, decided>>

\* PROP PinsOnlyAdvance: the pin of a table never goes back.
PinsOnlyAdvance ==
    [][UNCHANGED manifest \/ \A t \in Tables : manifest'.pins[t] >= manifest.pins[t]]_manifest

\* PROP CompleteIsForwarded: what is complete when a sweep looks at it, on pins that
\* are as expected, is not rolled back by that sweep.
CompleteIsForwarded ==
    [][UNCHANGED sweep \/ \A s \in Sweeps :
        LET o == sweep[s].op IN
        sweep[s].pc = "read" /\ sweep'[s].pc = "rollback" =>
            \/ ~PinsAsExpected(sweep[s].pins, o)
            \/ ~SourceIsNew(o)
            \/ \E t \in TablesOf[o] : ~IsWholeOn(o, t)]_sweep

(***************************************************************************)
(* Refinement: what a user sees is AtomicCommit                            *)
(***************************************************************************)

\* The operations of these rows, each once: several commits are one change.
OneCommitEach == \A o \in Ops : \A t \in TablesOf[o] : CommitsOf[o][t] = 1
RECURSIVE Each(_)
Each(rows) ==
    IF rows = <<>> \/ OneCommitEach THEN rows
    ELSE LET front == Each(SubSeq(rows, 1, Len(rows) - 1))
             last == OpOf(rows[Len(rows)])
         IN IF last \in Range(front) THEN front ELSE Append(front, last)

Shown(t, pin) ==
    IF pin = Dropped THEN <<0, 0>>
    ELSE IF pin = NoVersion THEN <<0>>
    ELSE Each(Rows(chain[t], pin))

\* Intent is on record, and every commit lies where it was to land.
InPlace ==
    {o \in Ops : (o \in sidecars \/ decided[o] # <<>>) /\ \A i \in DOMAIN PlanOf[o] : HasLanded(o, i)}

\* A sweep is about to abort it.
InDoubt == {sweep[s].op : s \in {r \in Sweeps : sweep[r].pc = "rollback"}}

VerdictOf(o) ==
    IF Committed(o) THEN "COMMITTED"
    ELSE IF Aborted(o) \/ reply[o] = "failed" THEN "ABORTED"
    ELSE "none"

Abstract == INSTANCE AtomicCommit WITH
    InitialRows <- [t \in Tables |-> IF t \in Created THEN <<0>> ELSE <<>>],
    visible <- [t \in Tables |-> Shown(t, manifest.pins[t])],
    based <- [o \in Ops |-> IF wexp[o] = <<>> THEN <<>>
                            ELSE [t \in RelevantOf[o] |-> Shown(t, wexp[o][t])]],
    complete <- InPlace,
    doubted <- InDoubt,
    verdict <- [o \in Ops |-> VerdictOf(o)],
    reply <- reply

\* A version of a table never changes.
VersionsStay ==
    \/ UNCHANGED chain
    \/ \A t \in Tables : SubSeq(chain'[t], 1, HEAD(chain[t])) = chain[t]

\* What a user sees stays where these do, because versions stay: the mapping reads
\* nothing else.  It is asked first, being far cheaper than Abstract!Next.
ShowsNothing ==
    /\ UNCHANGED <<manifest.pins, wexp, decided, reply>>
    /\ UNCHANGED <<chain, sidecars, wbase>> \/ UNCHANGED InPlace
    /\ UNCHANGED sweep \/ UNCHANGED InDoubt

\* A step of the contract is one of a single operation, and what it changes tells
\* which: each of these is a part of Abstract!Next, and no other could be it.
ContractStep ==
    LET settled == {o \in Ops : VerdictOf(o)' # VerdictOf(o)}
        told == {o \in Ops : reply'[o] # reply[o]}
        looked == {o \in Ops : wexp'[o] # wexp[o]}
    IN IF settled # {} THEN \E o \in settled : Abstract!Commit(o) \/ Abstract!Abort(o)
       ELSE IF told # {} THEN \E o \in told : Abstract!Reply(o)
       ELSE IF looked # {} THEN \E o \in looked : Abstract!Begin(o)
       ELSE \E o \in Ops : Abstract!Complete(o) \/ Abstract!Doubt(o) \/ Abstract!Relent(o)

\* PROP RefinesAtomicCommit: every step is a step of AtomicCommit or invisible.
RefinesAtomicCommit ==
    /\ Abstract!Init
    /\ [][VersionsStay /\ (ShowsNothing \/ ContractStep \/ UNCHANGED Abstract!vars)]_vars

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
        /\ IsFenced(sweep[s].op, PlanOf[sweep[s].op][1])
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
        LandedSomewhere(o, t) /\ ~IsWholeOn(o, t)
NeverCommitIsRebased == ~CommitIsRebased

\* REACH AbortIsForgotten: the decision of an aborted operation has left the manifest.
AbortIsForgotten == \E o \in Ops : Aborted(o) /\ manifest.dec[o] = "none"
NeverAbortIsForgotten == ~AbortIsForgotten

\* REACH SidecarArrivesLate: a sidecar appears whose owner has given up already.
SidecarArrivesLate == \E o \in Ops : o \in sidecars /\ reply[o] = "failed" /\ decided[o] = <<>>
NeverSidecarArrivesLate == ~SidecarArrivesLate

\* REACH LateCommitIsFenced: a commit is still on its way and can only be refused.
LateCommitIsFenced ==
    \E call \in flight :
        /\ call.kind = "commit" /\ call.op \notin sidecars /\ Aborted(call.op)
        /\ ~Accepts(chain[PlanOf[call.op][call.commit]], ReadOf(call.op, call.commit), KindAt(call.op, call.commit))
NeverLateCommitIsFenced == ~LateCommitIsFenced

\* REACH SidecarComesBack: a sidecar stands whose operation was committed and
\* forgotten: it arrived twice.
SidecarComesBack == \E o \in Ops : o \in sidecars /\ Committed(o) /\ manifest.dec[o] = "none"
NeverSidecarComesBack == ~SidecarComesBack

\* REACH CommitLandsTwice: a commit has arrived twice, and is pinned once.
CommitLandsTwice ==
    \E o \in Ops : \E i \in DOMAIN PlanOf[o] :
        /\ Committed(o)
        /\ \E v \in (LandsAt(o, i) + 1)..HEAD(chain[PlanOf[o][i]]) :
            IsChangeOf(chain[PlanOf[o][i]], v, CommitId(o, i))
NeverCommitLandsTwice == ~CommitLandsTwice

\* REACH DropBeatsAppend: a writer's table is dropped while it commits.
DropBeatsAppend ==
    \E o \in Ops : wpc[o] = "publish" /\ \E t \in TablesOf[o] : IsDropped(t)
NeverDropBeatsAppend == ~DropBeatsAppend

(***************************************************************************)
(* Liveness, with finitely many crashes.  What is decided or finished stays *)
(* so; therefore "each of them once" is "all of them from some time on".   *)
(* TLC looks for the counterexamples to properties of that form together,  *)
(* and evaluates fairness once for all.                                    *)
(***************************************************************************)

\* LIVE EveryOperationDecided: an armed operation is decided.
\* It is decided before its sidecar goes, and no sidecar stays undecided.
EveryOperationDecided ==
    /\ [][\A o \in sidecars \ sidecars' : decided[o] # <<>>]_sidecars
    /\ <>[](\A o \in sidecars : decided[o] # <<>>)

\* LIVE EverySidecarGoes: every sidecar is deleted, for good.
EverySidecarGoes == <>[](sidecars = {})

\* LIVE EveryLiveWriterFinishes: a writer that does not die gets an answer; so
\* every HEAD that it needs comes to resolve to its pin.
EveryLiveWriterFinishes == <>[](\A o \in Ops : wpc[o] \in {"done", "dead"})
=============================================================================
