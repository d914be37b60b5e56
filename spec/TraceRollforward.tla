-------------------------- MODULE TraceRollforward --------------------------
(***************************************************************************)
(* Is a trace of the library a behaviour of Rollforward?                   *)
(*                                                                         *)
(* Modelled: each event is a step of the action of its name, and what it   *)
(*   saw and did is what that step sees and does.  Java (package           *)
(*   conformance.trace) has put the events of all processes in one order   *)
(*   and guessed what cannot be seen: calls without an answer, decisions   *)
(*   that are forgotten, deaths, and the one effect that a dead process    *)
(*   may have had after its last event.  A guess is a step too, and has to *)
(*   be enabled like any other; so a wrong guess can reject a trace, but   *)
(*   never accept one.                                                     *)
(* Assumed, not checked: a group was at rest before its first event.       *)
(* Out of scope: rows, which no action reads; liveness.                    *)
(***************************************************************************)
EXTENDS Rollforward, TraceLog

CONSTANT Explains   \* FALSE: says nothing of a trace that is rejected, and is faster

\* A trace has plan and so on: by operation, as in Scenarios.  rest: by dataset,
\* <<pin, HEAD>> before the first event.  seqs: by source, how far it was taken in
\* then.  created: set of datasets.  sweeps: how many at a time.  groups: each with
\* its first manifest version and its steps, each with action a, operation o,
\* sweep s and facts f.
\*
\* Names.  In Rollforward a dataset keeps its name.  One that is renamed in a trace
\* has a title for each name that it bears: another dataset, which nobody commits to
\* and which is visible while the name is borne.  The titles of a name are among the
\* datasets that an operation on the name demands to be as they were.
\* unnamed: the titles that are not borne at first.  gains: by operation, those that
\* it makes.  bearers: by operation, <<t, u, d>> if t is under a name that dataset d
\* has while u, itself or a title, is visible.  loses: by operation, what it drops or
\* renames.  makes: what it creates.  renames: the titles whose name has to be free.  replaces: <<t, d>> if
\* it makes t, to which the name of d passes.
TracePlanOf == Trace.plan
TraceKindsOf == Trace.kinds
TraceReadsOf == Trace.reads
TraceSourceOf == Trace.source
TraceSequenceOf == Trace.sequence
TraceSources == DOMAIN Trace.seqs
TraceTablesOf == Trace.tables
TraceDatasetsOf == Trace.datasets
TraceOrdinalOf == Trace.ordinals
TraceCommitsOf == Trace.commits
TraceDroppableOf == Trace.drops
TraceRelevantOf == Trace.relevant
TraceNameOf == [t \in 1..Len(Trace.rest) |-> t]
TraceCreated == Trace.created
TraceTables == 1..Len(Trace.rest)
TraceSweeps == 1..Trace.sweeps
NoRows(chn, v) == <<>>

\* Real tables have versions 90 and 99.
TraceDropped == 2000000000
TraceNotARestore == 2000000001
TraceStranger == 2000000002
TraceMore == 1000000

VARIABLES
    group,      \* which group's trace this is
    at,         \* the step that comes next
    version,    \* of the newest manifest
    read        \* [Sweeps -> version of the manifest that it read]

traceVars == <<vars, group, at, version, read>>

Steps == Trace.groups[group].steps

AtRest(pin, head) ==
    [v \in 1..head |-> Version(NoOp, IF v <= pin THEN NotARestore ELSE pin, <<>>)]

TraceInit ==
    /\ group \in 1..Len(Trace.groups)
    /\ at = 1
    /\ version = Trace.groups[group].first
    /\ read = [s \in Sweeps |-> 0]
    /\ chain = [t \in Tables |-> AtRest(Trace.rest[t][1], Trace.rest[t][2])]
    /\ manifest = [pins |-> [t \in Tables |-> IF t \in Trace.unnamed THEN NoVersion ELSE Trace.rest[t][1]],
                   dec |-> [o \in Ops |-> "none"],
                   tombs |-> [t \in Tables |-> NoTomb],
                   seqs |-> Trace.seqs]
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
(* What takes the place of the operators of Rollforward of the same names  *)
(***************************************************************************)

\* Who has the name of t, its own or one that it is to get.
BearersOf(pins, o, t) == {b \in Trace.bearers[o] : b[1] = t /\ IsVisible(pins[b[2]])}
Bears(pins, o, t, d) == \E b \in BearersOf(pins, o, t) : b[3] = d

TraceNameIsTaken(o, t) ==
    /\ t \in Trace.makes[o]
    /\ \A r \in Trace.replaces[o] : r[1] # t
    /\ \E b \in BearersOf(wexp[o], o, t) : b[3] # t
TraceTableIsGone(o, t) ==
    \/ t \notin Trace.makes[o] /\ ~Bears(wexp[o], o, t, t)
    \/ wexp[o][t] = Dropped
    \/ \E r \in Trace.replaces[o] : r[1] = t /\ ~Bears(wexp[o], o, t, r[2])
TraceNothingToDrop(o) ==
    \/ \E t \in Trace.loses[o] : ~Bears(wexp[o], o, t, t)
    \/ \E t \in Trace.renames[o] : BearersOf(wexp[o], o, t) # {}

\* Who is committed in this put makes its titles.
TracePut(m) ==
    LET committed == {o \in Ops : Trace.gains[o] # {} /\ m.dec[o] = "COMMITTED" /\ manifest.dec[o] = "none"}
    IN IF committed = {} THEN m
       ELSE [m EXCEPT !.pins = [t \in Tables |->
                IF \E o \in committed : t \in Trace.gains[o] THEN 1 ELSE @[t]]]

(***************************************************************************)
(* What the model sees and does in a step, in the words of the events      *)
(***************************************************************************)

\* The pin under the name of t, whichever dataset has it.
PinOfName(pins, o, t) ==
    LET shown == BearersOf(pins, o, t)
        d == (CHOOSE b \in shown : TRUE)[3]
    IN IF shown = {} THEN NoVersion
       ELSE IF d \in DOMAIN pins THEN pins[d] ELSE manifest.pins[d]

RestoredAt(t, target) == IF target = 0 /\ chain[t] # <<>> THEN 0 ELSE HEAD(chain[t]) + 1

Blockers(t, pin) ==
    {OpOf(chain[t][v].op) : v \in {v \in (pin + 1)..HEAD(chain[t]) :
                               ~IsRestore(chain[t], v) /\ Undecided(OpOf(chain[t][v].op))}}

\* Where it is based on a version below HEAD, it has remembered that.
PrepareFacts(o, facts) ==
    LET t == NextDataset(o)
        pin == wexp[o][t]
    IN IF "remembered" \in DOMAIN facts
       THEN [table |-> t, base |-> facts.base, remembered |-> facts.base \in RememberedBases(o)]
       ELSE IF HeadResolvesTo(t, pin) THEN [table |-> t, base |-> HEAD(chain[t])]
       ELSE [table |-> t, repair |-> TRUE, head |-> HEAD(chain[t]), manifest |-> version]

RestartFacts(o) ==
    LET t == NextDataset(o)
        pin == wexp[o][t]
    IN [table |-> t, head |-> HEAD(chain[t]), manifest |-> version,
        blockers |-> IF manifest.pins[t] # pin THEN {} ELSE Blockers(t, pin)]

\* The library commits in the order of its plan.
Next1(o) == Cardinality(wdone[o]) + 1
Committing(o) == PlanOf[o][Next1(o)]

\* Where it depends on what was touched, both may be.
CommitFacts(o) ==
    LET t == Committing(o)
        base == ReadOf(o, Next1(o))
        kind == KindAt(o, Next1(o))
    IN IF ~Refuses(chain[t], base, kind) THEN [table |-> t, landed |-> HEAD(chain[t]) + 1]
       ELSE IF ~Accepts(chain[t], base, kind) THEN [table |-> t, refused |-> TRUE]
       ELSE [table |-> t, landed |-> HEAD(chain[t]) + 1, refused |-> TRUE]

\* What stands in the manifest that o writes, but for what is forgotten.
DecisionsWith(o) == {o} \cup {p \in Ops : manifest.dec[p] # "none"}

PutFacts(o, won) ==
    [manifest |-> version + 1, answer |-> won, decisions |-> DecisionsWith(o)]

IsFound(e, finding) == "finding" \in DOMAIN e.f /\ e.f.finding = finding

\* What is complete is rolled back all the same if its source has come as far.
ClassifyFacts(s, e) ==
    LET o == sweep[s].op
        was == sweep[s].dec
    IN IF o \notin sidecars THEN [finding |-> "gone"]
       ELSE IF was # "none" THEN [finding |-> "decided", verdict |-> was]
       ELSE IF IsComplete(s) /\ ~SourceIsNew(o) /\ IsFound(e, "incomplete") THEN [finding |-> "incomplete"]
       ELSE IF IsComplete(s) THEN [finding |-> "complete"]
       ELSE IF WasCommitted(s) THEN [finding |-> "contained"]
       ELSE IF ~PinsAsExpected(sweep[s].pins, o) THEN [finding |-> "incomplete"]
       ELSE [finding |-> "incomplete", landed |-> {t \in TablesOf[o] : IsWholeOn(o, t)}]

\* Its source has come as far since it read the manifest.
LosesToSource(s, e) ==
    /\ "answer" \in DOMAIN e.f /\ e.f.answer = "LOST"
    /\ read[s] < version /\ ~SourceIsNew(sweep[s].op)

\* A sweep tries again over the manifests of others, until it has won or a manifest
\* says that what it read has moved: a lost put names that one, as LosePublish does.
DecideFacts(s, e) ==
    IF Unmoved(s) /\ ~LosesToSource(s, e) THEN PutFacts(sweep[s].op, "WON")
    ELSE [manifest |-> version, answer |-> "LOST"]

\* An unanswered put is its first or a later one.
UnansweredFacts(e) ==
    IF "manifest" \in DOMAIN e.f /\ e.f.manifest \in (read[e.s] + 1)..(version + 1)
    THEN [manifest |-> e.f.manifest]
    ELSE [manifest |-> version + 1]

FenceFacts(s, fenced) ==
    LET o == sweep[s].op
        t == DatasetsOf[o][sweep[s].done + 1]
    IN IF fenced THEN [table |-> t, fenced |-> IsFenced(o, t)]
       ELSE [table |-> t, restored |-> FenceTarget(s, t), landed |-> RestoredAt(t, FenceTarget(s, t))]

\* Before it prepares the next of its datasets, or of any that it has prepared, reads
\* or drops.
RefuseFacts(e, o) ==
    LET t == IF wpc[o] = "prepare" THEN NextDataset(o)
             ELSE IF "table" \in DOMAIN e.f THEN e.f.table ELSE 0
    IN [table |-> t, pin |-> PinOfName(wexp[o], o, t)]

\* The facts of step e, if its action is enabled.
FactsOf(e) ==
    LET o == e.o
        s == e.s
        has == DOMAIN e.f
    IN CASE e.a = "ReadManifest" ->
              [manifest |-> version,
               pins |-> [t \in TablesOf[o] \cup ReadsOf[o] |-> PinOfName(manifest.pins, o, t)],
               takenIn |-> IF SourceOf[o] = NoSource THEN 0 ELSE manifest.seqs[SourceOf[o]]]
         [] e.a = "PrepareTable" -> PrepareFacts(o, e.f)
         [] e.a \in {"Refuse", "RefuseDemand"} -> RefuseFacts(e, o)
         [] e.a = "Restart" -> RestartFacts(o)
         [] e.a = "RepairTable" ->
              LET t == NextDataset(o) IN
              [table |-> t, restored |-> wexp[o][t], landed |-> RestoredAt(t, wexp[o][t])]
         [] e.a = "ArmSidecar" -> [tables |-> DatasetsOf[o]]
         [] e.a = "ReadBackSidecar" -> [stands |-> o \in sidecars]
         [] e.a = "CommitTable" -> CommitFacts(o)
         [] e.a = "ReadBackTable" ->
              LET t == Committing(o) IN
              [table |-> t, head |-> HEAD(chain[t]),
               clean |-> HasLanded(o, Next1(o))]
         [] e.a = "Publish" -> PutFacts(o, "WON")
         [] e.a = "PublishUnanswered" -> [manifest |-> version + 1]
         [] e.a = "LosePublish" -> [manifest |-> version]
         [] e.a = "Converge" -> [verdict |-> Answer(o)]
         [] e.a = "SweepReadManifest" -> [manifest |-> version]
         [] e.a = "SweepClassify" -> ClassifyFacts(s, e)
         [] e.a \in {"SweepRollForward", "SweepRollBack"} -> DecideFacts(s, e)
         [] e.a = "DecideUnanswered" -> UnansweredFacts(e)
         [] e.a = "SweepFenceTable" -> FenceFacts(s, "fenced" \in has)
         [] e.a = "SweepAudit" -> [verdict |-> sweep[s].dec, created |-> audits[o] = <<>>]
         [] OTHER -> <<>>

(***************************************************************************)
(* Steps that the code tells of and Rollforward has no action for          *)
(***************************************************************************)

\* The caller demands a pin that does not stand, of what it changes or reads.  Nothing
\* was done.
RefuseDemand(o) ==
    /\ wpc[o] \in {"prepare", "arm"}
    /\ Goto(o, "done")
    /\ reply' = [reply EXCEPT ![o] = "failed"]
    /\ UNCHANGED <<stores, wexp, wbase, wdone, sweep, decided, crashes>>

\* A sweep's put gets no answer, and the sweep begins anew.  In the model it is
\* another one that does so, and this one may yet wake up and put.
DecideUnanswered(s) ==
    /\ sweep[s].pc \in {"rollforward", "rollback"}
    /\ UNCHANGED vars

\* A sweep would decide, and its source has come as far since it looked: it begins anew.
DecideOvertaken(s) ==
    /\ sweep[s].pc \in {"rollforward", "rollback"}
    /\ SetSweep(s, IdleSweep)
    /\ UNCHANGED <<stores, writers, witnesses, crashes>>

\* On to what was found.
Classify(e, s) ==
    /\ SweepClassify(s)
    /\ IsFound(e, "complete") => sweep'[s].pc = "rollforward"
    /\ IsFound(e, "incomplete") => sweep'[s].pc = "rollback"

\* Based on the version that was logged.
Prepare(e, o) ==
    /\ PrepareTable(o)
    /\ IF "base" \in DOMAIN e.f THEN wpc'[o] # "repair" /\ wbase'[o][NextDataset(o)] = e.f.base
       ELSE wpc'[o] = "repair"

\* A commit in the way that it was logged: refused or landed.
CommitOrNot(o, facts) ==
    /\ CommitTable(o)
    /\ "refused" \in facts => chain' = chain
    /\ "landed" \in facts => chain' # chain

\* A fence in the way that it was logged: skipped or restored.
Fence(s, fenced) ==
    /\ SweepFenceTable(s)
    /\ LET t == DatasetsOf[sweep[s].op][sweep[s].done + 1] IN
       chain'[t] = IF fenced THEN chain[t] ELSE Restore(chain[t], FenceTarget(s, t))

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)

WriterAction(e, o) ==
    CASE e.a = "ReadManifest" -> ReadManifest(o)
      [] e.a = "PrepareTable" -> Prepare(e, o)
      [] e.a = "Refuse" -> Refuse(o)
      [] e.a = "RefuseDemand" -> RefuseDemand(o)
      [] e.a = "Restart" -> Restart(o)
      [] e.a = "RepairTable" -> RepairTable(o)
      [] e.a = "ArmSidecar" -> ArmSidecar(o)
      [] e.a = "ReadBackSidecar" -> ReadBackSidecar(o)
      [] e.a = "CommitTable" -> CommitOrNot(o, DOMAIN e.f)
      [] e.a = "ReadBackTable" -> ReadBackTable(o)
      [] e.a = "Publish" -> Publish(o) /\ wpc'[o] = "cleanup"
      [] e.a \in {"LoseAnswer", "PublishUnanswered"} -> LoseAnswer(o)
      [] e.a = "LosePublish" -> LosePublish(o)
      [] e.a = "Converge" -> Converge(o)
      [] e.a = "DeleteSidecar" -> DeleteSidecar(o)

SweepAction(e, s) ==
    CASE e.a = "SweepListSidecars" -> SweepListSidecars(s, e.o)
      [] e.a = "SweepReadManifest" -> SweepReadManifest(s, e.o)
      [] e.a = "SweepClassify" -> Classify(e, s)
      [] e.a \in {"SweepRollForward", "SweepRollBack"} /\ LosesToSource(s, e) -> DecideOvertaken(s)
      [] e.a = "SweepRollForward" -> SweepRollForward(s)
      [] e.a = "SweepRollBack" -> SweepRollBack(s)
      [] e.a = "DecideUnanswered" -> DecideUnanswered(s)
      [] e.a = "SweepFenceTable" -> Fence(s, "fenced" \in DOMAIN e.f)
      [] e.a = "SweepAudit" -> SweepAudit(s)
      [] e.a = "SweepDeleteSidecar" -> SweepDeleteSidecar(s)
      [] e.a = "CrashSweep" -> CrashSweep(s)

\* The call of e.o arrives.
Arrival(e) ==
    LET call == CHOOSE c \in flight : c.op = e.o /\ c.kind = e.f.call IN
    /\ \E c \in flight : c.op = e.o /\ c.kind = e.f.call
    /\ CASE e.f.call = "arm" -> ArriveSidecar [] e.f.call = "commit" -> ArriveCommit
         [] e.f.call = "publish" -> ArrivePublish
    /\ call \notin flight'
    /\ e.f.call = "publish" => manifest' = call.manifest

Action(e) ==
    CASE e.a = "Arrive" -> Arrival(e)
      [] e.a = "ForgetDecision" -> ForgetDecision(e.o)
      [] e.s = 0 /\ e.a \notin {"Arrive", "ForgetDecision"} -> WriterAction(e, e.o)
      [] OTHER -> (e.a = "SweepReadManifest" \/ sweep[e.s].op \in {0, e.o}) /\ SweepAction(e, e.s)

\* What is forgotten along with a manifest is forgotten in the steps after.
Logged(e, name) == IF name = "decisions" THEN e.f.decisions \cup e.forgets ELSE e.f[name]

Guessed == {"LoseAnswer", "Arrive", "ForgetDecision", "CrashSweep"}

Agrees(e) ==
    e.a \in Guessed \/
        LET facts == FactsOf(e) IN
        /\ DOMAIN e.f \subseteq DOMAIN facts
        /\ \A name \in DOMAIN e.f : Logged(e, name) = facts[name]

\* Every step but a forgetting that changes the manifest makes the next version.
NextVersion(e) ==
    IF manifest' = manifest \/ e.a = "ForgetDecision" THEN version ELSE version + 1

Step ==
    LET e == Steps[at] IN
    /\ Action(e)
    /\ Agrees(e)
    /\ at' = at + 1
    /\ version' = NextVersion(e)
    /\ read' = IF e.a = "SweepReadManifest" THEN [read EXCEPT ![e.s] = version] ELSE read
    /\ UNCHANGED group

(***************************************************************************)
(* The verdict                                                             *)
(***************************************************************************)

WriterActions ==
    {"ReadManifest", "PrepareTable", "Refuse", "Restart", "RepairTable", "ArmSidecar",
     "ReadBackSidecar", "CommitTable", "ReadBackTable", "Publish", "LosePublish", "Converge",
     "DeleteSidecar"}
SweepActions ==
    {"SweepReadManifest", "SweepClassify", "SweepRollForward", "SweepRollBack",
     "SweepFenceTable", "SweepAudit", "SweepDeleteSidecar"}

\* What the process of step e could have done instead, with its facts.
Possible(e) ==
    LET as(a) == [a |-> a, o |-> e.o, s |-> e.s, f |-> <<>>]
        actions == IF e.s = 0 THEN WriterActions ELSE SweepActions
    IN {[a |-> a, f |-> FactsOf(as(a))] : a \in {a \in actions : ENABLED Action(as(a))}}

\* Which of the others could have gone on, and where they stand.
Others(e) ==
    {<<o, wpc[o]>> : o \in {o \in Ops : o # e.o /\ wpc[o] \notin {"start", "done", "dead"}}}

Rejection(e) ==
    [group |-> group, at |-> at, possible |-> Possible(e), others |-> Others(e),
     stands |-> IF e.s = 0 THEN IF e.o = 0 THEN "" ELSE wpc[e.o] ELSE sweep[e.s].pc,
     enabled |-> ENABLED Action(e),
     facts |-> IF ENABLED Action(e) THEN FactsOf(e) ELSE <<>>]

TraceNext ==
    \/ at <= Len(Steps) /\ Step
    \/ at > Len(Steps) /\ Say([group |-> group, at |-> at]) /\ FALSE /\ UNCHANGED traceVars
    \/ /\ Explains
       /\ at <= Len(Steps)
       /\ ~ENABLED Step
       /\ Say(Rejection(Steps[at])) /\ FALSE /\ UNCHANGED traceVars

TraceSpec == TraceInit /\ [][TraceNext]_traceVars

\* The order is given, so a state is where it stands in it.
Place == <<group, at>>

Followed == at <= Len(Steps) + 1
=============================================================================
