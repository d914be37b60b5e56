------------------------------- MODULE Names -------------------------------
(***************************************************************************)
(* Names of tables that change hands: create, drop and rename beside       *)
(* writers and a sweep that stall, and what an operation may conclude from *)
(* a name that shows what it showed before.                                *)
(*                                                                         *)
(* Modelled: a manifest that maps names to datasets and their pins and     *)
(*   remembers every name that was lost; writers of one change each        *)
(*   (append, create, drop, rename) that may stall anywhere; a sweep that  *)
(*   rolls forward and back; others who append, create, drop and rename    *)
(*   meanwhile, undisturbed; a sidecar that arrives once more at any time. *)
(* Assumed, not checked: the store contracts (contract/); what a manifest  *)
(*   remembers of lost names is never removed.                             *)
(* Out of scope: all that Rollforward checks with names that stay where    *)
(*   they are: several tables, kinds, lost answers, two sweeps, reads,     *)
(*   sources; clean-up.                                                    *)
(*                                                                         *)
(* Atomic steps: one store call each, with these exceptions, each at least *)
(*   as permissive as the code.                                            *)
(*   - PrepareTable reads the manifest and the table: a writer that stalls *)
(*     between them is refused by the parent check.                        *)
(*   - SweepClassify reads manifest, sidecar and table: tables only grow,  *)
(*     and what it decides on is compared in its compare-and-set.          *)
(*   - Publish reads the manifest and replaces it: see Rollforward.        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, LanceTable

CONSTANTS
    TableNames, \* the names that tables may have
    Slow,       \* the operations whose writers may stall: 1, or 1 and 2
    Planned,    \* the kinds of change that they make
    MaxOthers,  \* how often others change something meanwhile
    Repeats     \* how often a sidecar arrives once more

Datasets == 1..(1 + Cardinality(Slow) + MaxOthers)
OwnDataset(o) == 1 + o
DatasetOfOthers(k) == 1 + Cardinality(Slow) + k

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    chain,      \* [Datasets -> chain of LanceTable]
    manifest,   \* the newest: its number, what each name shows, the names that were
                \* lost, and [Slow -> verdict]
    sidecars,   \* operations whose sidecar stands
    audits      \* [Slow -> verdict]

(***************************************************************************)
(* Protocol state of the processes                                         *)
(***************************************************************************)
VARIABLES
    plan,       \* [Slow -> what it changes]
    wpc,        \* [Slow -> where its writer stands]
    wexp,       \* [Slow -> what the names showed that it read, and in which manifest]
    wbase,      \* [Slow -> HEAD that it was prepared against]
    sweep,      \* what the sweep knows
    again       \* [Slow -> how often its sidecar may arrive once more]

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    decided,    \* [Slow -> the verdicts that ever stood in a manifest]
    reply,      \* [Slow -> what its caller was told]
    others      \* what others have committed: [dataset |-> d, maker |-> m], in order

stores == <<chain, manifest, sidecars, audits>>
writers == <<plan, wpc, wexp, wbase, again>>
witnesses == <<decided, reply>>
vars == <<stores, writers, sweep, witnesses, others>>

Absent == [dataset |-> 0, pin |-> 0]
IdleSweep == [pc |-> "idle", op |-> 0, at |-> 0, seen |-> <<>>, dec |-> "none"]

\* A change of one table.  Only a rename has another name to take.
Changes == [kind : Planned \ {"rename"}, name : TableNames, to : {""}]
           \cup {c \in [kind : Planned \cap {"rename"}, name : TableNames, to : TableNames] :
                    c.name # c.to}

\* One table; its name may be any, as names are only compared.
FirstName == CHOOSE x \in TableNames : TRUE
Init ==
    /\ chain = [d \in Datasets |-> IF d = 1 THEN <<Version(NoOp, NotARestore, <<>>)>> ELSE <<>>]
    /\ manifest = [n |-> 1,
                   names |-> [x \in TableNames |->
                        IF x = FirstName THEN [dataset |-> 1, pin |-> 1] ELSE Absent],
                   lost |-> {},
                   dec |-> [o \in Slow |-> "none"]]
    /\ sidecars = {}
    /\ audits = [o \in Slow |-> "none"]
    /\ plan \in [Slow -> Changes]
    /\ wpc = [o \in Slow |-> "start"]
    /\ wexp = [o \in Slow |-> [names |-> <<>>, at |-> 0]]
    /\ wbase = [o \in Slow |-> 0]
    /\ sweep = IdleSweep
    /\ again = [o \in Slow |-> 0]
    /\ decided = [o \in Slow |-> {}]
    /\ reply = [o \in Slow |-> "none"]
    /\ others = <<>>

(***************************************************************************)
(* Pure decisions (Java: dev.rollforward.core)                             *)
(***************************************************************************)

\* Java: core.Sidecar.expected.  The names of which an operation says what they show: a
\* rename also that of the new one.
NamesOf(o) == {plan[o].name} \cup (IF plan[o].kind = "rename" THEN {plan[o].to} ELSE {})
Commits(o) == plan[o].kind \in {"append", "create"}
DatasetOf(o) == IF plan[o].kind = "create" THEN OwnDataset(o) ELSE wexp[o].names[plan[o].name].dataset

LostSince(m, x, at) == \E l \in m.lost : l.name = x /\ l.at > at

\* Java: core.Expectation.holds.  A name that was lost since is not as expected, whatever
\* it shows: an operation that was aborted, and forgotten when the name went, must not
\* find its expectation fulfilled again when the name comes back, by a rename to the same
\* dataset or by a drop to none.
IsAsExpected(m, o, x) == m.names[x] = wexp[o].names[x] /\ ~LostSince(m, x, wexp[o].at)
HoldsIn(m, o) == \A x \in NamesOf(o) : IsAsExpected(m, o, x)

\* What is demanded of the names, before anything is written.
IsMet(m, o) ==
    LET change == plan[o] IN
    /\ (m.names[change.name] = Absent) = (change.kind = "create")
    /\ change.kind = "rename" => m.names[change.to] = Absent

\* Java: core.Manifest.committing.  Every name that no longer shows its dataset leaves a
\* tombstone, also where another has it by now.
Tombstones(m) == m.lost
Naming(m, by, names) ==
    [m EXCEPT !.n = @ + 1,
              !.names = names,
              !.lost = Tombstones(m) \cup
                {[name |-> x, by |-> by, at |-> m.n + 1, former |-> m.names[x]] :
                    x \in {y \in TableNames :
                        m.names[y] # Absent /\ m.names[y].dataset # names[y].dataset}}]

\* What stands under each name when one of them gets this change.
Named(m, change, dataset, pin) ==
    LET shown == [dataset |-> dataset, pin |-> pin] IN
    CASE change.kind \in {"append", "create"} -> [m.names EXCEPT ![change.name] = shown]
      [] change.kind = "drop"                 -> [m.names EXCEPT ![change.name] = Absent]
      [] change.kind = "rename"               ->
            [m.names EXCEPT ![change.name] = Absent, ![change.to] = m.names[change.name]]

WithCommit(m, o) ==
    [Naming(m, o, Named(m, plan[o], IF Commits(o) THEN DatasetOf(o) ELSE 0, wbase[o] + 1))
        EXCEPT !.dec[o] = "COMMITTED"]
WithAbort(m, o) == [m EXCEPT !.n = @ + 1, !.dec[o] = "ABORTED"]

\* Java: core.ForgetDecision.mayForget.
MayForget(m, o) ==
    /\ m.dec[o] # "none"
    /\ o \notin sidecars
    /\ m.dec[o] = "COMMITTED" \/ ~HoldsIn(m, o)

\* Java: core.Landing.isClean.
HasLanded(o) == Commits(o) => IsChangeOf(chain[DatasetOf(o)], wbase[o] + 1, o)

\* Java: core.Containment.  Rule 11: what it has committed is below what its dataset shows,
\* under whatever name, or showed last; or it has left a tombstone.
ShownOf(m, d) ==
    {m.names[x].pin : x \in {y \in TableNames : m.names[y].dataset = d}}
FormerOf(m, d) == {l.former.pin : l \in {k \in m.lost : k.former.dataset = d}}
LastOf(m, d) ==
    LET pins == IF ShownOf(m, d) # {} THEN ShownOf(m, d) ELSE FormerOf(m, d)
    IN IF pins = {} THEN 0 ELSE CHOOSE p \in pins : \A q \in pins : q <= p
Contains(m, o) ==
    IF ~Commits(o) THEN \E l \in m.lost : l.name = plan[o].name /\ l.by = o
    ELSE LET d == DatasetOf(o)
             last == LastOf(m, d)
         IN last # 0 /\ HasLanded(o) /\ Descends(chain[d], last, wbase[o] + 1)

IsReady(d, pin) == Resolve(chain[d], HEAD(chain[d])) = pin

Decide(o, verdict) == decided' = [decided EXCEPT ![o] = @ \cup {verdict}]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]

(***************************************************************************)
(* The writer (Java: engine.Writer)                                        *)
(***************************************************************************)

PrepareTable(o) ==
    LET seen == manifest.names[plan[o].name] IN
    /\ wpc[o] = "start"
    /\ IsMet(manifest, o)
    /\ plan[o].kind = "append" => IsReady(seen.dataset, seen.pin)
    /\ wexp' = [wexp EXCEPT ![o] = [names |-> manifest.names, at |-> manifest.n]]
    /\ wbase' = [wbase EXCEPT ![o] = IF plan[o].kind = "append" THEN HEAD(chain[seen.dataset]) ELSE 0]
    /\ Goto(o, "arm")
    /\ UNCHANGED <<stores, plan, again, sweep, witnesses, others>>

Refuse(o) ==
    /\ wpc[o] = "start"
    /\ ~IsMet(manifest, o)
    /\ Goto(o, "done")
    /\ Tell(o, "failed")
    /\ UNCHANGED <<stores, plan, wexp, wbase, again, sweep, decided, others>>

ArmSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ sidecars' = sidecars \cup {o}
    /\ again' = [again EXCEPT ![o] = Repeats]
    /\ Goto(o, IF Commits(o) THEN "commit" ELSE "publish")
    /\ UNCHANGED <<chain, manifest, audits, plan, wexp, wbase, sweep, witnesses, others>>

\* The put of a sidecar takes effect once more.
ArriveSidecar(o) ==
    /\ again[o] > 0
    /\ again' = [again EXCEPT ![o] = @ - 1]
    /\ sidecars' = sidecars \cup {o}
    /\ UNCHANGED <<chain, manifest, audits, plan, wpc, wexp, wbase, sweep, witnesses, others>>

CommitTable(o) ==
    LET d == DatasetOf(o) IN
    /\ wpc[o] = "commit"
    /\ IF Accepts(chain[d], wbase[o], "Append")
       THEN /\ chain' = [chain EXCEPT ![d] = CommitTo(@, o, "Append")]
            /\ Goto(o, IF HEAD(chain[d]) = wbase[o] THEN "publish" ELSE "converge")
       ELSE Goto(o, "converge") /\ UNCHANGED chain
    /\ UNCHANGED <<manifest, sidecars, audits, plan, wexp, wbase, again, sweep, witnesses, others>>

MayPublish(m, o) == HoldsIn(m, o) /\ m.dec[o] = "none"

Publish(o) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(manifest, o)
    /\ manifest' = WithCommit(manifest, o)
    /\ Decide(o, "COMMITTED")
    /\ Tell(o, "ok")
    /\ Goto(o, "cleanup")
    /\ UNCHANGED <<chain, sidecars, audits, plan, wexp, wbase, again, sweep, others>>

LosePublish(o) ==
    /\ wpc[o] = "publish"
    /\ ~MayPublish(manifest, o)
    /\ Goto(o, "converge")
    /\ UNCHANGED <<stores, plan, wexp, wbase, again, sweep, witnesses, others>>

Answer(o) == IF manifest.dec[o] # "none" THEN manifest.dec[o] ELSE audits[o]

Converge(o) ==
    /\ wpc[o] = "converge"
    /\ \/ Answer(o) = "COMMITTED" /\ Tell(o, "ok") /\ Goto(o, "cleanup")
       \/ Answer(o) = "ABORTED" /\ Tell(o, "failed") /\ Goto(o, "done")
    /\ UNCHANGED <<stores, plan, wexp, wbase, again, sweep, decided, others>>

DeleteSidecar(o) ==
    /\ wpc[o] = "cleanup"
    /\ sidecars' = sidecars \ {o}
    /\ Goto(o, "done")
    /\ UNCHANGED <<chain, manifest, audits, plan, wexp, wbase, again, sweep, witnesses, others>>

(***************************************************************************)
(* Recovery (Java: engine.RecoveryPass)                                    *)
(***************************************************************************)

SweepClassify(o) ==
    LET seen == [IdleSweep EXCEPT !.op = o, !.at = manifest.n, !.seen = manifest.names]
        found == manifest.dec[o]
    IN
    /\ sweep.pc = "idle"
    /\ o \in sidecars
    /\ sweep' =
        IF found # "none"
        THEN [seen EXCEPT !.pc = IF found = "ABORTED" /\ Commits(o) THEN "fence" ELSE "audit", !.dec = found]
        ELSE IF HoldsIn(manifest, o)
        THEN [seen EXCEPT !.pc = IF HasLanded(o) THEN "rollforward" ELSE "rollback"]
        ELSE IF Contains(manifest, o) \/ audits[o] = "COMMITTED"
        THEN [seen EXCEPT !.pc = "audit", !.dec = "COMMITTED"]
        ELSE [seen EXCEPT !.pc = "rollback"]
    /\ UNCHANGED <<stores, writers, witnesses, others>>

\* What it has read is still so; others may have published meanwhile.
Unmoved ==
    /\ manifest.dec[sweep.op] = "none"
    /\ \A x \in NamesOf(sweep.op) :
        manifest.names[x] = sweep.seen[x] /\ ~LostSince(manifest, x, sweep.at)

SweepRollForward ==
    LET o == sweep.op IN
    /\ sweep.pc = "rollforward"
    /\ IF Unmoved
       THEN /\ manifest' = WithCommit(manifest, o)
            /\ Decide(o, "COMMITTED")
            /\ sweep' = [sweep EXCEPT !.pc = "audit", !.dec = "COMMITTED"]
       ELSE sweep' = IdleSweep /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, others>>

SweepRollBack ==
    LET o == sweep.op IN
    /\ sweep.pc = "rollback"
    /\ IF Unmoved
       THEN /\ manifest' = WithAbort(manifest, o)
            /\ Decide(o, "ABORTED")
            /\ sweep' = [sweep EXCEPT !.pc = IF Commits(o) THEN "fence" ELSE "audit", !.dec = "ABORTED"]
       ELSE sweep' = IdleSweep /\ UNCHANGED <<manifest, decided>>
    /\ UNCHANGED <<chain, sidecars, audits, writers, reply, others>>

\* The dataset gets what it shows now, under whatever name.
SweepFenceTable ==
    LET o == sweep.op
        d == DatasetOf(o)
    IN
    /\ sweep.pc = "fence"
    /\ chain' = IF IsFencedAbove(chain[d], wbase[o]) THEN chain
                ELSE [chain EXCEPT ![d] = Restore(@, LastOf(manifest, d))]
    /\ sweep' = [sweep EXCEPT !.pc = "audit"]
    /\ UNCHANGED <<manifest, sidecars, audits, writers, witnesses, others>>

SweepAudit ==
    /\ sweep.pc = "audit"
    /\ audits' = IF audits[sweep.op] = "none" THEN [audits EXCEPT ![sweep.op] = sweep.dec] ELSE audits
    /\ sweep' = [sweep EXCEPT !.pc = "delete"]
    /\ UNCHANGED <<chain, manifest, sidecars, writers, witnesses, others>>

SweepDeleteSidecar ==
    /\ sweep.pc = "delete"
    /\ sidecars' = sidecars \ {sweep.op}
    /\ sweep' = IdleSweep
    /\ UNCHANGED <<chain, manifest, audits, writers, witnesses, others>>

ForgetDecision(o) ==
    /\ MayForget(manifest, o)
    /\ manifest' = [manifest EXCEPT !.n = @ + 1, !.dec[o] = "none"]
    /\ UNCHANGED <<chain, sidecars, audits, writers, sweep, witnesses, others>>

(***************************************************************************)
(* Others, whom nobody disturbs: all steps of an operation at once         *)
(***************************************************************************)

Maker == 100 + Len(others)
OthersMay == Len(others) < MaxOthers
Others(change, dataset, pin) ==
    /\ manifest' = Naming(manifest, Maker, Named(manifest, change, dataset, pin))
    /\ others' = Append(others, [kind |-> change.kind, dataset |-> dataset, maker |-> Maker])
    /\ UNCHANGED <<sidecars, audits, writers, sweep, witnesses>>

AppendAtOnce(x) ==
    LET shown == manifest.names[x]
        d == shown.dataset
    IN
    /\ OthersMay /\ shown # Absent
    /\ IsReady(d, shown.pin)
    /\ chain' = [chain EXCEPT ![d] = CommitTo(@, Maker, "Append")]
    /\ Others([kind |-> "append", name |-> x, to |-> ""], d, HEAD(chain[d]) + 1)

CreateAtOnce(x) ==
    LET d == DatasetOfOthers(Len(others) + 1) IN
    /\ OthersMay /\ manifest.names[x] = Absent
    /\ chain' = [chain EXCEPT ![d] = CommitTo(@, Maker, "Append")]
    /\ Others([kind |-> "create", name |-> x, to |-> ""], d, 1)

DropAtOnce(x) ==
    /\ OthersMay /\ manifest.names[x] # Absent
    /\ Others([kind |-> "drop", name |-> x, to |-> ""], 0, 0)
    /\ UNCHANGED chain

RenameAtOnce(x, y) ==
    /\ OthersMay /\ manifest.names[x] # Absent /\ manifest.names[y] = Absent
    /\ Others([kind |-> "rename", name |-> x, to |-> y], 0, 0)
    /\ UNCHANGED chain

Next ==
    \/ \E o \in Slow :
        \/ PrepareTable(o) \/ Refuse(o) \/ ArmSidecar(o) \/ ArriveSidecar(o) \/ CommitTable(o)
        \/ Publish(o) \/ LosePublish(o) \/ Converge(o) \/ DeleteSidecar(o)
        \/ SweepClassify(o) \/ ForgetDecision(o)
    \/ SweepRollForward \/ SweepRollBack \/ SweepFenceTable \/ SweepAudit \/ SweepDeleteSidecar
    \/ \E x \in TableNames : AppendAtOnce(x) \/ CreateAtOnce(x) \/ DropAtOnce(x)
    \/ \E x, y \in TableNames : RenameAtOnce(x, y)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Properties                                                              *)
(***************************************************************************)

Committed(o) == "COMMITTED" \in decided[o]
ShownNames == {x \in TableNames : manifest.names[x] # Absent}

TypeOK ==
    /\ \A x \in ShownNames : manifest.names[x].pin \in 1..HEAD(chain[manifest.names[x].dataset])
    /\ sidecars \subseteq Slow
    /\ manifest.dec \in [Slow -> {"none", "COMMITTED", "ABORTED"}]
    /\ audits \in [Slow -> {"none", "COMMITTED", "ABORTED"}]
    /\ sweep.pc \in {"idle", "rollforward", "rollback", "fence", "audit", "delete"}

\* INV DecisionStable: an operation is never decided both ways.
DecisionStable == \A o \in Slow : Cardinality(decided[o]) <= 1

\* INV NameUnique: a dataset has one name at most.
NameUnique ==
    \A x, y \in ShownNames : manifest.names[x].dataset = manifest.names[y].dataset => x = y

\* Who has committed rows to a dataset, and who has taken it away.
CommittedTo(d) ==
    {o \in Slow : Committed(o) /\ Commits(o) /\ DatasetOf(o) = d}
    \cup {others[i].maker : i \in {j \in DOMAIN others : others[j].dataset = d /\ others[j].kind \in {"append", "create"}}}
SlowDrops == {o \in Slow : Committed(o) /\ plan[o].kind = "drop"}
IsDropped(d) ==
    \E l \in manifest.lost :
        /\ l.former.dataset = d
        /\ \/ l.by \in SlowDrops
           \/ \E i \in DOMAIN others : others[i].maker = l.by /\ others[i].kind = "drop"

\* INV PinExact: what a name shows is what was committed to its dataset, each once.
PinExact ==
    \A x \in ShownNames :
        LET rows == Rows(chain[manifest.names[x].dataset], manifest.names[x].pin)
            makers == {rows[i] : i \in DOMAIN rows}
        IN makers = CommittedTo(manifest.names[x].dataset) /\ Len(rows) = Cardinality(makers)

\* INV NothingVanishes: a table to which anything was committed has a name, unless it was
\* dropped.
NothingVanishes ==
    \A d \in {1} \cup {e \in Datasets : CommittedTo(e) # {}} :
        IsDropped(d) \/ \E x \in ShownNames : manifest.names[x].dataset = d

\* INV AckedIsVisible: what was acknowledged was committed.
AckedIsVisible == \A o \in Slow : reply[o] = "ok" => Committed(o)

\* INV FailedIsInvisible: what was reported failed was not.
FailedIsInvisible == \A o \in Slow : reply[o] = "failed" => ~Committed(o)

\* INV AuditTruth: an audit record says what was decided first.
AuditTruth == \A o \in Slow : audits[o] # "none" => decided[o] = {audits[o]}

(***************************************************************************)
(* Situations that must be reachable                                       *)
(***************************************************************************)

\* REACH NameCameBack: a writer that was aborted and forgotten is about to publish, and its
\* name shows what it expects.
NameCameBack ==
    \E o \in Slow :
        /\ wpc[o] = "publish" /\ decided[o] = {"ABORTED"} /\ manifest.dec[o] = "none"
        /\ \A x \in NamesOf(o) : manifest.names[x] = wexp[o].names[x]
NeverNameCameBack == ~NameCameBack

\* REACH CommittedUnderAnotherName: a sidecar arrives again whose rows have another name.
CommittedUnderAnotherName ==
    \E o \in Slow :
        /\ o \in sidecars /\ Committed(o) /\ manifest.dec[o] = "none" /\ plan[o].kind = "append"
        /\ manifest.names[plan[o].name].dataset # DatasetOf(o)
        /\ \E x \in TableNames : manifest.names[x].dataset = DatasetOf(o)
NeverCommittedUnderAnotherName == ~CommittedUnderAnotherName
=============================================================================
