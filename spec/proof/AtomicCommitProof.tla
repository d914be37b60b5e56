-------------------------- MODULE AtomicCommitProof --------------------------
(***************************************************************************)
(* AtomicCommit.tla, the contract, in the form of the proof: its actions   *)
(* under their names, for any number of operations and tables.             *)
(*                                                                         *)
(* Modelled: what AtomicCommit.tla models.  What a table shows is a        *)
(*   sequence of operations without repetition; here that is its length,   *)
(*   and the place of each operation in it.                                *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: as in AtomicCommit.tla.                                   *)
(*                                                                         *)
(* Form: as RollforwardProof.tla, which refines this module.  The build    *)
(*   compares its steps with TLC's of AtomicCommit.tla, both ways.         *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS Ops, Tables, Names, Sources

CONSTANTS
    NameOf,         \* the name of a table
    ChangedBy,       \* what an operation changes or creates
    DroppedBy,    \* what it drops, where it stands
    SeenOf,         \* what it sees: all of that, by name, and what it declares
    HasSource,      \* whether it carries on a source
    SourceOf,       \* which one
    SequenceOf,     \* how far
    OnSnapshot,     \* operations that begin on a snapshot of their caller's
    Created         \* tables that are absent at the start

ASSUME ScenarioTypes ==
    /\ NameOf \in [Tables -> Names]
    /\ ChangedBy \in [Ops -> [Tables -> BOOLEAN]]
    /\ DroppedBy \in [Ops -> [Tables -> BOOLEAN]]
    /\ SeenOf \in [Ops -> [Tables -> BOOLEAN]]
    /\ HasSource \in [Ops -> BOOLEAN]
    /\ SourceOf \in [Ops -> Sources]
    /\ SequenceOf \in [Ops -> Int]
    /\ OnSnapshot \in [Ops -> BOOLEAN]
    /\ Created \in [Tables -> BOOLEAN]

VARIABLES           \* visible
    shows,          \* whether a table is absent, dropped, or shows rows
    size,           \* of how many operations
    place           \* which of these an operation is, from 1, or 0

VARIABLES           \* based
    begun,          \* whether an operation has looked
    sawShows,       \* what it saw of each table
    sawSize,
    sawPlace

VARIABLES
    complete,       \* whether all of its changes are in place, out of sight
    doubted,        \* whether recovery has found it incomplete
    verdict,
    reply           \* what its caller was told

visible == <<shows, size, place>>
based == <<begun, sawShows, sawSize, sawPlace>>
vars == <<visible, based, complete, doubted, verdict, reply>>

\* LEMMA TypeOK: everything has a value of its type.
TypeOK ==
    /\ shows \in [Tables -> {"absent", "rows", "dropped"}]
    /\ size \in [Tables -> Int]
    /\ place \in [Tables -> [Ops -> Int]]
    /\ begun \in [Ops -> BOOLEAN]
    /\ sawShows \in [Ops -> [Tables -> {"absent", "rows", "dropped"}]]
    /\ sawSize \in [Ops -> [Tables -> Int]]
    /\ sawPlace \in [Ops -> [Tables -> [Ops -> Int]]]
    /\ complete \in [Ops -> BOOLEAN]
    /\ doubted \in [Ops -> BOOLEAN]
    /\ verdict \in [Ops -> {"none", "COMMITTED", "ABORTED"}]
    /\ reply \in [Ops -> {"none", "ok", "failed"}]

Init ==
    /\ shows = [t \in Tables |-> IF Created[t] THEN "absent" ELSE "rows"]
    /\ size = [t \in Tables |-> 0]
    /\ place = [t \in Tables |-> [o \in Ops |-> 0]]
    /\ begun = [o \in Ops |-> FALSE]
    /\ sawShows = [o \in Ops |-> [t \in Tables |-> "absent"]]
    /\ sawSize = [o \in Ops |-> [t \in Tables |-> 0]]
    /\ sawPlace = [o \in Ops |-> [t \in Tables |-> [p \in Ops |-> 0]]]
    /\ complete = [o \in Ops |-> FALSE]
    /\ doubted = [o \in Ops |-> FALSE]
    /\ verdict = [o \in Ops |-> "none"]
    /\ reply = [o \in Ops |-> "none"]

HasMovedOn(o, t) ==
    \/ shows[t] # sawShows[o][t]
    \/ size[t] # sawSize[o][t]
    \/ \E p \in Ops : place[t][p] # sawPlace[o][t][p]

\* Its source has come as far without it.
IsBehind(o) ==
    /\ HasSource[o]
    /\ \E p \in Ops :
        /\ p # o /\ HasSource[p] /\ SourceOf[p] = SourceOf[o] /\ SequenceOf[p] >= SequenceOf[o]
        /\ verdict[p] = "COMMITTED"
HasMovedFrom(o) == \E t \in Tables : SeenOf[o][t] /\ HasMovedOn(o, t)
HasMoved(o) == begun[o] /\ (HasMovedFrom(o) \/ IsBehind(o))

(***************************************************************************)
(* What a user sees                                                        *)
(***************************************************************************)

\* The operation looks at its tables.
Look(o) ==
    /\ verdict[o] = "none"
    /\ ~begun[o] \/ ~OnSnapshot[o]
    /\ begun' = [begun EXCEPT ![o] = TRUE]
    /\ sawShows' = [sawShows EXCEPT ![o] =
                       [t \in Tables |-> IF SeenOf[o][t] THEN shows[t] ELSE "absent"]]
    /\ sawSize' = [sawSize EXCEPT ![o] = [t \in Tables |-> IF SeenOf[o][t] THEN size[t] ELSE 0]]
    /\ sawPlace' = [sawPlace EXCEPT ![o] =
                       [t \in Tables |-> [p \in Ops |-> IF SeenOf[o][t] THEN place[t][p] ELSE 0]]]
    /\ UNCHANGED <<visible, verdict, reply>>

NameIsFree(o, t) ==
    \A u \in Tables : u # t /\ NameOf[u] = NameOf[t] /\ ~DroppedBy[o][u] => shows[u] # "rows"

ShowsAfter(o, t) ==
    IF ChangedBy[o][t] THEN "rows"
    ELSE IF DroppedBy[o][t] /\ shows[t] # "absent" THEN "dropped"
    ELSE shows[t]
SizeAfter(o, t) ==
    IF ChangedBy[o][t] THEN size[t] + 1 ELSE IF ShowsAfter(o, t) = "rows" THEN size[t] ELSE 0
PlaceAfter(o, t, p) ==
    IF ChangedBy[o][t] /\ p = o THEN size[t] + 1
    ELSE IF ShowsAfter(o, t) = "rows" THEN place[t][p] ELSE 0

\* All of it becomes visible, in one step, on top of what it saw.
Appear(o, told) ==
    /\ verdict[o] = "none"
    /\ begun[o]
    /\ ~HasMovedFrom(o)
    /\ ~IsBehind(o)
    /\ \A t \in Tables : ChangedBy[o][t] => shows[t] # "dropped"
    /\ \A t \in Tables : ChangedBy[o][t] /\ shows[t] = "absent" => NameIsFree(o, t)
    /\ shows' = [t \in Tables |-> ShowsAfter(o, t)]
    /\ size' = [t \in Tables |-> SizeAfter(o, t)]
    /\ place' = [t \in Tables |-> [p \in Ops |-> PlaceAfter(o, t, p)]]
    /\ verdict' = [verdict EXCEPT ![o] = "COMMITTED"]
    /\ reply' = [reply EXCEPT ![o] = IF told THEN "ok" ELSE @]
    /\ UNCHANGED based

\* It will never be visible.
Vanish(o, told) ==
    /\ verdict[o] = "none"
    /\ verdict' = [verdict EXCEPT ![o] = "ABORTED"]
    /\ reply' = [reply EXCEPT ![o] = IF told THEN "failed" ELSE @]
    /\ UNCHANGED <<visible, based>>

\* The caller is told the truth, or nothing.
Answer(o) ==
    /\ reply[o] = "none"
    /\ verdict[o] # "none"
    /\ reply' = [reply EXCEPT ![o] = IF verdict[o] = "COMMITTED" THEN "ok" ELSE "failed"]
    /\ UNCHANGED <<visible, based, verdict>>

(***************************************************************************)
(* Why it is aborted                                                       *)
(***************************************************************************)
progress == <<complete, doubted>>
seen == <<visible, based, verdict, reply>>

\* The last of its changes is in place; anybody may commit it from now on.
Complete(o) ==
    /\ begun[o]
    /\ complete' = [complete EXCEPT ![o] = TRUE]
    /\ UNCHANGED <<seen, doubted>>

\* Recovery finds an operation incomplete, or drops the matter.
Doubt(o) ==
    /\ begun[o]
    /\ ~complete[o] \/ HasMoved(o)
    /\ doubted' = [doubted EXCEPT ![o] = TRUE]
    /\ UNCHANGED <<seen, complete>>
Relent(o) ==
    /\ doubted' = [doubted EXCEPT ![o] = FALSE]
    /\ UNCHANGED <<seen, complete>>

Commit(o, told) == complete[o] /\ Appear(o, told) /\ UNCHANGED progress

\* A caller whose demands cannot be met has not completed its operation.
Abort(o, told, settled) ==
    /\ ~complete[o] \/ doubted[o] \/ HasMoved(o)
    /\ Vanish(o, told)
    /\ doubted' = [doubted EXCEPT ![o] = @ /\ ~settled]
    /\ UNCHANGED complete

Begin(o) == Look(o) /\ UNCHANGED progress
Reply(o) == Answer(o) /\ UNCHANGED progress

Next ==
    \E o \in Ops, told, settled \in BOOLEAN :
        \/ Begin(o) \/ Complete(o) \/ Doubt(o) \/ Relent(o)
        \/ Commit(o, told) \/ Abort(o, told, settled) \/ Reply(o)

Inv == TypeOK
=============================================================================
