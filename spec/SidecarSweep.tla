---------------------------- MODULE SidecarSweep ----------------------------
(***************************************************************************)
(* The published design: recovery sidecars, version arithmetic, and a      *)
(* sweep at open that converges or defers.                                 *)
(*                                                                         *)
(* Modelled: writers that check for sidecars, arm, commit table by table,  *)
(*   confirm, publish and clean up; the three ways of classifying, by      *)
(*   writer kind; sweeps that roll forward, roll back by Restore, take a   *)
(*   sidecar for stale, converge, defer or fail; opens in several          *)
(*   processes, Full and RollForwardOnly; added and dropped tables; schema *)
(*   files; a sidecar that is not ours; death and stalls of everyone.      *)
(* Assumed, not checked: the store contracts (contract/), and of Lance     *)
(*   besides: an overwrite is refused above another overwrite only, and    *)
(*   refuses an append prepared below it; a commit returns the version it  *)
(*   landed on; the manifest is a true compare-and-set.                    *)
(* Out of scope: branches, clean-up of old versions, power loss, lost      *)
(*   answers, retries of a refused commit, queues inside one process.      *)
(*                                                                         *)
(* Atomic steps: one store call each, with three exceptions that favour    *)
(*   the design, so that every counterexample stands without them.  Enter  *)
(*   lists the sidecars and reads manifest and HEADs at once; classifying  *)
(*   reads one sidecar, manifest and HEADs at once (and lists, unless      *)
(*   ListThenRead); a Restore returns its version.                         *)
(* A feature that the scenario or a constant leaves out costs no states.   *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, LanceTable, CreateIfAbsent

CONSTANTS
    Scenario,       \* which operations there are: see ScenarioOf
    Variant,        \* "BeforeFix", "AsProposed" or "AsMerged"
    NumSweeps,      \* how many opens
    Running,        \* the opens in RollForwardOnly mode; the others are Full
    Overlap,        \* a subset of {"writers", "sweeps", "beside", "race"}: writers
                    \* beside writers, sweeps beside sweeps, sweeps beside writers;
                    \* race: all sweeps start before any of them publishes
    MaxCrashes,     \* how many sweeps may die
    ListThenRead,   \* sidecars are listed first and read one by one later
    Foreign,        \* "none", "otherRoot" or "newerFormat": a stray sidecar
    RefusesDrift    \* a writer refuses a table whose HEAD is not its pin

(***************************************************************************)
(* Faults: what section 2 does not say, or forbids.  FALSE is section 2.   *)
(***************************************************************************)
CONSTANTS
    NotHealFirst,           \* writers do not look for pending sidecars
    PublishWithoutExpected, \* the highest version wins
    IndexInsideCommit,      \* a second commit between table and publish
    SchemaPrePass,          \* schema files are promoted before classifying
    SchemaLock              \* schema changes hold a lock beside the sidecar

(***************************************************************************)
(* Scenarios                                                               *)
(***************************************************************************)

\* plan: the tables updated, in commit order; adds, drops: tables that come and
\* go; commits: per table; replaces: writes a whole table anew, from what it
\* read; schema: brings schema files; dies: "never", "anywhere" or before what.
Change(plan) ==
    [plan |-> plan, kind |-> "Mutation", adds |-> {}, drops |-> {}, commits |-> 1,
     replaces |-> FALSE, schema |-> FALSE, dies |-> "never"]
Dying(at, op) == [op EXCEPT !.dies = at]
Kind(kind, commits, op) == [op EXCEPT !.kind = kind, !.commits = commits]
Replacing(op) == [op EXCEPT !.replaces = TRUE]
SchemaChange(plan, adds, drops) ==
    [Change(plan) EXCEPT !.kind = "SchemaApply", !.adds = adds, !.drops = drops]

ScenarioOf ==
    CASE Scenario = "CompleteThenDead" -> <<Dying("publish", Change(<<1, 2>>))>>
      [] Scenario = "OneTableThenDead" -> <<Dying("publish", Change(<<1>>))>>
      [] Scenario = "DiesAnywhere"     -> <<Dying("anywhere", Change(<<1, 2>>))>>
      [] Scenario = "Lives"            -> <<Change(<<1, 2>>)>>
      [] Scenario = "LivesOneTable"    -> <<Change(<<1>>)>>
      [] Scenario = "LooseTwoCommits"  ->
             <<Dying("anywhere", Kind("SchemaApply", 2, Change(<<1>>)))>>
      [] Scenario = "Confirmed"        ->
             <<Dying("anywhere", Kind("BranchMerge", 2, Change(<<1>>)))>>
      [] Scenario = "ConfirmedLives"   -> <<Kind("BranchMerge", 2, Change(<<1>>))>>
      [] Scenario = "OneTableTwice"    -> <<Change(<<1>>), Change(<<1>>)>>
      [] Scenario = "NarrowThenWide"   -> <<Change(<<1>>), Change(<<1, 2>>)>>
      [] Scenario = "ArmedThenDead"    -> <<Dying("commit", Change(<<1>>)), Change(<<1>>)>>
      [] Scenario = "Ghost"            ->
             <<Dying("commit", Change(<<1>>)), Dying("anywhere", Change(<<1, 2>>))>>
      [] Scenario = "WideThenNarrow"   -> <<Change(<<1, 2>>), Change(<<1>>)>>
      [] Scenario = "Replacement"      -> <<Change(<<1>>), Replacing(Change(<<1>>))>>
      [] Scenario = "DeadThenReplaced" ->
             <<Dying("publish", Change(<<1>>)), Replacing(Change(<<1>>))>>
      [] Scenario = "MergedThenReplaced" ->
             <<Dying("publish", Kind("BranchMerge", 1, Change(<<1>>))), Replacing(Change(<<1>>))>>
      [] Scenario = "DieAnywhere"      ->
             <<Dying("anywhere", Change(<<1, 2>>)), Dying("anywhere", Change(<<1>>))>>
      [] Scenario = "SchemaFiles"      ->
             <<Dying("anywhere", [SchemaChange(<<1>>, {}, {}) EXCEPT !.schema = TRUE])>>
      [] Scenario = "AddAndDrop"       -> <<Dying("anywhere", SchemaChange(<<1>>, {2}, {3}))>>
      [] Scenario = "AddOnly"          -> <<Dying("anywhere", SchemaChange(<<>>, {1}, {}))>>
      [] Scenario = "AddTwice"         ->
             <<Dying("anywhere", SchemaChange(<<1>>, {2}, {})), SchemaChange(<<1>>, {2}, {})>>

Ops == 1..Len(ScenarioOf)
Range(seq) == {seq[i] : i \in 1..Len(seq)}
PlanOf == [o \in Ops |-> ScenarioOf[o].plan]
KindOf == [o \in Ops |-> ScenarioOf[o].kind]
AddsOf == [o \in Ops |-> ScenarioOf[o].adds]
DropsOf == [o \in Ops |-> ScenarioOf[o].drops]
CommitsOf == [o \in Ops |-> ScenarioOf[o].commits]
UpdatesOf == [o \in Ops |-> Range(PlanOf[o])]
WritesOf == [o \in Ops |-> UpdatesOf[o] \cup AddsOf[o]]
TablesOf == [o \in Ops |-> WritesOf[o] \cup DropsOf[o]]
SchemaOps == {o \in Ops : ScenarioOf[o].schema}
Tables == UNION Range(TablesOf)
Created == UNION Range(AddsOf)

\* The commits of phase B, in order: added tables first.
Times(t, n) == [i \in 1..n |-> t]
RECURSIVE EachTimes(_, _)
EachTimes(plan, n) == IF plan = <<>> THEN <<>> ELSE Times(Head(plan), n) \o EachTimes(Tail(plan), n)
RECURSIVE InOrder(_)
Least(set) == CHOOSE x \in set : \A y \in set : x <= y
InOrder(set) == IF set = {} THEN <<>> ELSE <<Least(set)>> \o InOrder(set \ {Least(set)})

MatchOf ==
    [k \in {"Mutation", "Load"} |-> "Strict"] @@
    [k \in {"SchemaApply", "EnsureIndices", "Optimize"} |-> "Loose"] @@
    [k \in {"BranchMerge"} |-> "Confirmed"]

Strict(o) == MatchOf[KindOf[o]] = "Strict"
WorkOf ==
    [o \in Ops |-> InOrder(AddsOf[o]) \o
        EachTimes(PlanOf[o], IF IndexInsideCommit /\ Strict(o) THEN 2 ELSE CommitsOf[o])]

Sweeps == 1..NumSweeps
NoVersion == 0
ForeignOp == 9
Ids == IF Foreign = "none" THEN Ops ELSE Ops \cup {ForeignOp}

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    chain,      \* [Tables -> chain of LanceTable]
    manifest,   \* pins [Tables -> version], gone: the tables with a tombstone
    sidecars,   \* store of CreateIfAbsent: operation id -> sidecar
    audits,     \* [Ids -> Seq({"RolledForward", "RolledBack"})]
    schema,     \* the operations whose schema files are promoted
    lock        \* the holder of the schema lock, or NoOp

(***************************************************************************)
(* Protocol state of the processes; lost when they die                     *)
(***************************************************************************)
VARIABLES
    wpc,        \* [Ops -> where its writer stands]
    wexp,       \* [Ops -> pins its writer read]
    wbase,      \* [Ops -> HEADs it prepared against]
    wland,      \* [Ops -> versions its commits landed on]
    wdone,      \* [Ops -> commits done]
    sweep       \* [Sweeps -> record]

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    reply,      \* [Ops -> what its caller was told]
    decided,    \* [Ids -> every verdict that was published or audited]
    armed,      \* [Ops -> HEADs when its sidecar was first put]
    claims,     \* [Ops -> versions published in its name]
    wronged,    \* operations rolled back although they could be rolled forward
    converged,  \* operations that a sweep found converged
    needless    \* opens that failed over an operation that was settled

VARIABLE crashes

stores == <<chain, manifest, sidecars, audits, schema, lock>>
writers == <<wpc, wexp, wbase, wland, wdone>>
witnesses == <<reply, decided, armed, claims, wronged, converged, needless>>
vars == <<stores, writers, sweep, witnesses, crashes>>

\* todo: listed and not yet looked at; pre: schema files promoted in this pass;
\* side, seen: the sidecar and what it was classified from; back: restored.
IdleSweep == [pc |-> "idle", op |-> NoOp, todo |-> {}, pre |-> {}, side |-> Empty,
              seen |-> Empty, back |-> Empty, verdict |-> "none"]

Init ==
    /\ chain = [t \in Tables |-> IF t \in Created THEN <<>>
                                 ELSE <<Version(NoOp, NotARestore, <<>>)>>]
    /\ manifest = [pins |-> [t \in Tables |-> IF t \in Created THEN NoVersion ELSE 1],
                   gone |-> {}]
    /\ sidecars = Empty
    /\ audits = [o \in Ids |-> <<>>]
    /\ schema = {}
    /\ lock = NoOp
    /\ wpc = [o \in Ops |-> "start"]
    /\ wexp = [o \in Ops |-> Empty]
    /\ wbase = [o \in Ops |-> Empty]
    /\ wland = [o \in Ops |-> Empty]
    /\ wdone = [o \in Ops |-> 0]
    /\ sweep = [s \in Sweeps |-> IdleSweep]
    /\ reply = [o \in Ops |-> "none"]
    /\ decided = [o \in Ids |-> {}]
    /\ armed = [o \in Ops |-> Empty]
    /\ claims = [o \in Ops |-> Empty]
    /\ wronged = {}
    /\ converged = {}
    /\ needless = {}
    /\ crashes = 0

(***************************************************************************)
(* Pure decisions of the published design                                  *)
(***************************************************************************)

Classes == {"InvariantViolation", "NoMovement", "RolledPastExpected", "UnexpectedAtP1",
            "UnexpectedMultistep", "IncompletePhaseB"}

\* The classification table.  `was` is what the sidecar says of the table.
Classify(kind, head, pin, was) ==
    LET unexpected == IF head = pin + 1 THEN "UnexpectedAtP1" ELSE "UnexpectedMultistep" IN
    IF head < pin THEN "InvariantViolation"
    ELSE IF head = pin THEN "NoMovement"
    ELSE CASE MatchOf[kind] = "Strict" ->
                IF head = pin + 1 /\ was.expected = pin /\ was.post = head
                THEN "RolledPastExpected" ELSE unexpected
           [] MatchOf[kind] = "Loose" ->
                IF was.expected = pin THEN "RolledPastExpected" ELSE unexpected
           [] MatchOf[kind] = "Confirmed" ->
                IF was.confirmed = NoVersion THEN "IncompletePhaseB"
                ELSE IF was.confirmed = head /\ was.expected = pin THEN "RolledPastExpected"
                ELSE "UnexpectedMultistep"

\* Spot checks of the table, one for each of its cells that could be mistaken.
Was(expected, confirmed) == [expected |-> expected, post |-> expected + 1, confirmed |-> confirmed]
ASSUME
    /\ \A k \in DOMAIN MatchOf, head \in 0..4, pin \in 0..3, e \in 0..3, c \in 0..4 :
           Classify(k, head, pin, Was(e, c)) \in Classes
    /\ Classify("Load", 1, 2, Was(1, 0)) = "InvariantViolation"
    /\ Classify("Load", 3, 2, Was(2, 0)) = "RolledPastExpected"
    /\ Classify("Load", 3, 2, Was(1, 0)) = "UnexpectedAtP1"
    /\ Classify("Load", 4, 2, Was(2, 0)) = "UnexpectedMultistep"
    /\ Classify("Optimize", 4, 2, Was(2, 0)) = "RolledPastExpected"
    /\ Classify("Optimize", 3, 2, Was(1, 0)) = "UnexpectedAtP1"
    /\ Classify("Optimize", 4, 2, Was(1, 0)) = "UnexpectedMultistep"
    /\ Classify("BranchMerge", 3, 2, Was(2, 0)) = "IncompletePhaseB"
    /\ Classify("BranchMerge", 4, 2, Was(2, 3)) = "UnexpectedMultistep"
    /\ Classify("BranchMerge", 4, 2, Was(2, 4)) = "RolledPastExpected"

ClassOf(side, seen, t) == Classify(side.kind, seen.heads[t], seen.pins[t], side.pins[t])

\* All or nothing.  "stale": an earlier roll-forward is taken to have succeeded.
Decision(side, seen) ==
    LET classes == {ClassOf(side, seen, t) : t \in DOMAIN side.pins} IN
    IF "InvariantViolation" \in classes THEN "abort"
    ELSE IF classes \subseteq {"RolledPastExpected"} THEN "forward"
    ELSE IF /\ classes = {"NoMovement"}
            /\ \E t \in DOMAIN side.pins : seen.pins[t] > side.pins[t].expected
         THEN "stale"
    ELSE "back"

MovedTables(side, seen) == {t \in DOMAIN side.pins : ClassOf(side, seen, t) # "NoMovement"}

\* The pin of a table that has none, or is gone, counts as 0.
PinOf(m, t) == IF t \in m.gone THEN NoVersion ELSE m.pins[t]

\* What a sweep sees of the tables of a sidecar.
Seen(side) ==
    [heads |-> [t \in DOMAIN side.pins |-> HEAD(chain[t])],
     pins |-> [t \in DOMAIN side.pins |-> PinOf(manifest, t)],
     adds |-> {t \in side.adds : PinOf(manifest, t) = NoVersion},
     drops |-> {t \in side.drops : t \notin manifest.gone}]

\* Publish: every expected pin, or ExpectedVersionMismatch.
Expecting(expected) == \A t \in DOMAIN expected : PinOf(manifest, t) = expected[t]
Published(new, drops) ==
    [pins |-> [t \in Tables |-> IF t \in DOMAIN new THEN new[t] ELSE manifest.pins[t]],
     gone |-> manifest.gone \cup drops]

(***************************************************************************)
(* Helpers                                                                 *)
(***************************************************************************)

Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
Decide(o, verdict) == decided' = [decided EXCEPT ![o] = @ \cup {verdict}]
Claim(o, versions) == claims' = IF o \in Ops THEN [claims EXCEPT ![o] = versions @@ @] ELSE claims

InFlight(o) == wpc[o] \notin {"start", "done", "dead"}
Busy(s) == sweep[s].pc \notin {"idle", "rest", "failed", "dead"}

\* A writer that dies at `pc` takes no step there.
At(o, pc) == wpc[o] = pc /\ ScenarioOf[o].dies # pc

Changes(t, o) == {v \in 1..HEAD(chain[t]) : IsChangeOf(chain[t], v, o)}

\* Phase B is complete: all commits have landed, and are confirmed if they must be.
IsConfirmed(o) ==
    Exists(sidecars, o) /\ \A t \in UpdatesOf[o] : sidecars[o].pins[t].confirmed # NoVersion
Complete(o) ==
    /\ \A t \in WritesOf[o] : Cardinality(Changes(t, o)) >= CommitsOf[o]
    /\ MatchOf[KindOf[o]] = "Confirmed" => IsConfirmed(o)

PinnedRows(t) == Rows(chain[t], manifest.pins[t])
Occurrences(o, rows) == Cardinality({i \in 1..Len(rows) : rows[i] = o})
VisibleOn(o) ==
    {t \in WritesOf[o] : o \in Range(PinnedRows(t))} \cup (DropsOf[o] \cap manifest.gone)
Visible(o) == VisibleOn(o) = TablesOf[o]

(***************************************************************************)
(* The writer                                                              *)
(***************************************************************************)

Forget(o) ==
    /\ wbase' = [wbase EXCEPT ![o] = Empty]
    /\ wland' = [wland EXCEPT ![o] = Empty]
    /\ wdone' = [wdone EXCEPT ![o] = 0]

\* Heal-first: a writer begins when no sidecar is pending (until then it heals,
\* which is an open in RollForwardOnly mode, or refuses, which is not to begin).
Enter(o) ==
    /\ At(o, "start")
    /\ NotHealFirst \/ sidecars = Empty
    /\ "writers" \in Overlap \/ \A p \in Ops : ~InFlight(p)
    /\ "beside" \in Overlap \/ \A s \in Sweeps : ~Busy(s)
    /\ \A t \in AddsOf[o] : PinOf(manifest, t) = NoVersion
    /\ \A t \in UpdatesOf[o] \cup DropsOf[o] : PinOf(manifest, t) # NoVersion
    /\ RefusesDrift => \A t \in UpdatesOf[o] : HEAD(chain[t]) = manifest.pins[t]
    /\ wexp' = [wexp EXCEPT ![o] = [t \in TablesOf[o] |-> PinOf(manifest, t)]]
    /\ wbase' = [wbase EXCEPT ![o] = [t \in WritesOf[o] |-> HEAD(chain[t])]]
    /\ Goto(o, IF SchemaLock /\ o \in SchemaOps THEN "lock" ELSE "arm")
    /\ UNCHANGED <<stores, wland, wdone, sweep, witnesses, crashes>>

\* Fault only: the schema lock is a second store, taken before phase A.
LockSchema(o) ==
    /\ At(o, "lock")
    /\ lock = NoOp
    /\ lock' = o
    /\ Goto(o, "arm")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, schema, wexp, wbase, wland, wdone,
                   sweep, witnesses, crashes>>

Sidecar(o, confirmed) ==
    [op |-> o, kind |-> KindOf[o],
     pins |-> [t \in UpdatesOf[o] |->
                  [expected |-> wexp[o][t], post |-> wexp[o][t] + 1,
                   confirmed |-> IF confirmed THEN wland[o][t] ELSE NoVersion]],
     adds |-> AddsOf[o], drops |-> DropsOf[o]]

AfterCommits(o) == IF MatchOf[KindOf[o]] = "Confirmed" THEN "confirm" ELSE "publish"

\* Phase A: the sidecar is put before any table moves.
ArmSidecar(o) ==
    /\ At(o, "arm")
    /\ sidecars' = Create(sidecars, o, Sidecar(o, FALSE))
    /\ armed' = [armed EXCEPT ![o] = [t \in WritesOf[o] |-> HEAD(chain[t])]]
    /\ Goto(o, IF WorkOf[o] = <<>> THEN "publish" ELSE "commit")
    /\ UNCHANGED <<chain, manifest, audits, schema, lock, wexp, wbase, wland, wdone, sweep,
                   reply, decided, claims, wronged, converged, needless, crashes>>

NextTable(o) == WorkOf[o][wdone[o] + 1]

\* What Lance does not refuse.  A replacement is prepared against the pin, whose
\* rows it read; an append against the HEAD that its writer found.
ReplacedAbove(t, v) ==
    \E w \in (v + 1)..HEAD(chain[t]) :
        chain[t][w].op \in Ops /\ ScenarioOf[chain[t][w].op].replaces
Accepted(o, t) ==
    IF t \in AddsOf[o] THEN chain[t] = <<>>
    ELSE IF ScenarioOf[o].replaces THEN ~ReplacedAbove(t, wexp[o][t])
    ELSE Accepts(chain[t], wbase[o][t], "Append") /\ ~ReplacedAbove(t, wbase[o][t])

\* An index, built by a second commit, holds no rows of its own.
IsIndex(o, t) == IndexInsideCommit /\ Strict(o) /\ Changes(t, o) # {}
NewVersion(o, t) ==
    IF ScenarioOf[o].replaces
    THEN Append(chain[t], Version(o, NotARestore, Append(Rows(chain[t], wexp[o][t]), o)))
    ELSE IF IsIndex(o, t)
    THEN Append(chain[t], Version(o, NotARestore, Rows(chain[t], HEAD(chain[t]))))
    ELSE CommitTo(chain[t], o, "Append")

\* Phase B: one commit; Lance rebases an append silently.
CommitTable(o) ==
    /\ At(o, "commit")
    /\ LET t == NextTable(o) IN
        /\ Accepted(o, t)
        /\ chain' = [chain EXCEPT ![t] = NewVersion(o, t)]
        /\ wland' = [wland EXCEPT ![o] = (t :> HEAD(chain[t]) + 1) @@ @]
    /\ wdone' = [wdone EXCEPT ![o] = @ + 1]
    /\ Goto(o, IF wdone[o] + 1 < Len(WorkOf[o]) THEN "commit" ELSE AfterCommits(o))
    /\ UNCHANGED <<manifest, sidecars, audits, schema, lock, wexp, wbase, sweep, witnesses,
                   crashes>>

\* Phase B fails loudly; the sidecar stays for recovery.
CommitRefused(o) ==
    /\ At(o, "commit")
    /\ ~Accepted(o, NextTable(o))
    /\ Goto(o, "done")
    /\ Tell(o, "failed")
    /\ Forget(o)
    /\ UNCHANGED <<stores, wexp, sweep, decided, armed, claims, wronged, converged, needless,
                   crashes>>

\* Confirmed kinds put their sidecar again, with the versions they reached.
ConfirmSidecar(o) ==
    /\ At(o, "confirm")
    /\ sidecars' = (o :> Sidecar(o, TRUE)) @@ sidecars
    /\ Goto(o, "publish")
    /\ UNCHANGED <<chain, manifest, audits, schema, lock, wexp, wbase, wland, wdone, sweep,
                   witnesses, crashes>>

Highest(a, b) == IF a > b THEN a ELSE b
OwnVersions(o) ==
    [t \in WritesOf[o] |->
        IF PublishWithoutExpected THEN Highest(wland[o][t], manifest.pins[t]) ELSE wland[o][t]]
MayPublish(o) == PublishWithoutExpected \/ Expecting(wexp[o])

\* Phase C, won: the caller is told so.
Publish(o) ==
    /\ At(o, "publish")
    /\ MayPublish(o)
    /\ manifest' = Published(OwnVersions(o), DropsOf[o])
    /\ Decide(o, "COMMITTED")
    /\ Claim(o, OwnVersions(o))
    /\ Tell(o, "ok")
    /\ Goto(o, IF o \in SchemaOps THEN "promote" ELSE "cleanup")
    /\ Forget(o)
    /\ UNCHANGED <<chain, sidecars, audits, schema, lock, wexp, sweep, armed, wronged,
                   converged, needless, crashes>>

\* Phase C, lost: a genuine conflict fails loudly; the sidecar stays.
LosePublish(o) ==
    /\ At(o, "publish")
    /\ ~MayPublish(o)
    /\ Goto(o, "done")
    /\ Tell(o, "failed")
    /\ Forget(o)
    /\ UNCHANGED <<stores, wexp, sweep, decided, armed, claims, wronged, converged, needless,
                   crashes>>

\* After its publish a schema change promotes the files it had staged.
PromoteSchema(o) ==
    /\ At(o, "promote")
    /\ schema' = schema \cup {o}
    /\ Goto(o, "cleanup")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, lock, wexp, wbase, wland, wdone, sweep,
                   witnesses, crashes>>

Unlock(o) == lock' = IF lock = o THEN NoOp ELSE lock

\* Phase D.
DeleteSidecar(o) ==
    /\ At(o, "cleanup")
    /\ sidecars' = Delete(sidecars, o)
    /\ Unlock(o)
    /\ Goto(o, "done")
    /\ UNCHANGED <<chain, manifest, audits, schema, wexp, wbase, wland, wdone, sweep,
                   witnesses, crashes>>

\* The process of a writer dies where the scenario says so.
CrashWriter(o) ==
    /\ ScenarioOf[o].dies \in {"anywhere", wpc[o]}
    /\ InFlight(o)
    /\ Goto(o, "dead")
    /\ Forget(o)
    /\ UNCHANGED <<stores, wexp, sweep, witnesses, crashes>>

(***************************************************************************)
(* The sweep: recovery at open                                             *)
(***************************************************************************)

SetSweep(s, record) == sweep' = [sweep EXCEPT ![s] = record]
Rest(s) == [IdleSweep EXCEPT !.pc = "rest", !.todo = sweep[s].todo \ {sweep[s].op},
                             !.pre = sweep[s].pre]
Dead(pc, o) == [IdleSweep EXCEPT !.pc = pc, !.op = o]
Finish(s, pc, verdict) ==
    [Rest(s) EXCEPT !.pc = pc, !.op = sweep[s].op, !.todo = sweep[s].todo, !.verdict = verdict]

\* Sweeps are alike, so they start in order.
MayStart(s) ==
    /\ sweep[s].pc = "idle"
    /\ IF s = 1 THEN TRUE
       ELSE sweep[s - 1].pc # "idle" /\ ("sweeps" \in Overlap \/ ~Busy(s - 1))
Alone == "beside" \in Overlap \/ \A o \in Ops : ~InFlight(o)

Unreadable == Foreign = "newerFormat" /\ Exists(sidecars, ForeignOp)

\* The manifest reflects the operation, one way or the other.
Settled(o) ==
    \/ ~Exists(sidecars, o)
    \/ "ABORTED" \in decided[o]
    \/ o \in Ops /\ Visible(o)

\* An error: the open ends, the sidecar stays.
Fail(s, o) ==
    /\ SetSweep(s, Dead("failed", o))
    /\ needless' = IF Settled(o) THEN needless \cup {s} ELSE needless

\* The sidecars are listed; each is read when its turn comes.
SweepList(s) ==
    /\ ListThenRead
    /\ MayStart(s) /\ Alone
    /\ sidecars # Empty /\ ~Unreadable
    /\ SetSweep(s, [IdleSweep EXCEPT !.pc = "rest", !.todo = List(sidecars)])
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* A sidecar of a newer format cannot be read: fail rather than guess.
SweepCannotRead(s) ==
    /\ MayStart(s)
    /\ Unreadable
    /\ Fail(s, ForeignOp)
    /\ UNCHANGED <<stores, writers, reply, decided, armed, claims, wronged, converged, crashes>>

\* A listed sidecar is gone when it is read; any other error propagates.
SweepMissesSidecar(s, o) ==
    /\ sweep[s].pc = "rest" /\ o \in sweep[s].todo
    /\ ~Exists(sidecars, o)
    /\ IF ListThenRead THEN Fail(s, o)
       ELSE SetSweep(s, [sweep[s] EXCEPT !.todo = @ \ {o}]) /\ UNCHANGED needless
    /\ UNCHANGED <<stores, writers, reply, decided, armed, claims, wronged, converged, crashes>>

\* The pass would roll forward, or find that an earlier one has.
Promotable(o) ==
    /\ o \in SchemaOps \ schema
    /\ Exists(sidecars, o)
    /\ Decision(sidecars[o], Seen(sidecars[o])) \in {"forward", "stale"}

\* Fault only: the pass promotes staged schema files before it classifies.
SweepPrePass(s) ==
    /\ SchemaPrePass
    /\ MayStart(s) /\ Alone
    /\ LET staged == {o \in Ops : Promotable(o)} IN
        /\ staged # {}
        /\ schema' = schema \cup staged
        /\ SetSweep(s, [IdleSweep EXCEPT !.pc = "passed", !.todo = List(sidecars), !.pre = staged])
    /\ UNCHANGED <<chain, manifest, sidecars, audits, lock, writers, witnesses, crashes>>

AfterForward(o) == IF o \in SchemaOps /\ ~SchemaPrePass THEN "promote" ELSE "audit"

\* With the pre-pass, only what it promoted in this pass may roll forward.
Act(s, o, side, seen) ==
    LET decision == Decision(side, seen) IN
    IF decision = "forward" /\ SchemaPrePass /\ o \in SchemaOps \ sweep[s].pre THEN "back"
    ELSE decision

\* Classify every table of one sidecar, decide for all of them.
SweepClassify(s, o) ==
    /\ \/ MayStart(s) /\ ~ListThenRead
       \/ sweep[s].pc \in {"rest", "passed"} /\ o \in sweep[s].todo
    /\ Alone
    /\ Exists(sidecars, o) /\ ~Unreadable
    /\ SchemaPrePass /\ sweep[s].pc = "idle" => \A p \in Ops : ~Promotable(p)
    /\ LET side == sidecars[o]
           seen == Seen(side)
           act == Act(s, o, side, seen)
           first == sweep[s].pc = "idle"
           here == [sweep[s] EXCEPT !.op = o, !.todo = IF first THEN List(sidecars) ELSE @]
           known == [here EXCEPT !.side = side, !.seen = seen]
           full == s \notin Running
           closing(pc, verdict) == [here EXCEPT !.pc = pc, !.verdict = verdict]
       IN
        IF act = "abort" /\ full THEN Fail(s, o)
        ELSE
          /\ UNCHANGED needless
          /\ SetSweep(s,
               IF act = "forward" THEN [known EXCEPT !.pc = "forward"]
               ELSE IF act = "stale" THEN closing(AfterForward(o), "RolledForward")
               ELSE IF ~full THEN [IdleSweep EXCEPT !.pc = "rest", !.todo = here.todo \ {o}]
               ELSE IF MovedTables(side, seen) = {} THEN closing("audit", "RolledBack")
               ELSE [known EXCEPT !.pc = "restore"])
    /\ UNCHANGED <<stores, writers, reply, decided, armed, claims, wronged, converged, crashes>>

\* Roll forward publishes the HEADs seen, at the sidecar's expected pins, with
\* the added tables that were not registered and the dropped ones still there.
ExpectedBy(s) ==
    LET side == sweep[s].side IN
    [t \in DOMAIN side.pins |-> side.pins[t].expected] @@
    [t \in sweep[s].seen.adds |-> NoVersion]
Registrable(s) == \A t \in sweep[s].seen.adds : chain[t] # <<>>
Parked == "race" \in Overlap /\ \E s \in Sweeps : sweep[s].pc = "idle"
MayRollForward(s) == Expecting(ExpectedBy(s)) /\ sweep[s].seen.drops \cap manifest.gone = {}
NewPins(s) == sweep[s].seen.heads @@ [t \in sweep[s].seen.adds |-> HEAD(chain[t])]

\* Roll forward: one publish.
SweepRollForward(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "forward"
    /\ ~Parked
    /\ Registrable(s)
    /\ MayRollForward(s)
    /\ manifest' = Published(NewPins(s), sweep[s].seen.drops)
    /\ Decide(o, "COMMITTED")
    /\ Claim(o, NewPins(s))
    /\ SetSweep(s, Finish(s, AfterForward(o), "RolledForward"))
    /\ UNCHANGED <<chain, sidecars, audits, schema, lock, writers, reply, armed, wronged,
                   converged, needless, crashes>>

\* An added table that was never created has no version to register.
SweepCannotRegister(s) ==
    /\ sweep[s].pc = "forward"
    /\ ~Registrable(s)
    /\ Fail(s, sweep[s].op)
    /\ UNCHANGED <<stores, writers, reply, decided, armed, claims, wronged, converged, crashes>>

\* ExpectedVersionMismatch.  Before the fix it failed the open.
SweepLoseRollForward(s) ==
    /\ sweep[s].pc = "forward"
    /\ Registrable(s)
    /\ ~MayRollForward(s)
    /\ IF Variant = "BeforeFix" THEN Fail(s, sweep[s].op)
       ELSE SetSweep(s, [sweep[s] EXCEPT !.pc = "lost"]) /\ UNCHANGED needless
    /\ UNCHANGED <<stores, writers, reply, decided, armed, claims, wronged, converged, crashes>>

\* Every pinned table at or past the HEAD seen, added tables registered,
\* dropped ones gone.
Reflected(s) ==
    /\ \A t \in DOMAIN sweep[s].side.pins : PinOf(manifest, t) >= sweep[s].seen.heads[t]
    /\ \A t \in sweep[s].side.adds : PinOf(manifest, t) # NoVersion
    /\ sweep[s].side.drops \subseteq manifest.gone

\* Converge: the manifest, read again, reflects the sidecar.
SweepConverge(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "lost"
    /\ Reflected(s)
    /\ SetSweep(s, Finish(s, IF Variant = "AsMerged" THEN "check" ELSE AfterForward(o),
                          "RolledForward"))
    /\ converged' = converged \cup {o}
    /\ UNCHANGED <<stores, writers, reply, decided, armed, claims, wronged, needless, crashes>>

\* Defer: leave the sidecar to the next pass.
SweepDefer(s) ==
    /\ sweep[s].pc = "lost"
    /\ ~Reflected(s)
    /\ SetSweep(s, Rest(s))
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* As merged: whoever deleted the sidecar has audited, so there is no need to.
SweepCheckSidecar(s) ==
    /\ sweep[s].pc = "check"
    /\ SetSweep(s, IF Exists(sidecars, sweep[s].op)
                   THEN [sweep[s] EXCEPT !.pc = AfterForward(sweep[s].op)]
                   ELSE Rest(s))
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* A schema change that was rolled forward gets its schema files promoted.
SweepPromoteSchema(s) ==
    /\ sweep[s].pc = "promote"
    /\ schema' = schema \cup {sweep[s].op}
    /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "audit"])
    /\ UNCHANGED <<chain, manifest, sidecars, audits, lock, writers, witnesses, crashes>>

ToRestore(s) == MovedTables(sweep[s].side, sweep[s].seen) \ DOMAIN sweep[s].back

\* Roll back: Restore each moved table to the pin it was classified with.
SweepRestoreTable(s) ==
    /\ sweep[s].pc = "restore"
    /\ LET t == Least(ToRestore(s))
           restored == Restore(chain[t], sweep[s].seen.pins[t])
       IN
        /\ chain' = [chain EXCEPT ![t] = restored]
        /\ SetSweep(s, [sweep[s] EXCEPT !.back = (t :> Len(restored)) @@ @,
                                        !.pc = IF ToRestore(s) = {t} THEN "back" ELSE "restore"])
    /\ UNCHANGED <<manifest, sidecars, audits, schema, lock, writers, witnesses, crashes>>

RestoredFrom(s) == [t \in DOMAIN sweep[s].back |-> sweep[s].seen.pins[t]]

\* Roll back: publish the restored versions at the pins it was classified with.
SweepRollBack(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "back"
    /\ Expecting(RestoredFrom(s))
    /\ manifest' = Published(sweep[s].back, {})
    /\ Decide(o, "ABORTED")
    /\ wronged' = IF o \in Ops /\ Complete(o) /\ Expecting(wexp[o])
                  THEN wronged \cup {o} ELSE wronged
    /\ SetSweep(s, Finish(s, "audit", "RolledBack"))
    /\ UNCHANGED <<chain, sidecars, audits, schema, lock, writers, reply, armed, claims,
                   converged, needless, crashes>>

\* Converge-or-defer covers roll-forward only: this loss propagates.
SweepLoseRollBack(s) ==
    /\ sweep[s].pc = "back"
    /\ ~Expecting(RestoredFrom(s))
    /\ Fail(s, sweep[s].op)
    /\ UNCHANGED <<stores, writers, reply, decided, armed, claims, wronged, converged, crashes>>

\* The audit is appended.
SweepAudit(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "audit"
    /\ audits' = [audits EXCEPT ![o] = Append(@, sweep[s].verdict)]
    /\ Decide(o, IF sweep[s].verdict = "RolledForward" THEN "COMMITTED" ELSE "ABORTED")
    /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "delete"])
    /\ UNCHANGED <<chain, manifest, sidecars, schema, lock, writers, reply, armed, claims,
                   wronged, converged, needless, crashes>>

\* The sidecar is deleted, and with it whatever it guarded.
SweepDeleteSidecar(s) ==
    /\ sweep[s].pc = "delete"
    /\ sidecars' = Delete(sidecars, sweep[s].op)
    /\ Unlock(sweep[s].op)
    /\ SetSweep(s, Rest(s))
    /\ UNCHANGED <<chain, manifest, audits, schema, writers, witnesses, crashes>>

\* The process of a sweep dies; another open comes later.
CrashSweep(s) ==
    /\ crashes < MaxCrashes
    /\ Busy(s)
    /\ crashes' = crashes + 1
    /\ SetSweep(s, Dead("dead", NoOp))
    /\ UNCHANGED <<stores, writers, witnesses>>

(***************************************************************************)
(* The environment                                                         *)
(***************************************************************************)

\* A sidecar that is not ours, or not of our format, turns up in the folder.
ForeignSidecarArrives ==
    /\ Foreign # "none"
    /\ ~Exists(sidecars, ForeignOp)
    /\ audits[ForeignOp] = <<>>
    /\ \A s \in Sweeps : sweep[s].pc = "idle"
    /\ sidecars' = Create(sidecars, ForeignOp,
                          [op |-> ForeignOp, kind |-> "Mutation", pins |-> (1 :> Was(1, NoVersion)),
                           adds |-> {}, drops |-> {}])
    /\ UNCHANGED <<chain, manifest, audits, schema, lock, writers, sweep, witnesses, crashes>>

Next ==
    \/ \E o \in Ops :
        \/ Enter(o) \/ LockSchema(o) \/ ArmSidecar(o) \/ CommitTable(o) \/ CommitRefused(o)
        \/ ConfirmSidecar(o) \/ Publish(o) \/ LosePublish(o) \/ PromoteSchema(o)
        \/ DeleteSidecar(o) \/ CrashWriter(o)
    \/ \E s \in Sweeps :
        \/ SweepList(s) \/ SweepCannotRead(s) \/ SweepPrePass(s)
        \/ \E o \in Ids : SweepMissesSidecar(s, o) \/ SweepClassify(s, o)
        \/ SweepRollForward(s) \/ SweepCannotRegister(s) \/ SweepLoseRollForward(s)
        \/ SweepConverge(s) \/ SweepDefer(s) \/ SweepCheckSidecar(s) \/ SweepPromoteSchema(s)
        \/ SweepRestoreTable(s) \/ SweepRollBack(s) \/ SweepLoseRollBack(s)
        \/ SweepAudit(s) \/ SweepDeleteSidecar(s) \/ CrashSweep(s)
    \/ ForeignSidecarArrives

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Safety.  Invariants read stores and witnesses.                          *)
(***************************************************************************)

TypeOK ==
    /\ \A t \in Tables : manifest.pins[t] \in 0..HEAD(chain[t])
    /\ manifest.gone \subseteq Tables
    /\ DOMAIN sidecars \subseteq Ids
    /\ \A o \in DOMAIN sidecars : sidecars[o].op = o /\ sidecars[o].kind \in DOMAIN MatchOf
    /\ \A o \in Ids : Range(audits[o]) \subseteq {"RolledForward", "RolledBack"}
    /\ \A s \in Sweeps : sweep[s].todo \subseteq Ids
    /\ schema \subseteq SchemaOps /\ lock \in Ops \cup {NoOp}

\* INV PinExact: a pinned version holds exactly the operations that were
\* published on its table, with all of their commits.
PinExact ==
    \A t \in Tables : \A o \in Ops :
        Occurrences(o, PinnedRows(t)) =
            IF claims[o] # Empty /\ t \in WritesOf[o] THEN CommitsOf[o] ELSE 0

\* INV AtomicVisibility: an operation is visible on all of its tables or on none.
AtomicVisibility == \A o \in Ops : VisibleOn(o) \in {{}, TablesOf[o]}

\* INV WholeChange: of a table's commits by one operation, all are visible or none.
WholeChange ==
    \A o \in Ops : \A t \in WritesOf[o] : Occurrences(o, PinnedRows(t)) \in {0, CommitsOf[o]}

\* INV AckedIsVisible: what was acknowledged is visible.
AckedIsVisible == \A o \in Ops : reply[o] = "ok" => Visible(o)

\* INV FailedIsInvisible: what was reported failed is not visible.
FailedIsInvisible == \A o \in Ops : reply[o] = "failed" => VisibleOn(o) = {}

\* INV DecisionStable: an operation is never decided both ways.
DecisionStable == \A o \in Ops : Cardinality(decided[o]) <= 1

\* INV AuditAtMostOnce: an operation has at most one audit record.
AuditAtMostOnce == \A o \in Ops : Len(audits[o]) <= 1

\* INV AuditTruth: audited as rolled forward means visible, as rolled back not.
AuditTruth ==
    \A o \in Ops :
        /\ "RolledForward" \in Range(audits[o]) => Visible(o)
        /\ "RolledBack" \in Range(audits[o]) => VisibleOn(o) = {}

\* INV EffectAfterIntent: a table moves for an operation only when its sidecar
\* stands or it is decided, and what is published in its name was committed
\* after its sidecar was put.
EffectAfterIntent ==
    \A o \in Ops :
        /\ \/ Exists(sidecars, o) \/ decided[o] # {}
           \/ \A t \in WritesOf[o] : Changes(t, o) = {}
        /\ \A t \in DOMAIN claims[o] : claims[o][t] > armed[o][t]

\* INV OpenSurvivesConvergence: no open fails over an operation that the
\* manifest already reflects, or whose sidecar is gone.
OpenSurvivesConvergence == needless = {}

\* INV SchemaDataAgreement: once the sidecar of a schema change is gone, its
\* schema files are promoted exactly if its data is visible.
SchemaDataAgreement ==
    \A o \in SchemaOps : ~Exists(sidecars, o) => (o \in schema <=> Visible(o))

\* INV CompleteIsNotRolledBack: no operation is rolled back when all of its
\* commits have landed and its expected pins still hold.
CompleteIsNotRolledBack == wronged = {}

\* INV SidecarIsOurs: nothing is done in the name of a sidecar that is not ours.
SidecarIsOurs == \A o \in Ids \ Ops : audits[o] = <<>> /\ decided[o] = {}

Quiet == (\A o \in Ops : ~InFlight(o)) /\ (\A s \in Sweeps : ~Busy(s))
Unguarded(t) == \A o \in DOMAIN sidecars : t \notin DOMAIN sidecars[o].pins

\* Five ways in which nobody can ever go on.
LockLeftBehind == lock # NoOp /\ wpc[lock] = "dead" /\ ~Exists(sidecars, lock)
UnreadableForEver ==
    Unreadable /\ \E s \in Sweeps : sweep[s].pc = "failed" /\ sweep[s].op = ForeignOp
UnregistrableForEver ==
    \E s \in Sweeps : LET o == sweep[s].op IN
        /\ sweep[s].pc = "failed" /\ o \in Ops /\ wpc[o] = "dead" /\ Exists(sidecars, o)
        /\ \E t \in sidecars[o].adds : chain[t] = <<>>
DriftForEver ==
    /\ RefusesDrift /\ Quiet
    /\ \E t \in Tables :
        manifest.pins[t] \notin {NoVersion, HEAD(chain[t])} /\ Unguarded(t)
OrphanForEver ==
    Quiet /\ \E o \in Ops : \E t \in AddsOf[o] :
        /\ reply[o] = "failed" /\ chain[t] # <<>> /\ PinOf(manifest, t) = NoVersion
        /\ \A p \in DOMAIN sidecars : Changes(t, p) = {}

\* INV NoPermanentWedge: no state is reached from which some table, schema or
\* open can never go on, whoever comes.
NoPermanentWedge ==
    /\ ~LockLeftBehind
    /\ ~UnreadableForEver
    /\ ~UnregistrableForEver
    /\ ~DriftForEver
    /\ ~OrphanForEver

\* INV ConvergenceSound: where a sweep found an operation converged, it is visible.
ConvergenceSound == \A o \in converged : o \in Ops => Visible(o)

(***************************************************************************)
(* Refinement: for operations that append once to each of their tables     *)
(***************************************************************************)
Abstract == INSTANCE AtomicCommit WITH
    InitialRows <- [t \in Tables |-> <<>>],
    EffectOf <- [o \in Ops |-> [t \in TablesOf[o] |-> "adds"]],
    SourceOf <- [o \in Ops |-> ""],
    SequenceOf <- [o \in Ops |-> 0],
    NoSource <- "",
    DroppableOf <- [o \in Ops |-> {}],
    NameOf <- [t \in Tables |-> t],
    ReadsOf <- [o \in Ops |-> {}],
    OnSnapshot <- {},
    complete <- {},
    doubted <- {},
    visible <- [t \in Tables |-> PinnedRows(t)],
    based <- [o \in Ops |-> IF wexp[o] = Empty THEN <<>>
                            ELSE [t \in TablesOf[o] |-> Rows(chain[t], wexp[o][t])]],
    verdict <- [o \in Ops |-> IF "COMMITTED" \in decided[o] THEN "COMMITTED"
                              ELSE IF "ABORTED" \in decided[o] \/ reply[o] = "failed" THEN "ABORTED"
                              ELSE "none"],
    reply <- reply

\* PROP RefinesAtomicCommit: every step is a step of AtomicCommit or invisible; of the
\* weaker contract, without a reason for an abort.
RefinesAtomicCommit == Abstract!SpecAtWill

(***************************************************************************)
(* Situations that must be reachable                                       *)
(***************************************************************************)

\* REACH CommitsAlone: operation 1 is acknowledged and tidied up undisturbed.
CommitsAlone == wpc[1] = "done" /\ reply[1] = "ok" /\ ~Exists(sidecars, 1)
NeverCommitsAlone == ~CommitsAlone

\* REACH SweepConverges: a sweep has lost its publish to one with the same goal.
SweepConverges == \E s \in Sweeps : sweep[s].pc = "lost" /\ Reflected(s)
NeverSweepConverges == ~SweepConverges

\* REACH SweepDefers: a sweep has lost its publish and the goal is not reached.
SweepDefers == \E s \in Sweeps : sweep[s].pc = "lost" /\ ~Reflected(s)
NeverSweepDefers == ~SweepDefers

\* REACH RollBackBeatsOwner: an owner, all of whose commits landed, lost to a roll-back.
RollBackBeatsOwner == \E o \in Ops : reply[o] = "failed" /\ "ABORTED" \in decided[o] /\ Complete(o)
NeverRollBackBeatsOwner == ~RollBackBeatsOwner

\* REACH SweepsDisagree: one sweep rolls an operation forward while another rolls it back.
SweepsDisagree ==
    \E r, s \in Sweeps :
        /\ sweep[r].op = sweep[s].op
        /\ sweep[r].pc = "forward" /\ sweep[s].pc \in {"restore", "back"}
NeverSweepsDisagree == ~SweepsDisagree

\* REACH RunningLeavesPartial: a RollForwardOnly open leaves a partial operation alone.
RunningLeavesPartial ==
    \E s \in Running, o \in Ops :
        /\ sweep[s].pc = "rest" /\ Exists(sidecars, o)
        /\ wpc[o] = "dead" /\ ~Complete(o)
NeverRunningLeavesPartial == ~RunningLeavesPartial
=============================================================================
