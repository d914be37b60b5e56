----------------------------- MODULE Inductive -----------------------------
(***************************************************************************)
(* An inductive invariant of Rollforward, checked from states drawn at     *)
(* random.                                                                 *)
(*                                                                         *)
(* Modelled: every state that satisfies Inv, reachable or not: any chains  *)
(*   up to a length, any pins, decisions, sidecars and audits over them,   *)
(*   writers, sweeps and calls without an answer at any stage.  A sample   *)
(*   of them is drawn; from each, every step of Next is taken once.        *)
(* Assumed, not checked: what Rollforward assumes; that a dataset which is *)
(*   created is created by one operation only (true of every scenario).    *)
(* Out of scope: a proof.  States that are not drawn are not checked, nor  *)
(*   more operations, tables and sweeps than the model has; see            *)
(*   inductive.md.                                                         *)
(*                                                                         *)
(* If Init implies Inv, and a step from a state with Inv leads to one with *)
(* Inv, then Inv holds in behaviours of any length.  The first is checked  *)
(* exhaustively, the second on the sample.  Inv implies the invariants of  *)
(* Rollforward, which are checked on the same states.                      *)
(***************************************************************************)
EXTENDS Faults, Randomization

CONSTANTS
    Draws,          \* how often chains are drawn
    Scripted,       \* how much happens to each chain at most
    Picks,          \* how many states are drawn over the same chains
    Without         \* the name of a lemma that Inv leaves out, or "none"

ASSUME \A t \in Created : Cardinality({o \in Ops : t \in TablesOf[o]}) = 1

Preparing == {"start", "prepare", "repair", "arm"}
Phases == Preparing \cup
    {"armed?", "commit", "landed?", "publish", "converge", "cleanup", "done", "dead"}

(***************************************************************************)
(* What the lemmas speak of                                                *)
(***************************************************************************)

\* The sidecar stands, or did until there was a decision.
HasIntent(o) == o \in sidecars \/ decided[o] # <<>>

CallsOf(o, kind) == {c \in flight : c.op = o /\ c.kind = kind}

Changes(o, t) == {v \in 1..HEAD(chain[t]) : ~IsRestore(chain[t], v) /\ OpOf(chain[t][v].op) = o}
ChangesBy(o, i) == {v \in Changes(o, PlanOf[o][i]) : chain[PlanOf[o][i]][v].op = CommitId(o, i)}

\* The commits of this set have landed where they were prepared to, and no other.
Exactly(o, commits) ==
    \A i \in DOMAIN PlanOf[o] : ChangesBy(o, i) = IF i \in commits THEN {LandsAt(o, i)} ELSE {}

\* What may have been done when some are: commits to one dataset in order.
Progresses(o) ==
    {done \in SUBSET DOMAIN PlanOf[o] :
        \A i \in done : \A j \in 1..(i - 1) : PlanOf[o][j] = PlanOf[o][i] => j \in done}
NextAfter(o, done) ==
    {i \in DOMAIN PlanOf[o] \ done : \A j \in 1..(i - 1) : PlanOf[o][j] = PlanOf[o][i] => j \in done}

\* All of them have landed where they were prepared to.
AllLanded(o) == \A i \in DOMAIN PlanOf[o] : HasLanded(o, i)

AsExpected(o) == \A t \in RelevantOf[o] : manifest.pins[t] = wexp[o][t]

\* A pin could be there: nothing in it is undecided or aborted.
IsCleanAt(t, v) ==
    IF v = 0 THEN t \in Created
    ELSE /\ v \in 1..HEAD(chain[t])
         /\ ~IsRestore(chain[t], v)
         /\ \A r \in Range(Rows(chain[t], v)) : Committed(OpOf(r))

\* A pin that somebody has read.
IsPin(t, pin) ==
    /\ pin <= manifest.pins[t]
    /\ IsCleanAt(t, pin) \/ (pin = Dropped /\ \E o \in Ops : t \in DroppableOf[o])

\* The dataset is prepared (rule 5).
IsPrepared(o, t) ==
    /\ wbase[o][t] \in 0..HEAD(chain[t])
    /\ wexp[o][t] # Dropped
    /\ Resolve(chain[t], wbase[o][t]) = wexp[o][t]
    /\ wexp[o][t] = NoVersion => wbase[o][t] = 0

\* Past preparation, and not because it was refused.
IsArmed(o) ==
    /\ wpc[o] \notin Preparing
    /\ wpc[o] # "done" \/ HasIntent(o) \/ CallsOf(o, "arm") # {}

HowMany(o) ==
    CASE IsArmed(o) \/ wpc[o] = "arm" -> Len(DatasetsOf[o])
      [] wpc[o] = "prepare" -> Cardinality(wdone[o])
      [] OTHER -> 0

(***************************************************************************)
(* The lemmas                                                              *)
(***************************************************************************)

IsVersionOf(t, v) ==
    LET c == chain[t][v] IN
    \/ v = 1 /\ t \notin Created /\ c = Version(NoOp, NotARestore, <<>>)
    \/ /\ v > 1 \/ t \in Created
       /\ \/ /\ c.restores = NotARestore
             /\ c.op \in UNION {OwnCommits[o][t] : o \in {p \in Ops : t \in TablesOf[p]}}
             /\ c.rows = Append(Rows(chain[t], v - 1), c.op)
          \/ /\ c.restores < v
             /\ c.restores = 0 => v = 1
             /\ c.op = NoOp
             /\ c.rows = Rows(chain[t], c.restores)

\* INV ChainsWellFormed: a version is its predecessor and one more change, or what
\* it restores.
ChainsWellFormed ==
    \A t \in Tables :
        /\ t \notin Created => chain[t] # <<>>
        /\ \A v \in 1..HEAD(chain[t]) : IsVersionOf(t, v)

\* The datasets that may have been prepared when others are to come.
PreparedFirst(o) == {{DatasetsOf[o][i] : i \in 1..d} : d \in 0..(Len(DatasetsOf[o]) - 1)}

\* INV ShapesOfWriters: writers and calls are of the right shape.
ShapesOfWriters ==
    /\ \A o \in Ops :
        /\ wexp[o] # <<>> => DOMAIN wexp[o] = RelevantOf[o]
        /\ wpc[o] # "start" => wexp[o] # <<>> \/ RelevantOf[o] = {}
        /\ CASE wpc[o] \in {"prepare", "repair"} -> wdone[o] \in PreparedFirst(o)
             [] wpc[o] \in {"commit", "landed?"} -> wdone[o] \in Progresses(o) \ {DOMAIN PlanOf[o]}
             [] OTHER -> wdone[o] = {}
    /\ \A c \in flight : c.kind = "publish" => c.manifest = Published(c.op)

\* INV RestoresAreClean: only what was decided to be visible is ever restored.
RestoresAreClean ==
    \A t \in Tables : \A v \in 1..HEAD(chain[t]) :
        IsRestore(chain[t], v) => IsCleanAt(t, chain[t][v].restores)

\* INV PinsAreClean: the manifest, a writer and a sweep know only pins that may be
\* visible, none later than the present one.
PinsAreClean ==
    /\ \A t \in Tables : IsPin(t, manifest.pins[t])
    /\ \A o \in Ops : \A t \in DOMAIN wexp[o] : IsPin(t, wexp[o][t])
    /\ \A s \in Sweeps : \A t \in DOMAIN sweep[s].pins : IsPin(t, sweep[s].pins[t])

\* INV DecisionsStand: there is one decision, which the manifest holds until the
\* sidecar is gone and the pins have moved.
DecisionsStand ==
    \A o \in Ops :
        /\ decided[o] \in {<<>>, <<"COMMITTED">>, <<"ABORTED">>}
        /\ IF manifest.dec[o] # "none" THEN decided[o] = <<manifest.dec[o]>>
           ELSE decided[o] # <<>> => o \notin sidecars /\ ~AsExpected(o)

\* INV CommittedHasMoved: what is committed has landed, and its pins are there or
\* beyond, or dropped.
CommittedHasMoved ==
    \A o \in Ops : Committed(o) =>
        /\ AllLanded(o)
        /\ \A t \in TablesOf[o] : manifest.pins[t] >= Landing(o, t)
        /\ \A t \in DroppableOf[o] : wexp[o][t] # NoVersion => IsDropped(t)
        /\ PlanOf[o] = <<>> => ~NothingToDrop(o)

\* INV PreparedOnPins: a writer prepares on versions that hold what it expects.
PreparedOnPins ==
    \A o \in Ops :
        /\ \A i \in 1..HowMany(o) : IsPrepared(o, DatasetsOf[o][i])
        /\ wpc[o] = "repair" => IsVisible(wexp[o][NextDataset(o)])
        /\ IsArmed(o) => ~NothingToDrop(o)

\* INV CreatedByItsOwn: a dataset to be created does not exist before its intent.
CreatedByItsOwn ==
    \A o \in Ops : \A t \in TablesOf[o] \cap Created :
        wpc[o] \in Preparing => chain[t] = <<>>

\* INV NothingBeforeIntent: without an intent nothing has happened or is on its way,
\* and an intent comes once.
NothingBeforeIntent ==
    \A o \in Ops :
        /\ ~HasIntent(o) =>
            /\ wpc[o] \in Preparing \cup {"armed?", "done"}
            /\ \A t \in TablesOf[o] : Changes(o, t) = {}
            /\ audits[o] = <<>>
            /\ CallsOf(o, "commit") \cup CallsOf(o, "publish") = {}
        /\ HasIntent(o) => wpc[o] \notin Preparing
        /\ CallsOf(o, "arm") # {} => ~HasIntent(o) /\ wpc[o] \in {"armed?", "done"}

\* INV CommitsInOrder: while commits are to come, those before have landed exactly.
CommitsInOrder ==
    \A o \in Ops :
        /\ wpc[o] = "armed?" => Exactly(o, {}) /\ CallsOf(o, "publish") = {}
        /\ wpc[o] = "commit" => Exactly(o, wdone[o])
        /\ wpc[o] = "landed?" /\ CallsOf(o, "commit") = {} =>
            \E i \in NextAfter(o, wdone[o]) : \A j \in DOMAIN PlanOf[o] :
                /\ j \in wdone[o] => HasLanded(o, j)
                /\ Cardinality(ChangesBy(o, j)) <= IF j \in wdone[o] \cup {i} THEN 1 ELSE 0
        /\ wpc[o] = "publish" => AllLanded(o)
        /\ Cardinality(CallsOf(o, "commit")) <= 1
        /\ \A c \in CallsOf(o, "commit") :
            /\ \E done \in Progresses(o) : Exactly(o, done) /\ c.commit \in NextAfter(o, done)
            /\ wpc[o] \in {"landed?", "converge", "done"}
            /\ wpc[o] = "landed?" => Exactly(o, wdone[o]) /\ c.commit \in NextAfter(o, wdone[o])

\* INV PutsAreCurrent: a publish without an answer is one that would succeed now.
PutsAreCurrent ==
    \A c \in flight : c.kind = "publish" =>
        /\ AsExpected(c.op) /\ manifest.dec[c.op] = "none"
        /\ AllLanded(c.op)
        /\ wpc[c.op] \in {"converge", "dead"}

\* INV NothingAboveFence: no change of an operation lies above a restore that lies
\* above the base it was prepared on.
NothingAboveFence ==
    \A o \in Ops : \A t \in TablesOf[o] : \A v \in Changes(o, t) :
        wexp[o][t] # NoVersion =>
            /\ v > wbase[o][t]
            /\ \A w \in (wbase[o][t] + 1)..v : ~IsRestore(chain[t], w)

\* INV FencedBeforeTidy: an aborted operation is fenced before it is audited and its
\* sidecar is deleted.
FencedBeforeTidy ==
    \A o \in Ops : Aborted(o) =>
        \/ \A t \in TablesOf[o] : IsFenced(o, t)
        \/ /\ o \in sidecars
           /\ audits[o] = <<>>
           /\ \A s \in Sweeps : sweep[s].op = o => sweep[s].pc \notin {"audit", "delete"}

PinsNow(o) == [t \in RelevantOf[o] |-> manifest.pins[t]]

\* What a sweep holds.  It may be out of date, save where what it read of its
\* operation is still so.
StillSo(r) == manifest.dec[r.op] = "none" /\ r.pins = PinsNow(r.op)
Knows(r) ==
    \/ r = IdleSweep
    \/ /\ r.op \in Ops
       /\ HasIntent(r.op)
       /\ r.dec = "none" \/ r.dec \in Range(decided[r.op])
       /\ CASE r.pc = "listed" -> r = [IdleSweep EXCEPT !.pc = "listed", !.op = r.op]
            [] r.pc = "read" ->
                /\ r.done = 0 /\ DOMAIN r.pins = RelevantOf[r.op]
            [] r.pc = "rollforward" ->
                /\ r.done = 0 /\ r.dec = "none"
                /\ \A t \in RelevantOf[r.op] : r.pins[t] = wexp[r.op][t]
                /\ AllLanded(r.op)
                /\ StillSo(r) => decided[r.op] = <<>>
            [] r.pc = "rollback" ->
                /\ r.done = 0 /\ DOMAIN r.pins = RelevantOf[r.op] /\ r.dec = "none"
                /\ r.pins = PinsNow(r.op) => ~Committed(r.op)
            [] r.pc = "fence" ->
                /\ DOMAIN r.pins = RelevantOf[r.op] /\ r.dec = "ABORTED"
                /\ r.done \in 0..(Len(DatasetsOf[r.op]) - 1)
                /\ \A i \in 1..r.done : IsFenced(r.op, DatasetsOf[r.op][i])
            [] r.pc \in {"audit", "delete"} ->
                /\ r.dec # "none" /\ r = Decided(r.op, r.dec, r.pc)
                /\ r.pc = "delete" => audits[r.op] # <<>>
            [] OTHER -> FALSE

\* INV SweepsKnow: what a sweep goes by is true, or it will find that it is stale.
SweepsKnow == \A s \in Sweeps : Knows(sweep[s])

\* INV RepliesAreTrue: success is told of what is committed, failure of what is
\* aborted or never will land.
RepliesAreTrue ==
    \A o \in Ops :
        /\ wpc[o] \in Preparing => reply[o] = "none"
        /\ wpc[o] = "cleanup" => Committed(o)
        /\ reply[o] = "ok" => Committed(o) /\ wpc[o] \in {"cleanup", "done", "dead"}
        /\ reply[o] = "failed" =>
            /\ wpc[o] = "done"
            /\ \/ Aborted(o)
               \/ /\ ~Committed(o)
                  /\ \A t \in TablesOf[o] : Changes(o, t) = {}
                  /\ CallsOf(o, "commit") \cup CallsOf(o, "publish") = {}
                  /\ PlanOf[o] = <<>> => ~HasIntent(o) /\ CallsOf(o, "arm") = {}

\* What all this is for; most of it follows from the lemmas.
Safe ==
    /\ PinExact /\ AtomicVisibility /\ AckedIsVisible /\ FailedIsInvisible
    /\ DecisionStable /\ AuditAtMostOnce /\ AuditTruth /\ AbortIsAudited
    /\ NameUnique /\ EffectAfterIntent /\ NoDriftAfterDecision

\* A lemma, unless it is the one left out.
Kept(name, lemma) == Without = name \/ lemma

Inv ==
    /\ TypeOK
    /\ Kept("ChainsWellFormed", ChainsWellFormed)
    /\ ShapesOfWriters
    /\ Kept("RestoresAreClean", RestoresAreClean)
    /\ Kept("PinsAreClean", PinsAreClean)
    /\ Kept("DecisionsStand", DecisionsStand)
    /\ Kept("CommittedHasMoved", CommittedHasMoved)
    /\ Kept("PreparedOnPins", PreparedOnPins)
    /\ Kept("CreatedByItsOwn", CreatedByItsOwn)
    /\ Kept("NothingBeforeIntent", NothingBeforeIntent)
    /\ Kept("CommitsInOrder", CommitsInOrder)
    /\ Kept("PutsAreCurrent", PutsAreCurrent)
    /\ Kept("NothingAboveFence", NothingAboveFence)
    /\ Kept("FencedBeforeTidy", FencedBeforeTidy)
    /\ AuditTruth /\ AbortIsAudited
    /\ Kept("SweepsKnow", SweepsKnow)
    /\ Kept("RepliesAreTrue", RepliesAreTrue)
    /\ Safe

(***************************************************************************)
(* Drawing states: chains first, then what fits them.  What does not       *)
(* satisfy Inv is thrown away, so this decides how many states are drawn,  *)
(* never whether they may be.                                              *)
(***************************************************************************)

\* One value at random; a function of one for each; more often one of a few.
One(S) == {RandomElement(S)}
Each1(S, From(_)) == {[x \in S |-> RandomElement(From(x))]}
Prefer(few, all) == IF few # {} /\ RandomElement(BOOLEAN) THEN few ELSE all

\* What can happen to a chain: commits in a row, one commit too many (which Inv does
\* not exclude), a restore, or nothing.
Strays == 3
Events == {<<"change", o, n>> : o \in Ops, n \in 1..Strays} \cup
          {<<"restore", v, 0>> : v \in 1..Scripted} \cup {<<"nothing", 0, 0>>}

RowsAreCommitted(rows, verdicts) ==
    \A r \in Range(rows) : "COMMITTED" \in Range(verdicts[OpOf(r)])
CountOf(c, o) == Cardinality({v \in 1..Len(c) : ~IsRestore(c, v) /\ OpOf(c[v].op) = o})

\* The next n commits of an operation.
RECURSIVE Grow(_, _, _)
Grow(c, o, n) ==
    IF n = 0 THEN c ELSE Grow(AppendTo(c, o + More * CountOf(c, o), 0), o, n - 1)

\* The last committed version: where a committed operation must have been prepared.
LastClean(c, verdicts) ==
    LET clean == {v \in 1..Len(c) : ~IsRestore(c, v) /\ RowsAreCommitted(c[v].rows, verdicts)}
    IN IF clean = {} THEN 0 ELSE CHOOSE v \in clean : \A w \in clean : w <= v

AfterEvent(t, c, event, verdicts) ==
    LET kind == event[1]
        o == event[2]
        target == Resolve(c, o)
        pin == LastClean(c, verdicts)
    IN
    IF kind = "change" /\ t \in TablesOf[o]
    THEN IF "COMMITTED" \in Range(verdicts[o]) /\ CountOf(c, o) = 0
         THEN Grow(IF Resolve(c, Len(c)) = pin THEN c ELSE Restore(c, pin), o, CommitsOf[o][t])
         ELSE IF CountOf(c, o) + event[3] <= CommitsOf[o][t] THEN Grow(c, o, event[3])
         ELSE c
    ELSE IF kind = "restore" /\ o <= Len(c) /\ target > 0
            /\ Kept("RestoresAreClean", RowsAreCommitted(c[target].rows, verdicts))
    THEN Restore(c, target)
    ELSE IF kind = "restore" /\ c = <<>> THEN Restore(c, 0)
    ELSE c

RECURSIVE AfterEvents(_, _, _, _)
AfterEvents(t, c, events, verdicts) ==
    IF events = <<>> THEN c
    ELSE AfterEvents(t, AfterEvent(t, c, Head(events), verdicts), Tail(events), verdicts)

MustLand(verdicts) ==
    SelectSeq([o \in Ops |-> <<"change", o, 2>>], LAMBDA e : "COMMITTED" \in Range(verdicts[e[2]]))

DrawnChain(t, events, verdicts) ==
    AfterEvents(t, IF t \in Created THEN <<>> ELSE <<Version(NoOp, NotARestore, <<>>)>>,
                events \o MustLand(verdicts), verdicts)

\* Pins that hold what is committed.
PinsFor(t) ==
    {v \in 0..HEAD(chain[t]) :
        /\ IsCleanAt(t, v)
        /\ Range(Rows(chain[t], v)) =
               UNION {OwnCommits[o][t] : o \in {p \in Ops : t \in TablesOf[p] /\ Committed(p)}}} \cup
    (IF DroppedByCommitted(t) THEN {Dropped} ELSE {})

PinsKnown(t) ==
    {pin \in 0..HEAD(chain[t]) \cup {Dropped} : Kept("PinsAreClean", IsPin(t, pin))}

\* Bases for one dataset of an operation; just below its commits, if any landed.
BasesOn(o, t) ==
    {b \in IF t \in Created THEN {0} ELSE 0..HEAD(chain[t]) :
        /\ Without = "NothingAboveFence" \/ \A v \in Changes(o, t) :
            v > b /\ \A w \in (b + 1)..v : ~IsRestore(chain[t], w)
        /\ Without # "CommittedHasMoved" /\ Committed(o) =>
            \A i \in 1..CommitsOf[o][t] : IsChangeOf(chain[t], b + i, o + More * (i - 1))
        /\ Kept("PinsAreClean", IsPin(t, Resolve(chain[t], b)))}
BelowCommits(o, t) == {b \in BasesOn(o, t) : IsChangeOf(chain[t], b + 1, o)}
BasesAtPin(o, t) == {b \in BasesOn(o, t) : Resolve(chain[t], b) = manifest.pins[t]}
BasesFor(o, t) == Prefer(BelowCommits(o, t), Prefer(BasesAtPin(o, t), BasesOn(o, t)))

\* Expectations that go with them.
ExpectationsFor(o, t) ==
    IF t \in TablesOf[o] /\ Without # "PreparedOnPins" THEN {Resolve(chain[t], wbase[o][t])}
    ELSE Prefer({manifest.pins[t]} \cap PinsKnown(t), Prefer({p \in PinsKnown(t) : IsVisible(p)}, PinsKnown(t)))

\* Where a writer may stand: phase, progress.
PhasesFor(o) ==
    LET progresses == Progresses(o) \ {DOMAIN PlanOf[o]}
        busy == {<<"commit", d>> : d \in {e \in progresses : Exactly(o, e)}} \cup
                (IF AllLanded(o) THEN {<<"publish", {}>>} ELSE {})
    IN
    IF ~HasIntent(o) /\ Without # "NothingBeforeIntent"
    THEN {"prepare", "repair"} \X PreparedFirst(o) \cup {"start", "arm", "armed?", "done"} \X {{}}
    ELSE Prefer(busy, busy \cup
         {<<"landed?", d>> : d \in {e \in progresses :
             Exactly(o, e) \/ \E i \in NextAfter(o, e) : Exactly(o, e \cup {i})}} \cup
         (IF Committed(o) THEN {<<"cleanup", {}>>} ELSE {}) \cup
         {"armed?", "converge", "done", "dead"} \X {{}})

\* Calls that may be on their way then, at most one of each kind.
CallsFor(o) ==
    IF ~LostAnswers THEN {}
    ELSE IF ~HasIntent(o)
    THEN IF wpc[o] \in {"armed?", "done"} THEN {ArmCall(o)} ELSE {}
    ELSE UNION {{CommitCall(o, i) : i \in NextAfter(o, d)} : d \in {e \in Progresses(o) :
              wpc[o] \in {"landed?", "converge", "done"} /\ Exactly(o, e)}} \cup
         (IF wpc[o] \in {"converge", "dead"} /\ Kept("PutsAreCurrent", AllLanded(o) /\ AsExpected(o))
          THEN {PublishCall(o, Published(o))} ELSE {})

RepliesFor(o) ==
    IF Without = "RepliesAreTrue" THEN {"none", "failed", "ok"} ELSE
    {"none"} \cup (IF wpc[o] = "done" THEN {"failed"} ELSE {}) \cup
    (IF Committed(o) /\ wpc[o] \in {"cleanup", "done", "dead"} THEN {"ok"} ELSE {})

\* What a sweep may hold.
RecordsFor(o) ==
    LET pins == {PinsNow(o)} \cup Each1(RelevantOf[o], PinsKnown)
        record(pc, p, dec, done) ==
            [pc |-> pc, op |-> o, pins |-> p, dec |-> dec, done |-> done]
    IN
    (IF ListsFirst THEN {record("listed", <<>>, "none", 0)} ELSE {}) \cup
    {record("read", p, dec, 0) : p \in pins, dec \in {"none"} \cup Range(decided[o])} \cup
    {record("rollback", p, "none", 0) : p \in pins} \cup
    {record("rollforward", wexp[o], "none", 0)} \cup
    {record("fence", p, "ABORTED", d) : p \in pins, d \in 0..(Len(DatasetsOf[o]) - 1)} \cup
    {record(pc, <<>>, dec, 0) : pc \in {"audit", "delete"}, dec \in Range(decided[o])}

RecordsOf(s) ==
    {r \in {IdleSweep} \cup UNION {RecordsFor(o) : o \in One(Ops)} : Kept("SweepsKnow", Knows(r))}

Verdicts == {<<>>, <<"COMMITTED">>, <<"ABORTED">>}

\* Who has dropped it, and a last pin that it may have had.
TombFor(t, pin) ==
    IF pin # Dropped THEN NoTomb
    ELSE [by |-> CHOOSE o \in Ops : t \in DroppableOf[o] /\ Committed(o),
          pin |-> IF \E v \in PinsFor(t) : v # Dropped
                  THEN CHOOSE v \in PinsFor(t) : v # Dropped /\ \A w \in PinsFor(t) : w # Dropped => w <= v
                  ELSE NoVersion]

DrawStores(k) ==
    /\ decided \in One([Ops -> Verdicts])
    /\ \E events \in One([Tables -> [1..Scripted -> Events]]) :
        chain = [t \in Tables |-> DrawnChain(t, events[t], decided)]
    /\ \A t \in Tables : PinsFor(t) # {}
    /\ LET verdicts(o) == Prefer(Range(decided[o]), {"none"} \cup Range(decided[o])) IN
       \E pins \in Each1(Tables, PinsFor), dec \in Each1(Ops, verdicts) :
        manifest = [pins |-> pins, dec |-> dec, tombs |-> [t \in Tables |-> TombFor(t, pins[t])]]
    /\ \A o \in Ops : \A t \in TablesOf[o] : BasesOn(o, t) # {}

DrawIntents(k) ==
    /\ wbase \in {[o \in Ops |-> [t \in TablesOf[o] |-> RandomElement(BasesFor(o, t))]]}
    /\ wexp \in {[o \in Ops |-> [t \in RelevantOf[o] |-> RandomElement(ExpectationsFor(o, t))]]}
    /\ Kept("CommittedHasMoved", CommittedHasMoved)
    /\ sidecars \in One(SUBSET Ops)
    /\ Kept("DecisionsStand", DecisionsStand)
    /\ LET records(o) == {<<>>} \cup {<<v>> : v \in Range(decided[o])} IN audits \in Each1(Ops, records)

DrawWriters(k) ==
    /\ \E stages \in Each1(Ops, PhasesFor) :
        /\ wpc = [o \in Ops |-> stages[o][1]]
        /\ wdone = [o \in Ops |-> stages[o][2]]
    /\ flight \in One(SUBSET UNION {CallsFor(o) : o \in Ops})
    /\ ShapesOfWriters
    /\ Kept("NothingBeforeIntent", NothingBeforeIntent)
    /\ Kept("CommitsInOrder", CommitsInOrder)
    /\ Kept("PutsAreCurrent", PutsAreCurrent)
    /\ Kept("PreparedOnPins", PreparedOnPins)
    /\ reply \in Each1(Ops, RepliesFor)
    /\ Kept("RepliesAreTrue", RepliesAreTrue)

DrawSweeps(k) ==
    /\ crashes = 0
    /\ sweep \in Each1(Sweeps, RecordsOf)

InductiveInit ==
    \E k \in 1..Draws :
        /\ DrawStores(k)
        /\ \E i \in 1..Picks :
            /\ DrawIntents(i)
            /\ \E j \in 1..Picks :
                /\ DrawWriters(j)
                /\ DrawSweeps(j)
                /\ Inv

InductiveSpec == InductiveInit /\ [][Next]_vars

\* The constraint.  TLC asks it of a drawn state at level 0, and of what a step leads
\* to at the level of the state that the step was taken from; so no step is taken from
\* a successor.  TLC checks the invariants of a successor all the same, and the action
\* properties of the step: the faults of this module would not be caught otherwise.
IsDrawn == TLCGet("level") = 0
=============================================================================
