-------------------------- MODULE RollforwardProof --------------------------
(***************************************************************************)
(* Rollforward.tla for any number of operations, tables and sweeps, with   *)
(* an inductive invariant.  Z3 discharges every obligation; README.md says *)
(* how, and what ties this module to Rollforward.tla.                      *)
(*                                                                         *)
(* Modelled: what Rollforward.tla models, in its order and under its       *)
(*   names.  Sets of operations, tables, names and sweeps are arbitrary,   *)
(*   versions are integers, and there is no bound on crashes.              *)
(* Wider than Rollforward.tla: an operation commits to its tables in any   *)
(*   order and side by side; a repair does not ask whether what it covers  *)
(*   is decided; a put of a sidecar or a commit may take effect again.      *)
(* Assumed, not proved: the store contracts (contract/); the assumptions   *)
(*   about scenarios below; safety only.                                   *)
(*                                                                         *)
(* Form: every variable is a function with a value for every argument, so  *)
(*   that a formula about them is a formula of first-order logic.  Sets    *)
(*   are functions to BOOLEAN, sequences are taken apart.  An action says  *)
(*   what every variable becomes; where it has alternatives, they are      *)
(*   parameters (BOOLEAN) or the branches of an IF.                        *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS Ops, Tables, Names, Sources, Sweeps   \* any sets

CONSTANTS
    CommitsOf,      \* how many commits an operation makes to a dataset
    DropsOf,        \* the names of the tables that it drops
    RelevantOf,     \* the datasets whose pins it reads
    OnSnapshot,     \* whether its caller begins on a snapshot
    NameOf,         \* the table name that a dataset stands for
    Created,        \* whether a dataset does not exist at the start
    CreatorOf,      \* the only operation that may create it
    HasSource,      \* whether an operation carries on a source: a stream of batches
    SourceOf,       \* which one
    SequenceOf,     \* how far
    IsRetry,        \* whether its staged data is that of another operation
    RetryOf,        \* which one
    NoOp            \* fills a variable that names no operation

ASSUME ScenarioTypes ==
    /\ CommitsOf \in [Ops -> [Tables -> Int]]
    /\ DropsOf \in [Ops -> [Names -> BOOLEAN]]
    /\ RelevantOf \in [Ops -> [Tables -> BOOLEAN]]
    /\ OnSnapshot \in [Ops -> BOOLEAN]
    /\ NameOf \in [Tables -> Names]
    /\ Created \in [Tables -> BOOLEAN]
    /\ CreatorOf \in [Tables -> Ops]
    /\ HasSource \in [Ops -> BOOLEAN]
    /\ SourceOf \in [Ops -> Sources]
    /\ SequenceOf \in [Ops -> Int]
    /\ IsRetry \in [Ops -> BOOLEAN]
    /\ RetryOf \in [Ops -> Ops]
    /\ NoOp \in Ops

TablesOf(o, t) == CommitsOf[o][t] > 0
DroppableOf(o, t) == DropsOf[o][NameOf[t]]
HasTables(o) == \E t \in Tables : TablesOf(o, t)
HasDrops(o) == \E n \in Names : DropsOf[o][n]

\* An operation reads the pins of everything that stands for the name of a
\* table which it changes, creates or drops.  What it reads besides has been
\* declared as read.
ASSUME Scenarios ==
    /\ \A o \in Ops, t \in Tables : CommitsOf[o][t] >= 0
    /\ \A o \in Ops, t \in Tables : TablesOf(o, t) => RelevantOf[o][t]
    /\ \A o \in Ops, t \in Tables : DroppableOf(o, t) => RelevantOf[o][t]
    /\ \A o \in Ops, t, u \in Tables :
        TablesOf(o, t) /\ NameOf[t] = NameOf[u] => RelevantOf[o][u]
    /\ \A o \in Ops : HasTables(o) \/ HasDrops(o)
    /\ \A o \in Ops : HasSource[o] => SequenceOf[o] > 0
    /\ \A o \in Ops, t, u \in Tables :
        TablesOf(o, t) /\ TablesOf(o, u) /\ NameOf[t] = NameOf[u] => t = u
    /\ \A t, u \in Tables : ~Created[t] /\ ~Created[u] /\ NameOf[t] = NameOf[u] => t = u

NoVersion == 0      \* the pin of a dataset that was never visible

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES           \* the chain of every dataset (contract/LanceTable.tla)
    head,           \* its newest version
    res,            \* what a version resolves to: itself, or what it restores
    restored,       \* its newest restore, or 0
    by,             \* which commit of an operation a version is, or 0
    rows,           \* how often an operation occurs in the rows of a version
    foreign,        \* how many rows of a version are not ours
    size,           \* how many operations its rows are of
    place,          \* which of these an operation is, oldest first, or 0
    landed          \* how many commits of an operation lie where they should

VARIABLES           \* the newest manifest
    pins,           \* the version that is visible, or was when it was dropped
    dropped,        \* whether the dataset is dropped
    tomb,           \* the operation that dropped it
    dec,            \* the decision of an operation
    seqs,           \* how far a source has come
    carried         \* the operation that brought it there

VARIABLES
    sidecars,       \* whether the sidecar of an operation stands
    audits,         \* the verdict in its audit record, or "none"
    auditCount      \* how many audit records it has

VARIABLES           \* calls without an answer that may still take effect
    armSent,        \* the put of a sidecar: it may take effect again
    commitSent,     \* a commit to a dataset, by its number: as the sidecar's
    publishSent,    \* the put of a manifest
    publishForgets  \* the decisions that this manifest leaves out

(***************************************************************************)
(* Protocol state of the processes                                         *)
(***************************************************************************)
VARIABLES
    wpc,            \* where the writer stands
    begun,          \* whether it has read pins at all
    wexp,           \* the pins that it read
    wgone,          \* which of these datasets were dropped then
    wbase,          \* the HEADs that it was prepared against
    wprep,          \* the datasets that it has prepared
    wdone,          \* how many commits it knows to have landed
    wawait          \* whether a commit has got no answer yet

VARIABLES
    spc,            \* where the sweep stands
    sop,            \* the operation it is about
    spins,          \* the pins that it read
    sgone,          \* which of these datasets were dropped then
    sdec,           \* the decision that it read or made
    sfen            \* the datasets that it has fenced

(***************************************************************************)
(* Witnesses: written, never read by an action                             *)
(***************************************************************************)
VARIABLES
    committed,      \* whether COMMITTED ever stood in a manifest
    aborted,        \* whether ABORTED ever did
    reply           \* what the caller was told

chain == <<head, res, restored, by, rows, foreign, size, place, landed>>
manifest == <<pins, dropped, tomb, dec, seqs, carried>>
flight == <<armSent, commitSent, publishSent, publishForgets>>
writer == <<begun, wexp, wgone, wbase, wprep>>
progress == <<wdone, wawait>>
sweep == <<spc, sop, spins, sgone, sdec, sfen>>

Verdicts == {"none", "COMMITTED", "ABORTED"}
Preparing == {"start", "prepare", "repair", "arm"}

\* LEMMA TypeOK: everything has a value of its type.
TypeOK ==
    /\ head \in [Tables -> Int]
    /\ res \in [Tables -> [Int -> Int]]
    /\ restored \in [Tables -> Int]
    /\ by \in [Tables -> [Int -> [Ops -> Int]]]
    /\ rows \in [Tables -> [Int -> [Ops -> Int]]]
    /\ foreign \in [Tables -> [Int -> Int]]
    /\ size \in [Tables -> [Int -> Int]]
    /\ place \in [Tables -> [Int -> [Ops -> Int]]]
    /\ landed \in [Ops -> [Tables -> Int]]
    /\ pins \in [Tables -> Int]
    /\ dropped \in [Tables -> BOOLEAN]
    /\ tomb \in [Tables -> Ops]
    /\ dec \in [Ops -> Verdicts]
    /\ seqs \in [Sources -> Int]
    /\ carried \in [Sources -> Ops]
    /\ sidecars \in [Ops -> BOOLEAN]
    /\ audits \in [Ops -> Verdicts]
    /\ auditCount \in [Ops -> Int]
    /\ armSent \in [Ops -> BOOLEAN]
    /\ commitSent \in [Ops -> [Tables -> [Int -> BOOLEAN]]]
    /\ publishSent \in [Ops -> BOOLEAN]
    /\ publishForgets \in [Ops -> [Ops -> BOOLEAN]]
    /\ wpc \in [Ops -> {"start", "prepare", "repair", "arm", "armed?", "commit",
                        "publish", "converge", "cleanup", "done", "dead"}]
    /\ begun \in [Ops -> BOOLEAN]
    /\ wexp \in [Ops -> [Tables -> Int]]
    /\ wgone \in [Ops -> [Tables -> BOOLEAN]]
    /\ wbase \in [Ops -> [Tables -> Int]]
    /\ wprep \in [Ops -> [Tables -> BOOLEAN]]
    /\ wdone \in [Ops -> [Tables -> Int]]
    /\ wawait \in [Ops -> [Tables -> BOOLEAN]]
    /\ spc \in [Sweeps -> {"idle", "listed", "read", "rollforward", "rollback", "fence",
                           "audit", "delete"}]
    /\ sop \in [Sweeps -> Ops]
    /\ spins \in [Sweeps -> [Tables -> Int]]
    /\ sgone \in [Sweeps -> [Tables -> BOOLEAN]]
    /\ sdec \in [Sweeps -> Verdicts]
    /\ sfen \in [Sweeps -> [Tables -> BOOLEAN]]
    /\ committed \in [Ops -> BOOLEAN]
    /\ aborted \in [Ops -> BOOLEAN]
    /\ reply \in [Ops -> {"none", "ok", "failed"}]

Init ==
    /\ head = [t \in Tables |-> IF Created[t] THEN 0 ELSE 1]
    /\ res = [t \in Tables |-> [v \in Int |-> v]]
    /\ restored = [t \in Tables |-> 0]
    /\ by = [t \in Tables |-> [v \in Int |-> [o \in Ops |-> 0]]]
    /\ rows = [t \in Tables |-> [v \in Int |-> [o \in Ops |-> 0]]]
    /\ foreign = [t \in Tables |-> [v \in Int |-> 0]]
    /\ size = [t \in Tables |-> [v \in Int |-> 0]]
    /\ place = [t \in Tables |-> [v \in Int |-> [o \in Ops |-> 0]]]
    /\ landed = [o \in Ops |-> [t \in Tables |-> 0]]
    /\ pins = [t \in Tables |-> IF Created[t] THEN NoVersion ELSE 1]
    /\ dropped = [t \in Tables |-> FALSE]
    /\ tomb = [t \in Tables |-> NoOp]
    /\ dec = [o \in Ops |-> "none"]
    /\ seqs = [c \in Sources |-> 0]
    /\ carried = [c \in Sources |-> NoOp]
    /\ sidecars = [o \in Ops |-> FALSE]
    /\ audits = [o \in Ops |-> "none"]
    /\ auditCount = [o \in Ops |-> 0]
    /\ armSent = [o \in Ops |-> FALSE]
    /\ commitSent = [o \in Ops |-> [t \in Tables |-> [i \in Int |-> FALSE]]]
    /\ publishSent = [o \in Ops |-> FALSE]
    /\ publishForgets = [o \in Ops |-> [p \in Ops |-> FALSE]]
    /\ wpc = [o \in Ops |-> "start"]
    /\ begun = [o \in Ops |-> FALSE]
    /\ wexp = [o \in Ops |-> [t \in Tables |-> 0]]
    /\ wgone = [o \in Ops |-> [t \in Tables |-> FALSE]]
    /\ wbase = [o \in Ops |-> [t \in Tables |-> 0]]
    /\ wprep = [o \in Ops |-> [t \in Tables |-> FALSE]]
    /\ wdone = [o \in Ops |-> [t \in Tables |-> 0]]
    /\ wawait = [o \in Ops |-> [t \in Tables |-> FALSE]]
    /\ spc = [s \in Sweeps |-> "idle"]
    /\ sop = [s \in Sweeps |-> NoOp]
    /\ spins = [s \in Sweeps |-> [t \in Tables |-> 0]]
    /\ sgone = [s \in Sweeps |-> [t \in Tables |-> FALSE]]
    /\ sdec = [s \in Sweeps |-> "none"]
    /\ sfen = [s \in Sweeps |-> [t \in Tables |-> FALSE]]
    /\ committed = [o \in Ops |-> FALSE]
    /\ aborted = [o \in Ops |-> FALSE]
    /\ reply = [o \in Ops |-> "none"]

(***************************************************************************)
(* The table (contract/LanceTable.tla)                                     *)
(***************************************************************************)

IsRestore(t, v) == res[t][v] # v
HeadResolvesTo(t, v) == res[t][head[t]] = v
IsBase(t, v, pin) == res[t][v] = pin

Accepts(t, read) == IF read = 0 THEN head[t] = 0 ELSE restored[t] <= read

\* What commit i of an operation to a dataset is prepared against: the base, or its
\* own commit before.
ReadOf(o, t, i) == wbase[o][t] + i - 1

\* Commit i lands on HEAD + 1, which is where it should only if it is the next one
\* and nothing has come in between.
AppendTo(o, t, i) ==
    /\ head' = [head EXCEPT ![t] = head[t] + 1]
    /\ res' = [res EXCEPT ![t][head[t] + 1] = head[t] + 1]
    /\ by' = [by EXCEPT ![t][head[t] + 1][o] = i]
    /\ rows' = [rows EXCEPT ![t][head[t] + 1] =
                   [p \in Ops |-> IF p = o THEN rows[t][head[t]][p] + 1 ELSE rows[t][head[t]][p]]]
    /\ foreign' = [foreign EXCEPT ![t][head[t] + 1] = foreign[t][head[t]]]
    /\ size' = [size EXCEPT ![t][head[t] + 1] =
                   IF place[t][head[t]][o] = 0 THEN size[t][head[t]] + 1 ELSE size[t][head[t]]]
    /\ place' = [place EXCEPT ![t][head[t] + 1] =
                   [p \in Ops |-> IF p = o /\ place[t][head[t]][o] = 0 THEN size[t][head[t]] + 1
                                  ELSE place[t][head[t]][p]]]
    /\ landed' = [landed EXCEPT ![o][t] =
                     IF head[t] = ReadOf(o, t, i) /\ i = @ + 1 THEN @ + 1 ELSE @]
    /\ UNCHANGED restored

Restore(t, target) ==
    IF target = 0 /\ head[t] # 0 THEN UNCHANGED chain
    ELSE /\ head' = [head EXCEPT ![t] = head[t] + 1]
         /\ res' = [res EXCEPT ![t][head[t] + 1] = res[t][target]]
         /\ rows' = [rows EXCEPT ![t][head[t] + 1] = [p \in Ops |-> rows[t][target][p]]]
         /\ foreign' = [foreign EXCEPT ![t][head[t] + 1] = foreign[t][target]]
         /\ size' = [size EXCEPT ![t][head[t] + 1] = size[t][target]]
         /\ place' = [place EXCEPT ![t][head[t] + 1] = [p \in Ops |-> place[t][target][p]]]
         /\ restored' = [restored EXCEPT ![t] = head[t] + 1]
         /\ UNCHANGED <<by, landed>>

(***************************************************************************)
(* Pure decisions (Java: dev.rollforward.core)                             *)
(***************************************************************************)

SamePin(p, pGone, q, qGone) == p = q /\ pGone = qGone
IsVisible(pin, gone) == pin # NoVersion /\ ~gone

AsExpected(o, t) == SamePin(pins[t], dropped[t], wexp[o][t], wgone[o][t])
PinsAsExpected(o) == \A t \in Tables : RelevantOf[o][t] => AsExpected(o, t)

Landing(o, t) == wbase[o][t] + CommitsOf[o][t]
LandedClean(o, t) == landed[o][t] = CommitsOf[o][t]
LandedSomewhere(o, t) == \E v \in Int : by[t][v][o] # 0
AllLanded(o) == \A t \in Tables : TablesOf(o, t) => LandedClean(o, t)
NewPin(o, t) == Landing(o, t)

PinAfter(o, t) == IF TablesOf(o, t) THEN NewPin(o, t) ELSE pins[t]
DropsNow(o, t) == ~TablesOf(o, t) /\ DroppableOf(o, t) /\ ~dropped[t] /\ pins[t] # NoVersion
DroppedAfter(o, t) == IF TablesOf(o, t) THEN FALSE ELSE dropped[t] \/ DropsNow(o, t)

\* A source is only carried on.
SourceIsNew(o) == HasSource[o] => seqs[SourceOf[o]] < SequenceOf[o]
CarriesOn(o, c) == HasSource[o] /\ SourceOf[o] = c

\* Whether what a pin says differs from what an operation expects.
MovedAfter(p, o, t) ==
    RelevantOf[p][t] /\ ~SamePin(PinAfter(o, t), DroppedAfter(o, t), wexp[p][t], wgone[p][t])
Moved(p, t) == RelevantOf[p][t] /\ ~AsExpected(p, t)

MayForget(p) ==
    /\ ~sidecars[p]
    /\ dec[p] = "COMMITTED" \/ (dec[p] = "ABORTED" /\ \E t \in Tables : Moved(p, t))
MayForgetAfter(p, o) ==
    /\ ~sidecars[p]
    /\ p = o \/ dec[p] = "COMMITTED"
        \/ (dec[p] = "ABORTED" /\ \E t \in Tables : MovedAfter(p, o, t))

VoidPuts ==
    /\ publishSent' = [o \in Ops |-> FALSE]
    /\ publishForgets' = [o \in Ops |-> [p \in Ops |-> FALSE]]

Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]
NothingDone(o) ==
    /\ wdone' = [wdone EXCEPT ![o] = [t \in Tables |-> 0]]
    /\ wawait' = [wawait EXCEPT ![o] = [t \in Tables |-> FALSE]]
NothingPrepared(o) == wprep' = [wprep EXCEPT ![o] = [t \in Tables |-> FALSE]]

\* Java: core.Publish.next, with the decisions of `forgotten` left out.
WithCommit(o, forgotten) ==
    /\ pins' = [t \in Tables |-> PinAfter(o, t)]
    /\ dropped' = [t \in Tables |-> DroppedAfter(o, t)]
    /\ tomb' = [t \in Tables |-> IF DropsNow(o, t) THEN o ELSE tomb[t]]
    /\ dec' = [p \in Ops |-> IF forgotten[p] THEN "none"
                             ELSE IF p = o THEN "COMMITTED" ELSE dec[p]]
    /\ seqs' = [c \in Sources |-> IF CarriesOn(o, c) THEN SequenceOf[o] ELSE seqs[c]]
    /\ carried' = [c \in Sources |-> IF CarriesOn(o, c) THEN o ELSE carried[c]]
    /\ committed' = [committed EXCEPT ![o] = TRUE]
    /\ VoidPuts
    /\ UNCHANGED <<aborted, armSent, commitSent>>

\* Java: core.Abort.next.
WithAbort(o, forgotten) ==
    /\ dec' = [p \in Ops |-> IF forgotten[p] THEN "none"
                             ELSE IF p = o THEN "ABORTED" ELSE dec[p]]
    /\ aborted' = [aborted EXCEPT ![o] = TRUE]
    /\ VoidPuts
    /\ UNCHANGED <<pins, dropped, tomb, seqs, carried, committed, armSent, commitSent>>

(***************************************************************************)
(* The writer (Java: engine.Writer)                                        *)
(***************************************************************************)

ToPrepare(o) == IF HasTables(o) THEN "prepare" ELSE "arm"
ToCommit(o) == IF HasTables(o) THEN "commit" ELSE "publish"

ExpectPins(o) ==
    /\ begun' = [begun EXCEPT ![o] = TRUE]
    /\ wexp' = [wexp EXCEPT ![o] = [t \in Tables |-> IF RelevantOf[o][t] THEN pins[t] ELSE 0]]
    /\ wgone' = [wgone EXCEPT ![o] = [t \in Tables |-> RelevantOf[o][t] /\ dropped[t]]]

\* The caller takes the snapshot that its operation will begin on.
TakeSnapshot(o) ==
    /\ wpc[o] = "start"
    /\ OnSnapshot[o] /\ ~begun[o]
    /\ ExpectPins(o)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wpc, wbase, wprep, progress,
                   sweep, committed, aborted, reply>>

\* The caller commits the staged data of another operation again, once it was told that
\* the other failed.
MayBegin(o) == IsRetry[o] => reply[RetryOf[o]] = "failed"

\* On a snapshot it is that of the caller that counts.
ReadManifest(o) ==
    /\ wpc[o] = "start"
    /\ MayBegin(o)
    /\ IF OnSnapshot[o] THEN begun[o] /\ UNCHANGED <<begun, wexp, wgone>> ELSE ExpectPins(o)
    /\ Goto(o, ToPrepare(o))
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wbase, wprep, progress,
                   sweep, committed, aborted, reply>>

\* A table to be created exists, or is not its to create; one to be changed
\* does not exist.
Unmet(o, t) ==
    IF Created[t] /\ wexp[o][t] = NoVersion /\ ~wgone[o][t]
    THEN \/ CreatorOf[t] # o
         \/ \E u \in Tables :
               NameOf[u] = NameOf[t] /\ ~DroppableOf(o, u) /\ IsVisible(wexp[o][u], wgone[o][u])
    ELSE wgone[o][t]
NothingToDrop(o) ==
    HasDrops(o) /\ \A t \in Tables : DroppableOf(o, t) => ~IsVisible(wexp[o][t], wgone[o][t])

ToBePrepared(o, t) == TablesOf(o, t) /\ ~wprep[o][t]

\* Also where a commit that is not ours lies above the pin, and where the snapshot
\* of the caller has moved.
Refuse(o) ==
    /\ \/ wpc[o] = "prepare" /\ (OnSnapshot[o] \/ ~SourceIsNew(o))
       \/ /\ wpc[o] = "prepare"
          /\ \E t \in Tables :
                ToBePrepared(o, t) /\ (Unmet(o, t) \/ ~HeadResolvesTo(t, wexp[o][t]))
       \/ wpc[o] = "arm" /\ NothingToDrop(o)
    /\ Goto(o, "done")
    /\ NothingPrepared(o)
    /\ Tell(o, "failed")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, begun, wexp, wgone, wbase,
                   progress, sweep, committed, aborted>>

LastPrepared(o, t) == \A u \in Tables : ToBePrepared(o, u) => u = t

\* Rule 5: HEAD resolves to the pin, or the pin may be restored (rule 6).
\* Against HEAD, or against a version that its process remembers.
PrepareTable(o, t, base) ==
    /\ wpc[o] = "prepare"
    /\ ToBePrepared(o, t)
    /\ ~Unmet(o, t)
    /\ \/ /\ base = head[t] \/ (1 <= base /\ base <= head[t])
          /\ IsBase(t, base, wexp[o][t])
          /\ wbase' = [wbase EXCEPT ![o][t] = base]
          /\ wprep' = [wprep EXCEPT ![o][t] = TRUE]
          /\ Goto(o, IF LastPrepared(o, t) THEN "arm" ELSE "prepare")
       \/ /\ ~HeadResolvesTo(t, wexp[o][t])
          /\ AsExpected(o, t)
          /\ Goto(o, "repair")
          /\ UNCHANGED <<wbase, wprep>>
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, begun, wexp, wgone, progress,
                   sweep, committed, aborted, reply>>

Restart(o, t) ==
    /\ wpc[o] = "prepare"
    /\ ToBePrepared(o, t)
    /\ ~Unmet(o, t)
    /\ ~HeadResolvesTo(t, wexp[o][t])
    /\ Goto(o, "start")
    /\ NothingPrepared(o)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, begun, wexp, wgone, wbase,
                   progress, sweep, committed, aborted, reply>>

\* Rule 6; the pin restored may be stale by now.
RepairTable(o, t) ==
    /\ wpc[o] = "repair"
    /\ ToBePrepared(o, t)
    /\ wexp[o][t] # NoVersion
    /\ Restore(t, wexp[o][t])
    /\ Goto(o, "start")
    /\ NothingPrepared(o)
    /\ UNCHANGED <<manifest, sidecars, audits, auditCount, flight, begun, wexp, wgone, wbase, progress,
                   sweep, committed, aborted, reply>>

\* Rule 9; written once, before any table moves.  With `again` a copy of the
\* request is still on its way.
ArmSidecar(o, again) ==
    /\ wpc[o] = "arm"
    /\ ~NothingToDrop(o)
    /\ sidecars' = [sidecars EXCEPT ![o] = TRUE]
    /\ armSent' = [armSent EXCEPT ![o] = again]
    /\ Goto(o, ToCommit(o))
    /\ UNCHANGED <<chain, manifest, audits, auditCount, commitSent, publishSent, publishForgets,
                   writer, progress, sweep, committed, aborted, reply>>

ReadBackSidecar(o) ==
    /\ wpc[o] = "armed?"
    /\ IF sidecars[o] THEN Goto(o, ToCommit(o)) /\ UNCHANGED reply
       ELSE IF HasTables(o) THEN Goto(o, "done") /\ Tell(o, "failed")
       ELSE Goto(o, "arm") /\ UNCHANGED reply
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted>>

LastCommit(o, t) ==
    \A u \in Tables : TablesOf(o, u) =>
        wdone[o][u] = (IF u = t THEN CommitsOf[o][u] - 1 ELSE CommitsOf[o][u])
NextCommit(o, t) ==
    IF LastCommit(o, t)
    THEN Goto(o, "publish") /\ NothingDone(o)
    ELSE /\ UNCHANGED wpc
         /\ wdone' = [wdone EXCEPT ![o][t] = @ + 1]
         /\ wawait' = [wawait EXCEPT ![o][t] = FALSE]
GiveUp(o) == Goto(o, "converge") /\ NothingDone(o)

ToBeCommitted(o, t) ==
    wpc[o] = "commit" /\ ~wawait[o][t] /\ wdone[o][t] < CommitsOf[o][t]

\* Rule 4: the commit has landed exactly where it was prepared to.
LandsCleanly(o, t) == head[t] = ReadOf(o, t, wdone[o][t] + 1)

\* Refused or rebased, the operation gives up.  Above a restore every kind is refused;
\* for what else it may be refused does not matter, so it may be for nothing.
CommitTable(o, t, refused) ==
    /\ ToBeCommitted(o, t)
    /\ IF ~refused /\ Accepts(t, ReadOf(o, t, wdone[o][t] + 1))
       THEN /\ AppendTo(o, t, wdone[o][t] + 1)
            /\ IF LandsCleanly(o, t) THEN NextCommit(o, t) ELSE GiveUp(o)
       ELSE UNCHANGED chain /\ GiveUp(o)
    /\ UNCHANGED <<manifest, sidecars, audits, auditCount, flight, writer, sweep, committed, aborted,
                   reply>>

\* A writer may give up although the commit has landed.
ReadBackTable(o, t, lost) ==
    /\ wpc[o] = "commit"
    /\ wawait[o][t]
    /\ IF ~lost THEN by[t][ReadOf(o, t, wdone[o][t] + 1) + 1][o] = wdone[o][t] + 1 /\ NextCommit(o, t)
       ELSE GiveUp(o)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, sweep, committed,
                   aborted, reply>>

MayPublish(o) == PinsAsExpected(o) /\ SourceIsNew(o) /\ dec[o] = "none"

\* Rule 2: decision and pins in one compare-and-set.  Its answer may get lost.
Publish(o, heard, forgotten) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ \A p \in Ops : forgotten[p] => MayForgetAfter(p, o)
    /\ WithCommit(o, forgotten)
    /\ IF heard THEN Goto(o, "cleanup") /\ Tell(o, "ok") ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ UNCHANGED <<chain, sidecars, audits, auditCount, writer, progress, sweep>>

\* A pin has moved, somebody has decided, or others have published faster for too long.
LosePublish(o) ==
    /\ wpc[o] = "publish"
    /\ Goto(o, "converge")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted, reply>>

\* Rule 8: the manifest answers, or later the audit.
Answer(o) == IF dec[o] # "none" THEN dec[o] ELSE audits[o]

Converge(o) ==
    /\ wpc[o] = "converge"
    /\ Answer(o) # "none"
    /\ IF Answer(o) = "COMMITTED" THEN Goto(o, "cleanup") /\ Tell(o, "ok")
       ELSE Goto(o, "done") /\ Tell(o, "failed")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, progress, sweep,
                   committed, aborted>>

DeleteSidecar(o) ==
    /\ wpc[o] = "cleanup"
    /\ sidecars' = [sidecars EXCEPT ![o] = FALSE]
    /\ Goto(o, "done")
    /\ UNCHANGED <<chain, manifest, audits, auditCount, flight, writer, progress, sweep, committed,
                   aborted, reply>>

CrashWriter(o) ==
    /\ wpc[o] \in {"commit", "publish", "cleanup"}
    /\ Goto(o, "dead")
    /\ NothingDone(o)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, writer, sweep, committed,
                   aborted, reply>>

(***************************************************************************)
(* Calls without an answer                                                 *)
(***************************************************************************)

LoseAnswerOfArm(o) ==
    /\ wpc[o] = "arm"
    /\ ~NothingToDrop(o)
    /\ armSent' = [armSent EXCEPT ![o] = TRUE]
    /\ Goto(o, "armed?")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, commitSent, publishSent,
                   publishForgets, writer, progress, sweep, committed, aborted, reply>>

LoseAnswerOfCommit(o, t) ==
    /\ ToBeCommitted(o, t)
    /\ commitSent' = [commitSent EXCEPT ![o][t][wdone[o][t] + 1] = TRUE]
    /\ wawait' = [wawait EXCEPT ![o][t] = TRUE]
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, armSent, publishSent,
                   publishForgets, wpc, writer, wdone, sweep, committed, aborted, reply>>

LoseAnswerOfPublish(o, forgotten) ==
    /\ wpc[o] = "publish"
    /\ MayPublish(o)
    /\ \A p \in Ops : forgotten[p] => MayForgetAfter(p, o)
    /\ publishSent' = [publishSent EXCEPT ![o] = TRUE]
    /\ publishForgets' = [publishForgets EXCEPT ![o] = [p \in Ops |-> forgotten[p]]]
    /\ Goto(o, "converge")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, armSent, commitSent, writer,
                   progress, sweep, committed, aborted, reply>>

ArriveSidecar(o, again) ==
    /\ armSent[o]
    /\ armSent' = [armSent EXCEPT ![o] = again]
    /\ sidecars' = [sidecars EXCEPT ![o] = TRUE]
    /\ UNCHANGED <<chain, manifest, audits, auditCount, commitSent, publishSent, publishForgets,
                   wpc, writer, progress, sweep, committed, aborted, reply>>

ArriveCommit(o, t, i, again, refused) ==
    /\ commitSent[o][t][i]
    /\ commitSent' = [commitSent EXCEPT ![o][t][i] = again]
    /\ IF ~refused /\ Accepts(t, ReadOf(o, t, i)) THEN AppendTo(o, t, i) ELSE UNCHANGED chain
    /\ UNCHANGED <<manifest, sidecars, audits, auditCount, armSent, publishSent, publishForgets,
                   wpc, writer, progress, sweep, committed, aborted, reply>>

ArrivePublish(o) ==
    /\ publishSent[o]
    /\ WithCommit(o, publishForgets[o])
    /\ UNCHANGED <<chain, sidecars, audits, auditCount, wpc, writer, progress, sweep, reply>>

(***************************************************************************)
(* Recovery (Java: engine.RecoveryPass)                                    *)
(***************************************************************************)

SetSweep(s, pc, o, verdict) ==
    /\ spc' = [spc EXCEPT ![s] = pc]
    /\ sop' = [sop EXCEPT ![s] = o]
    /\ sdec' = [sdec EXCEPT ![s] = verdict]
ReadNothing(s) ==
    /\ spins' = [spins EXCEPT ![s] = [t \in Tables |-> 0]]
    /\ sgone' = [sgone EXCEPT ![s] = [t \in Tables |-> FALSE]]
    /\ sfen' = [sfen EXCEPT ![s] = [t \in Tables |-> FALSE]]
Decided(s, verdict, pc) == SetSweep(s, pc, sop[s], verdict) /\ ReadNothing(s)
IdleSweep(s) == SetSweep(s, "idle", NoOp, "none") /\ ReadNothing(s)
Continue(s, verdict, pc) ==
    SetSweep(s, pc, sop[s], verdict) /\ UNCHANGED <<spins, sgone, sfen>>

SweepListSidecars(s, o) ==
    /\ spc[s] = "idle"
    /\ sidecars[o]
    /\ SetSweep(s, "listed", o, "none")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wpc, writer, progress,
                   spins, sgone, sfen, committed, aborted, reply>>

\* A sweep need not list an operation that it knows.
IsKnown(o) ==
    \/ wpc[o] \in {"commit", "publish", "converge", "cleanup"}
    \/ Answer(o) # "none"
    \/ \E t \in Tables : LandedSomewhere(o, t)

\* Rule 2: the manifest before the sidecar.
SweepReadManifest(s, o) ==
    /\ \/ spc[s] = "listed" /\ sop[s] = o
       \/ spc[s] = "idle" /\ (sidecars[o] \/ IsKnown(o))
    /\ SetSweep(s, "read", o, dec[o])
    /\ spins' = [spins EXCEPT ![s] = [t \in Tables |-> IF RelevantOf[o][t] THEN pins[t] ELSE 0]]
    /\ sgone' = [sgone EXCEPT ![s] = [t \in Tables |-> RelevantOf[o][t] /\ dropped[t]]]
    /\ sfen' = [sfen EXCEPT ![s] = [t \in Tables |-> FALSE]]
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wpc, writer, progress,
                   committed, aborted, reply>>

ReadAsExpected(s) ==
    \A t \in Tables : RelevantOf[sop[s]][t] =>
        SamePin(spins[s][t], sgone[s][t], wexp[sop[s]][t], wgone[sop[s]][t])
Complete(s) == ReadAsExpected(s) /\ AllLanded(sop[s])

\* The pins that were read contain the operation, or a tombstone names it, or an
\* audit record says so: it was committed, and its decision is forgotten.
ContainedIn(s, t) ==
    \/ TablesOf(sop[s], t) /\ rows[t][spins[s][t]][sop[s]] > 0
    \/ DroppableOf(sop[s], t) /\ sgone[s][t] /\ tomb[t] = sop[s]
Contained(s) == audits[sop[s]] = "COMMITTED" \/ \E t \in Tables : ContainedIn(s, t)

IsGone(s) == ~sidecars[sop[s]]

\* With `late` it has found that the source has come as far without the operation.
SweepClassify(s, late) ==
    /\ spc[s] = "read"
    /\ IF IsGone(s) THEN IdleSweep(s)
       ELSE IF sdec[s] = "COMMITTED" \/ (sdec[s] = "ABORTED" /\ ~HasTables(sop[s]))
            THEN Decided(s, sdec[s], "audit")
       ELSE IF sdec[s] = "ABORTED" THEN Continue(s, "ABORTED", "fence")
       ELSE IF Contained(s) THEN Decided(s, "COMMITTED", "audit")
       ELSE IF Complete(s) /\ (late => SourceIsNew(sop[s])) THEN Continue(s, "none", "rollforward")
       ELSE Continue(s, "none", "rollback")
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wpc, writer, progress,
                   committed, aborted, reply>>

\* The compare-and-set of recovery: its own pins are what it read, and there
\* is no decision.  It may be lost although they are.
Unmoved(s) ==
    /\ dec[sop[s]] = "none"
    /\ \A t \in Tables : RelevantOf[sop[s]][t] =>
        SamePin(pins[t], dropped[t], spins[s][t], sgone[s][t])

SweepRollForward(s, lost, forgotten) ==
    /\ spc[s] = "rollforward"
    /\ IF ~lost
       THEN /\ Unmoved(s)
            /\ SourceIsNew(sop[s])
            /\ \A p \in Ops : forgotten[p] => MayForgetAfter(p, sop[s])
            /\ WithCommit(sop[s], forgotten)
            /\ Decided(s, "COMMITTED", "audit")
       ELSE /\ IdleSweep(s)
            /\ UNCHANGED <<manifest, flight, committed, aborted>>
    /\ UNCHANGED <<chain, sidecars, audits, auditCount, wpc, writer, progress, reply>>

\* Rule 2: decided before a table is touched.
SweepRollBack(s, lost, forgotten) ==
    /\ spc[s] = "rollback"
    /\ IF ~lost
       THEN /\ Unmoved(s)
            /\ \A p \in Ops : forgotten[p] => MayForget(p)
            /\ WithAbort(sop[s], forgotten)
            /\ IF HasTables(sop[s]) THEN Continue(s, "ABORTED", "fence")
               ELSE Decided(s, "ABORTED", "audit")
       ELSE /\ IdleSweep(s)
            /\ UNCHANGED <<manifest, flight, committed, aborted>>
    /\ UNCHANGED <<chain, sidecars, audits, auditCount, wpc, writer, progress, reply>>

Fenced(o, t) == ~Accepts(t, wbase[o][t])
FenceTarget(s, t) == IF sgone[s][t] THEN wexp[sop[s]][t] ELSE spins[s][t]
MaySkip(s, t) == Fenced(sop[s], t)
LastFence(s, t) == \A u \in Tables : TablesOf(sop[s], u) /\ ~sfen[s][u] => u = t

\* Rule 7: a restore of the pin undoes what landed and refuses what has not.
SweepFenceTable(s, t, skip) ==
    /\ spc[s] = "fence"
    /\ TablesOf(sop[s], t)
    /\ ~sfen[s][t]
    /\ IF skip THEN MaySkip(s, t) /\ UNCHANGED chain ELSE Restore(t, FenceTarget(s, t))
    /\ IF LastFence(s, t) THEN Decided(s, "ABORTED", "audit")
       ELSE /\ sfen' = [sfen EXCEPT ![s][t] = TRUE]
            /\ UNCHANGED <<spc, sop, spins, sgone, sdec>>
    /\ UNCHANGED <<manifest, sidecars, audits, auditCount, flight, wpc, writer, progress, committed,
                   aborted, reply>>

\* Rule 10: created if absent.
IsAudited(o) == audits[o] # "none"

SweepAudit(s) ==
    /\ spc[s] = "audit"
    /\ IF ~IsAudited(sop[s])
       THEN /\ audits' = [audits EXCEPT ![sop[s]] = sdec[s]]
            /\ auditCount' = [auditCount EXCEPT ![sop[s]] = @ + 1]
       ELSE UNCHANGED <<audits, auditCount>>
    /\ Continue(s, sdec[s], "delete")
    /\ UNCHANGED <<chain, manifest, sidecars, flight, wpc, writer, progress, committed, aborted,
                   reply>>

SweepDeleteSidecar(s) ==
    /\ spc[s] = "delete"
    /\ sidecars' = [sidecars EXCEPT ![sop[s]] = FALSE]
    /\ IdleSweep(s)
    /\ UNCHANGED <<chain, manifest, audits, auditCount, flight, wpc, writer, progress, committed,
                   aborted, reply>>

CrashSweep(s) ==
    /\ spc[s] # "idle"
    /\ IdleSweep(s)
    /\ UNCHANGED <<chain, manifest, sidecars, audits, auditCount, flight, wpc, writer, progress,
                   committed, aborted, reply>>

(***************************************************************************)
(* Anyone                                                                  *)
(***************************************************************************)

ForgetDecision(o) ==
    /\ MayForget(o)
    /\ dec' = [dec EXCEPT ![o] = "none"]
    /\ VoidPuts
    /\ UNCHANGED <<chain, pins, dropped, tomb, seqs, carried, sidecars, audits, auditCount, armSent,
                   commitSent, wpc, writer, progress, sweep, committed, aborted, reply>>

\* Somebody commits to a table without this protocol.
CommitForeign(t) ==
    /\ head[t] # 0
    /\ head' = [head EXCEPT ![t] = head[t] + 1]
    /\ res' = [res EXCEPT ![t][head[t] + 1] = head[t] + 1]
    /\ rows' = [rows EXCEPT ![t][head[t] + 1] = [p \in Ops |-> rows[t][head[t]][p]]]
    /\ foreign' = [foreign EXCEPT ![t][head[t] + 1] = foreign[t][head[t]] + 1]
    /\ size' = [size EXCEPT ![t][head[t] + 1] = size[t][head[t]]]
    /\ place' = [place EXCEPT ![t][head[t] + 1] = [p \in Ops |-> place[t][head[t]][p]]]
    /\ UNCHANGED <<restored, by, landed, manifest, sidecars, audits, auditCount, flight, wpc,
                   writer, progress, sweep, committed, aborted, reply>>

Next ==
    \E o \in Ops, t \in Tables, s \in Sweeps, i \in Int, again, heard, lost, skip, refused, late \in BOOLEAN,
       forgotten \in [Ops -> BOOLEAN] :
        \/ TakeSnapshot(o)
        \/ ReadManifest(o) \/ Refuse(o) \/ PrepareTable(o, t, i) \/ Restart(o, t) \/ RepairTable(o, t)
        \/ ArmSidecar(o, again) \/ ReadBackSidecar(o) \/ CommitTable(o, t, refused) \/ ReadBackTable(o, t, lost)
        \/ Publish(o, heard, forgotten) \/ LosePublish(o) \/ Converge(o) \/ DeleteSidecar(o)
        \/ CrashWriter(o)
        \/ LoseAnswerOfArm(o) \/ LoseAnswerOfCommit(o, t) \/ LoseAnswerOfPublish(o, forgotten)
        \/ ArriveSidecar(o, again) \/ ArriveCommit(o, t, i, again, refused) \/ ArrivePublish(o)
        \/ SweepListSidecars(s, o) \/ SweepReadManifest(s, o) \/ SweepClassify(s, late)
        \/ SweepRollForward(s, lost, forgotten) \/ SweepRollBack(s, lost, forgotten)
        \/ SweepFenceTable(s, t, skip) \/ SweepAudit(s) \/ SweepDeleteSidecar(s) \/ CrashSweep(s)
        \/ ForgetDecision(o) \/ CommitForeign(t)

(***************************************************************************)
(* What the lemmas speak of                                                *)
(***************************************************************************)

\* The sidecar stands, or there was a decision.
HasIntent(o) == sidecars[o] \/ committed[o] \/ aborted[o]

\* Its sidecar stands, did so, or may yet appear.
IsArmed(o) == HasIntent(o) \/ armSent[o]

(***************************************************************************)
(* The lemmas.  What is called INV is an invariant of Rollforward.tla that *)
(* serves as a lemma too.                                                  *)
(***************************************************************************)

\* LEMMA ChainsWellFormed: a version resolves to itself or to an earlier version
\* that does, and holds what that holds.
ChainsWellFormed ==
    /\ \A t \in Tables : 0 <= pins[t] /\ pins[t] <= head[t]
    /\ \A t \in Tables : 0 <= restored[t] /\ restored[t] <= head[t]
    /\ \A t \in Tables : ~Created[t] => pins[t] >= 1
    /\ \A t \in Tables : res[t][0] = 0
    /\ \A t \in Tables, o \in Ops : rows[t][0][o] = 0
    /\ \A t \in Tables, v \in Int, o \in Ops : rows[t][v][o] >= 0
    /\ \A t \in Tables : foreign[t][0] = 0
    /\ \A t \in Tables : size[t][0] = 0
    /\ \A t \in Tables, v \in Int : size[t][v] >= 0
    /\ \A t \in Tables, v \in Int, o \in Ops : 0 <= place[t][v][o]
    /\ \A t \in Tables, v \in Int, o \in Ops : (place[t][v][o] = 0) = (rows[t][v][o] = 0)
    /\ \A t \in Tables, v \in Int : foreign[t][v] >= 0
    /\ \A t \in Tables, v \in Int :
        1 <= v /\ v <= head[t] => 0 <= res[t][v] /\ res[t][v] <= v
    /\ \A t \in Tables, v \in Int :
        1 <= v /\ v <= head[t] /\ IsRestore(t, v) => v <= restored[t]
    /\ \A t \in Tables, v \in Int :
        1 <= v /\ v <= head[t] => ~IsRestore(t, res[t][v])
    /\ \A t \in Tables : restored[t] > 0 => IsRestore(t, restored[t])
    /\ \A t \in Tables, v \in Int :
        1 <= v /\ v <= head[t] /\ res[t][v] = 0 => v = 1 /\ Created[t]
    /\ \A t \in Tables, v \in Int, o \in Ops :
        1 <= v /\ v <= head[t] => rows[t][v][o] = rows[t][res[t][v]][o]
    /\ \A t \in Tables, v \in Int :
        1 <= v /\ v <= head[t] => foreign[t][v] = foreign[t][res[t][v]]
    /\ \A t \in Tables, v \in Int :
        1 <= v /\ v <= head[t] => size[t][v] = size[t][res[t][v]]
    /\ \A t \in Tables, v \in Int, o \in Ops :
        1 <= v /\ v <= head[t] => place[t][v][o] = place[t][res[t][v]][o]

\* LEMMA PinsAreClean: the manifest, a writer and a sweep know only pins that may
\* be visible, none later than the present one.
PinsAreClean ==
    /\ \A t \in Tables : ~IsRestore(t, pins[t])
    /\ \A o \in Ops, t \in Tables : 0 <= wexp[o][t] /\ wexp[o][t] <= pins[t]
    /\ \A o \in Ops, t \in Tables : ~IsRestore(t, wexp[o][t])
    /\ \A o, p \in Ops, t \in Tables : rows[t][wexp[o][t]][p] > 0 => committed[p]
    /\ \A o \in Ops, t \in Tables : foreign[t][wexp[o][t]] = 0
    /\ \A o \in Ops, t \in Tables : wgone[o][t] => dropped[t] /\ wexp[o][t] = pins[t]
    /\ \A o \in Ops, t \in Tables :
        1 <= wexp[o][t] /\ wexp[o][t] < pins[t] => size[t][wexp[o][t]] < size[t][pins[t]]
    /\ \A s \in Sweeps, t \in Tables : 0 <= spins[s][t] /\ spins[s][t] <= pins[t]
    /\ \A s \in Sweeps, t \in Tables : ~IsRestore(t, spins[s][t])
    /\ \A s \in Sweeps, p \in Ops, t \in Tables : rows[t][spins[s][t]][p] > 0 => committed[p]
    /\ \A s \in Sweeps, t \in Tables : sgone[s][t] => dropped[t] /\ spins[s][t] = pins[t]

\* LEMMA PinnedRows: a pinned version, or the last one of a dropped dataset, holds
\* every commit of each committed operation once, and nothing else.
PinnedRows ==
    /\ \A t \in Tables, o \in Ops :
        rows[t][pins[t]][o] = IF committed[o] THEN CommitsOf[o][t] ELSE 0
    /\ \A t \in Tables : foreign[t][pins[t]] = 0

\* INV NameUnique: a name stands for one table.
NameUnique ==
    \A t, u \in Tables :
        NameOf[t] = NameOf[u] /\ IsVisible(pins[t], dropped[t]) /\ IsVisible(pins[u], dropped[u])
            => t = u

\* LEMMA TombstonesAreTrue: a tombstone names a committed operation that drops
\* this name.
TombstonesAreTrue ==
    \A t \in Tables : dropped[t] =>
        pins[t] # NoVersion /\ committed[tomb[t]] /\ DroppableOf(tomb[t], t)

\* INV DecisionStable: an operation is never decided both ways.
DecisionStable == \A o \in Ops : ~(committed[o] /\ aborted[o])

\* LEMMA DecisionsStand: the manifest holds the decision; an abort that it has
\* forgotten can be told by a pin that has moved.
DecisionsStand ==
    /\ \A o \in Ops : dec[o] = "COMMITTED" => committed[o]
    /\ \A o \in Ops : dec[o] = "ABORTED" => aborted[o]
    /\ \A o \in Ops : aborted[o] /\ dec[o] = "none" => \E t \in Tables : Moved(o, t)

\* LEMMA CommittedHasMoved: what is committed has landed, and its pins are there or
\* beyond; what it was to drop is dropped.
CommittedHasMoved ==
    /\ \A o \in Ops, t \in Tables : committed[o] /\ TablesOf(o, t) =>
        LandedClean(o, t) /\ pins[t] >= Landing(o, t)
    /\ \A o \in Ops, t \in Tables :
        committed[o] /\ DroppableOf(o, t) /\ ~TablesOf(o, t) /\ wexp[o][t] # NoVersion =>
            dropped[t] /\ (wgone[o][t] \/ tomb[t] = o)

\* LEMMA SourcesAreCarried: a source is as far as a committed operation has brought it.
SourcesAreCarried ==
    /\ \A c \in Sources : seqs[c] >= 0
    /\ \A c \in Sources : seqs[c] > 0 =>
        /\ committed[carried[c]]
        /\ CarriesOn(carried[c], c)
        /\ SequenceOf[carried[c]] = seqs[c]

\* INV SourceOnce: of the operations with one sequence number of a source at most one
\* is committed, and none after one with a later number.
SourceOnce ==
    /\ \A o \in Ops : HasSource[o] /\ committed[o] => seqs[SourceOf[o]] >= SequenceOf[o]
    /\ \A o, p \in Ops :
        committed[o] /\ committed[p] /\ HasSource[o] /\ HasSource[p]
            /\ SourceOf[o] = SourceOf[p] /\ SequenceOf[o] = SequenceOf[p] => o = p

\* INV RetryIsNew: staged data is committed again only once the operation before it can
\* never be visible, and as another one.
RetryIsNew ==
    \A o \in Ops : IsRetry[o] /\ wpc[o] # "start" =>
        ~committed[RetryOf[o]] /\ reply[RetryOf[o]] = "failed"

\* LEMMA PreparedOnPins: a writer prepares on versions that hold what it expects.
PreparedOnPins ==
    /\ \A o \in Ops, t \in Tables : wprep[o][t] =>
        TablesOf(o, t) /\ 0 <= wbase[o][t] /\ wbase[o][t] <= head[t]
    /\ \A o \in Ops, t \in Tables : wprep[o][t] =>
        res[t][wbase[o][t]] = wexp[o][t] /\ ~wgone[o][t]
    /\ \A o \in Ops, t \in Tables : wprep[o][t] /\ wexp[o][t] = NoVersion =>
        wbase[o][t] = 0 /\ Created[t] /\ CreatorOf[t] = o
    /\ \A o \in Ops, t, u \in Tables :
        wprep[o][t] /\ wexp[o][t] = NoVersion /\ NameOf[t] = NameOf[u] /\ ~DroppableOf(o, u) =>
            ~IsVisible(wexp[o][u], wgone[o][u])
    /\ \A o \in Ops, t \in Tables :
        (IsArmed(o) \/ wpc[o] = "arm") /\ TablesOf(o, t) => wprep[o][t]
    /\ \A o \in Ops, t \in Tables : wpc[o] = "start" => ~wprep[o][t]
    /\ \A o \in Ops : wpc[o] # "start" => begun[o]
    /\ \A o \in Ops : IsArmed(o) => ~NothingToDrop(o)

\* LEMMA CreatedByItsOwn: a dataset to be created does not exist before the intent
\* of its creator, and is not visible before that is committed.
CreatedByItsOwn ==
    /\ \A t \in Tables : Created[t] /\ head[t] # 0 => HasIntent(CreatorOf[t])
    /\ \A t \in Tables : Created[t] /\ pins[t] # NoVersion => committed[CreatorOf[t]]

\* An owner whose sidecar was not there puts it again if that needs no table to move.
ArmsAgain(o) == wpc[o] = "arm" /\ ~HasTables(o) /\ ~NothingToDrop(o)

\* LEMMA NothingBeforeIntent: without an intent nothing has happened or is on its way.
NothingBeforeIntent ==
    /\ \A o \in Ops : ~HasIntent(o) =>
        /\ wpc[o] \in {"start", "prepare", "repair", "arm", "armed?", "done"}
        /\ audits[o] = "none"
        /\ ~publishSent[o]
    /\ \A o \in Ops, t \in Tables : ~HasIntent(o) => landed[o][t] = 0
    /\ \A o \in Ops, t \in Tables, i \in Int : commitSent[o][t][i] => HasIntent(o)
    /\ \A o \in Ops, t \in Tables, v \in Int : by[t][v][o] # 0 => HasIntent(o)
    /\ \A o \in Ops, t \in Tables, v \in Int :
        1 <= v /\ v <= head[t] /\ rows[t][v][o] > 0 => HasIntent(o)
    /\ \A o \in Ops : IsArmed(o) => wpc[o] \notin Preparing \/ ArmsAgain(o)
    /\ \A o \in Ops : wpc[o] = "armed?" => IsArmed(o)

\* LEMMA OwnCommits: the first commits of an operation lie one upon the other above
\* what it was prepared against; all of them lie above it, and no restore between.
OwnCommits ==
    /\ \A o \in Ops, t \in Tables, v \in Int :
        wbase[o][t] < v /\ v <= wbase[o][t] + landed[o][t] => by[t][v][o] = v - wbase[o][t]
    /\ \A o \in Ops, t \in Tables, v \in Int : by[t][v][o] # 0 =>
        1 <= v /\ wbase[o][t] < v /\ v <= head[t]
    /\ \A o \in Ops, t \in Tables, w \in Int :
        wbase[o][t] < w /\ w <= wbase[o][t] + landed[o][t] => ~IsRestore(t, w)
    /\ \A o \in Ops, t \in Tables, v, w \in Int :
        by[t][v][o] # 0 /\ wbase[o][t] < w /\ w <= v => ~IsRestore(t, w)
    /\ \A o \in Ops, t \in Tables :
        by[t][wbase[o][t] + landed[o][t] + 1][o] # landed[o][t] + 1
    /\ \A o, p \in Ops, t \in Tables, v \in Int : by[t][v][o] # 0 /\ by[t][v][p] # 0 => o = p
    /\ \A o \in Ops, t \in Tables : 0 <= landed[o][t] /\ landed[o][t] <= CommitsOf[o][t]
    /\ \A o \in Ops, t \in Tables : landed[o][t] > 0 =>
        0 <= wbase[o][t] /\ wbase[o][t] + landed[o][t] <= head[t]
    /\ \A o \in Ops, t \in Tables, v \in Int :
        landed[o][t] > 0 /\ wbase[o][t] <= v /\ v <= wbase[o][t] + landed[o][t] =>
            rows[t][v][o] = v - wbase[o][t]
    /\ \A o, p \in Ops, t \in Tables, v \in Int :
        landed[o][t] > 0 /\ wbase[o][t] <= v /\ v <= wbase[o][t] + landed[o][t] /\ p # o =>
            rows[t][v][p] = rows[t][wbase[o][t]][p]
    /\ \A o \in Ops, t \in Tables, v \in Int :
        landed[o][t] > 0 /\ wbase[o][t] <= v /\ v <= wbase[o][t] + landed[o][t] =>
            foreign[t][v] = foreign[t][wbase[o][t]]
    /\ \A o \in Ops, t \in Tables, v \in Int :
        wbase[o][t] < v /\ v <= wbase[o][t] + landed[o][t] =>
            size[t][v] = size[t][wbase[o][t]] + 1
    /\ \A o \in Ops, t \in Tables, v \in Int :
        wbase[o][t] < v /\ v <= wbase[o][t] + landed[o][t] =>
            place[t][v][o] = size[t][wbase[o][t]] + 1
    /\ \A o, p \in Ops, t \in Tables, v \in Int :
        landed[o][t] > 0 /\ wbase[o][t] <= v /\ v <= wbase[o][t] + landed[o][t] /\ p # o =>
            place[t][v][p] = place[t][wbase[o][t]][p]

\* LEMMA NothingAboveFence: above a restore there is only what is committed, and
\* what was prepared above it.
NothingAboveFence ==
    \A t \in Tables, w, v \in Int, o \in Ops :
        1 <= w /\ w <= v /\ v <= head[t] /\ IsRestore(t, w) /\ rows[t][v][o] > 0 =>
            committed[o] \/ (w <= wbase[o][t] /\ wbase[o][t] < v)

\* LEMMA CommitsInOrder: while commits are to come, those before have landed exactly.
CommitsInOrder ==
    /\ \A o \in Ops, t \in Tables : wpc[o] = "commit" =>
        0 <= wdone[o][t] /\ wdone[o][t] <= CommitsOf[o][t]
    /\ \A o \in Ops, t \in Tables : wpc[o] = "commit" /\ ~wawait[o][t] =>
        landed[o][t] = wdone[o][t]
    /\ \A o \in Ops, t \in Tables : wpc[o] = "commit" /\ wawait[o][t] =>
        /\ wdone[o][t] < CommitsOf[o][t]
        /\ landed[o][t] = wdone[o][t] \/ landed[o][t] = wdone[o][t] + 1
    /\ \A o \in Ops, t \in Tables, i \in Int : commitSent[o][t][i] =>
        1 <= i /\ i <= CommitsOf[o][t] /\ i <= landed[o][t] + 1
    /\ \A o \in Ops, t \in Tables, i \in Int :
        commitSent[o][t][i] /\ i = landed[o][t] + 1 =>
            \/ wpc[o] = "commit" /\ wawait[o][t] /\ landed[o][t] = wdone[o][t]
            \/ wpc[o] \in {"converge", "done", "dead"}
    /\ \A o \in Ops, t \in Tables : wpc[o] # "commit" => wdone[o][t] = 0 /\ ~wawait[o][t]
    /\ \A o \in Ops, t \in Tables : wpc[o] = "publish" => LandedClean(o, t)
    /\ \A o \in Ops, t \in Tables : wpc[o] \in Preparing \cup {"armed?"} =>
        landed[o][t] = 0 /\ ~publishSent[o]
    /\ \A o \in Ops, t \in Tables, i \in Int : wpc[o] \in Preparing \cup {"armed?"} =>
        ~commitSent[o][t][i]

\* LEMMA PutsAreCurrent: a publish without an answer is one that would succeed now.
PutsAreCurrent ==
    /\ \A o \in Ops : publishSent[o] =>
        dec[o] = "none" /\ wpc[o] \in {"converge", "dead"}
    /\ \A o \in Ops, t \in Tables : publishSent[o] /\ RelevantOf[o][t] => AsExpected(o, t)
    /\ \A o \in Ops : publishSent[o] => SourceIsNew(o)
    /\ \A o \in Ops, t \in Tables : publishSent[o] => LandedClean(o, t)
    /\ \A o, p \in Ops : publishSent[o] /\ publishForgets[o][p] /\ aborted[p] =>
        \E t \in Tables : MovedAfter(p, o, t)

\* LEMMA FencedBeforeTidy: an aborted operation is fenced before it is audited.
FencedBeforeTidy ==
    \A o \in Ops, t \in Tables :
        aborted[o] /\ audits[o] # "none" /\ TablesOf(o, t) => Fenced(o, t)

\* INV AuditTruth: an audit record says what was decided first.
AuditTruth ==
    /\ \A o \in Ops : audits[o] = "COMMITTED" => committed[o]
    /\ \A o \in Ops : audits[o] = "ABORTED" => aborted[o]

\* INV AuditAtMostOnce: an operation has at most one audit record.
AuditAtMostOnce ==
    \A o \in Ops : auditCount[o] = IF audits[o] = "none" THEN 0 ELSE 1

\* INV AbortIsAudited: the sidecar of an aborted operation goes only after its audit.
AbortIsAudited == \A o \in Ops : aborted[o] /\ ~sidecars[o] => audits[o] # "none"

\* INV RecoveredIsAudited: the sidecar of a committed operation goes only after its
\* audit, unless its owner deletes it, who was told.
RecoveredIsAudited ==
    \A o \in Ops : committed[o] /\ ~sidecars[o] => audits[o] # "none" \/ reply[o] = "ok"

\* LEMMA SweepsKnow: what a sweep goes by is true, or it will find that it is stale.
SweepsKnow ==
    /\ \A s \in Sweeps : sdec[s] = "COMMITTED" => committed[sop[s]]
    /\ \A s \in Sweeps : sdec[s] = "ABORTED" => aborted[sop[s]]
    /\ \A s \in Sweeps : spc[s] # "idle" => IsArmed(sop[s])
    /\ \A s \in Sweeps, t \in Tables :
        spc[s] \in {"read", "rollforward", "rollback", "fence"} /\ RelevantOf[sop[s]][t] =>
            wexp[sop[s]][t] <= spins[s][t] /\ (wgone[sop[s]][t] => sgone[s][t])
    /\ \A s \in Sweeps : spc[s] \in {"rollforward", "rollback", "fence", "audit", "delete"} =>
        HasIntent(sop[s])
    /\ \A s \in Sweeps, t \in Tables :
        spc[s] = "rollforward" /\ RelevantOf[sop[s]][t] =>
            SamePin(spins[s][t], sgone[s][t], wexp[sop[s]][t], wgone[sop[s]][t])
    /\ \A s \in Sweeps, t \in Tables :
        spc[s] = "rollforward" /\ TablesOf(sop[s], t) => LandedClean(sop[s], t)
    /\ \A s \in Sweeps, t \in Tables : spc[s] = "rollback" => ~ContainedIn(s, t)
    /\ \A s \in Sweeps : spc[s] = "fence" => sdec[s] = "ABORTED"
    /\ \A s \in Sweeps, t \in Tables : sfen[s][t] =>
        spc[s] = "fence" /\ Fenced(sop[s], t)
    /\ \A s \in Sweeps : spc[s] \in {"audit", "delete"} => sdec[s] # "none"
    /\ \A s \in Sweeps, t \in Tables :
        spc[s] \in {"audit", "delete"} /\ sdec[s] = "ABORTED" /\ TablesOf(sop[s], t) =>
            Fenced(sop[s], t)
    /\ \A s \in Sweeps : spc[s] = "delete" => audits[sop[s]] # "none"

\* LEMMA RepliesAreTrue: success is told of what is committed, failure of what is
\* aborted or never will land.
RepliesAreTrue ==
    /\ \A o \in Ops : reply[o] = "ok" => committed[o]
    /\ \A o \in Ops : reply[o] = "ok" => wpc[o] \in {"cleanup", "done", "dead"}
    /\ \A o \in Ops : wpc[o] = "cleanup" => reply[o] = "ok"
    /\ \A o \in Ops : wpc[o] = "done" /\ HasTables(o) => reply[o] # "none"
    /\ \A o \in Ops : reply[o] = "failed" => wpc[o] = "done"
    /\ \A o \in Ops : reply[o] = "failed" /\ ~aborted[o] =>
        ~committed[o] /\ ~publishSent[o] /\ (IsArmed(o) => HasTables(o))
    /\ \A o \in Ops, t \in Tables : reply[o] = "failed" /\ ~aborted[o] => landed[o][t] = 0
    /\ \A o \in Ops, t \in Tables, i \in Int :
        reply[o] = "failed" /\ ~aborted[o] => ~commitSent[o][t][i]

Inv ==
    /\ TypeOK /\ ChainsWellFormed /\ PinsAreClean /\ PinnedRows
    /\ NameUnique /\ TombstonesAreTrue /\ DecisionStable /\ DecisionsStand /\ CommittedHasMoved
    /\ SourcesAreCarried /\ SourceOnce /\ RetryIsNew /\ PreparedOnPins /\ CreatedByItsOwn
    /\ NothingBeforeIntent /\ OwnCommits /\ NothingAboveFence
    /\ CommitsInOrder /\ PutsAreCurrent /\ FencedBeforeTidy /\ AuditTruth /\ AuditAtMostOnce
    /\ AbortIsAudited /\ RecoveredIsAudited /\ SweepsKnow /\ RepliesAreTrue

(***************************************************************************)
(* The invariants of Rollforward.tla: each follows from the lemmas          *)
(***************************************************************************)

SeenOn(o, t) == dropped[t] \/ rows[t][pins[t]][o] > 0
NotSeenOn(o, t) == dropped[t] \/ rows[t][pins[t]][o] = 0

\* INV PinExact: a pinned version holds the commits of the committed operations on
\* its table, each once, and nothing else; only a committed drop takes it away.
PinExact ==
    /\ \A t \in Tables : dropped[t] => \E o \in Ops : DroppableOf(o, t) /\ committed[o]
    /\ \A t \in Tables, o \in Ops : ~dropped[t] =>
        rows[t][pins[t]][o] = IF TablesOf(o, t) /\ committed[o] THEN CommitsOf[o][t] ELSE 0
    /\ \A t \in Tables : ~dropped[t] => foreign[t][pins[t]] = 0

ShownOn(o, t) == dropped[t] \/ rows[t][pins[t]][o] = CommitsOf[o][t]
HiddenOn(o, t) == dropped[t] \/ rows[t][pins[t]][o] = 0
HasDropped(o) ==
    \A t \in Tables :
        DroppableOf(o, t) /\ ~TablesOf(o, t) /\ wexp[o][t] # NoVersion => dropped[t]

\* INV AtomicVisibility: an operation is visible on all of its tables, and what it
\* drops is gone, or it is visible on none; save for those that were dropped.
AtomicVisibility ==
    \A o \in Ops :
        \/ \A t \in Tables : TablesOf(o, t) => HiddenOn(o, t)
        \/ (\A t \in Tables : TablesOf(o, t) => ShownOn(o, t)) /\ HasDropped(o)

\* INV AckedIsVisible: what was acknowledged is visible, and what it dropped is gone.
AckedIsVisible ==
    /\ \A o \in Ops, t \in Tables : reply[o] = "ok" /\ TablesOf(o, t) => ShownOn(o, t)
    /\ \A o \in Ops : reply[o] = "ok" => HasDropped(o)

\* INV FailedIsInvisible: what was reported failed is not visible, and dropped nothing.
FailedIsInvisible ==
    /\ \A o \in Ops : reply[o] = "failed" => ~committed[o]
    /\ \A o \in Ops, t \in Tables : reply[o] = "failed" /\ TablesOf(o, t) => HiddenOn(o, t)

\* INV OwnerCanLearn: an owner that does not know how its operation ends finds it in
\* the manifest or in the audit, once the sidecar is gone; and none ends untold.
OwnerCanLearn ==
    /\ \A o \in Ops : wpc[o] \in {"commit", "publish", "converge"} /\ ~sidecars[o] =>
        Answer(o) # "none"
    /\ \A o \in Ops : wpc[o] = "done" /\ HasTables(o) => reply[o] # "none"

\* INV EffectAfterIntent: a table moves for an operation only while its sidecar
\* exists or once it is decided.
EffectAfterIntent ==
    \A o \in Ops, t \in Tables : LandedSomewhere(o, t) => HasIntent(o)

\* INV NoDriftAfterDecision: once the sidecar of an aborted operation is deleted,
\* none of its commits can land any more, and HEAD of no visible table has one.
NoDriftAfterDecision ==
    \A o \in Ops, t \in Tables : aborted[o] /\ ~sidecars[o] /\ TablesOf(o, t) =>
        /\ ~Accepts(t, wbase[o][t])
        /\ wexp[o][t] # NoVersion => rows[t][head[t]][o] = 0

\* PROP ReadsAreCurrent: an operation is committed only while every pin that it has
\* read is what it has read.
ReadsAreCurrent ==
    \A o \in Ops, t \in Tables : committed'[o] /\ ~committed[o] /\ RelevantOf[o][t] =>
        pins[t] = wexp[o][t] /\ dropped[t] = wgone[o][t]

\* PROP CompleteIsForwarded: what is complete when a sweep looks at it, on pins that
\* are as expected, is not rolled back by that sweep.
CompleteIsForwarded ==
    \A s \in Sweeps : spc[s] = "read" /\ spc'[s] = "rollback" =>
        \/ \E t \in Tables : RelevantOf[sop[s]][t] /\
            ~(spins[s][t] = wexp[sop[s]][t] /\ sgone[s][t] = wgone[sop[s]][t])
        \/ ~SourceIsNew(sop[s])
        \/ \E t \in Tables : TablesOf(sop[s], t) /\ landed[sop[s]][t] # CommitsOf[sop[s]][t]

\* PROP PinsOnlyAdvance: the pin of a table never goes back.
PinsOnlyAdvance == \A t \in Tables : pins[t] <= pins'[t] /\ (dropped[t] => dropped'[t])

(***************************************************************************)
(* Refinement: what a user sees is AtomicCommit (AtomicCommitProof.tla)    *)
(***************************************************************************)

Shown(pin, gone) == IF gone THEN "dropped" ELSE IF pin = NoVersion THEN "absent" ELSE "rows"

\* Intent is on record, and every commit lies where it was to land.
InPlace(o) == HasIntent(o) /\ AllLanded(o)

\* A sweep is about to abort it.
InDoubt(o) == \E s \in Sweeps : spc[s] = "rollback" /\ sop[s] = o

Abstract == INSTANCE AtomicCommitProof WITH
    ChangedBy <- [o \in Ops |-> [t \in Tables |-> TablesOf(o, t)]],
    DroppedBy <- [o \in Ops |-> [t \in Tables |-> DroppableOf(o, t)]],
    SeenOf <- RelevantOf,
    shows <- [t \in Tables |-> Shown(pins[t], dropped[t])],
    size <- [t \in Tables |-> IF dropped[t] THEN 0 ELSE size[t][pins[t]]],
    place <- [t \in Tables |-> [o \in Ops |-> IF dropped[t] THEN 0 ELSE place[t][pins[t]][o]]],
    sawShows <- [o \in Ops |-> [t \in Tables |-> Shown(wexp[o][t], wgone[o][t])]],
    sawSize <- [o \in Ops |-> [t \in Tables |-> IF wgone[o][t] THEN 0 ELSE size[t][wexp[o][t]]]],
    sawPlace <- [o \in Ops |-> [t \in Tables |-> [p \in Ops |->
                    IF wgone[o][t] THEN 0 ELSE place[t][wexp[o][t]][p]]]],
    complete <- [o \in Ops |-> InPlace(o)],
    doubted <- [o \in Ops |-> InDoubt(o)],
    verdict <- [o \in Ops |-> IF committed[o] THEN "COMMITTED"
                              ELSE IF aborted[o] \/ reply[o] = "failed" THEN "ABORTED"
                              ELSE "none"]

\* START StartsAsAtomicCommit: at the start it is what AtomicCommit is at the start.
StartsAsAtomicCommit == Abstract!Init

\* PROP RefinesAtomicCommit: every step is a step of AtomicCommit or invisible.
RefinesAtomicCommit == Abstract!Next \/ UNCHANGED Abstract!vars

\* Which step of AtomicCommit an action is, where it may be one.  These are no
\* theorems but the way to one: that each is so, and that this is a step of
\* AtomicCommit or invisible, is proved of every action that has one.
Invisible == UNCHANGED Abstract!vars
Completes(o) == IF InPlace(o)' THEN Abstract!Complete(o) ELSE Invisible
Relents(o) == IF InDoubt(o)' THEN Invisible ELSE Abstract!Relent(o)

RefinesAtomicCommit_TakeSnapshot(o) == Abstract!Begin(o)
RefinesAtomicCommit_ReadManifest(o) == IF OnSnapshot[o] THEN Invisible ELSE Abstract!Begin(o)
RefinesAtomicCommit_Refuse(o) == Abstract!Abort(o, TRUE, FALSE)
RefinesAtomicCommit_ArmSidecar(o) == Completes(o)
RefinesAtomicCommit_ReadBackSidecar(o) ==
    IF sidecars[o] \/ ~HasTables(o) THEN Invisible
    ELSE IF aborted[o] THEN Abstract!Reply(o)
    ELSE Abstract!Abort(o, TRUE, FALSE)
RefinesAtomicCommit_CommitTable(o) == Completes(o)
RefinesAtomicCommit_Publish(o, heard) == Abstract!Commit(o, heard)
RefinesAtomicCommit_Converge(o) == Abstract!Reply(o)
RefinesAtomicCommit_ArriveSidecar(o) == Completes(o)
RefinesAtomicCommit_ArriveCommit(o) == Completes(o)
RefinesAtomicCommit_ArrivePublish(o) == Abstract!Commit(o, FALSE)
RefinesAtomicCommit_SweepClassify(s) ==
    IF spc'[s] = "rollback" THEN Abstract!Doubt(sop[s]) ELSE Invisible
RefinesAtomicCommit_SweepRollForward(s, lost) ==
    IF lost THEN Invisible ELSE Abstract!Commit(sop[s], FALSE)
RefinesAtomicCommit_SweepRollBack(s, lost) ==
    IF lost \/ aborted[sop[s]] \/ reply[sop[s]] = "failed" THEN Relents(sop[s])
    ELSE Abstract!Abort(sop[s], FALSE, ~InDoubt(sop[s])')
RefinesAtomicCommit_CrashSweep(s) ==
    IF spc[s] = "rollback" THEN Relents(sop[s]) ELSE Invisible

=============================================================================
