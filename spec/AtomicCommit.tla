---------------------------- MODULE AtomicCommit ----------------------------
(***************************************************************************)
(* The contract a user would sign.                                         *)
(*                                                                         *)
(* Modelled: operations, each over tables to which it adds rows, whose     *)
(*   rows it replaces (an overwrite) or changes (a delete, an update), of  *)
(*   which it changes no row (an index, a compaction), which it creates,   *)
(*   drops or declares to have read; what every reader sees of every       *)
(*   table; what each caller is told.                                      *)
(*     - An operation becomes visible on all of its tables in one step, or *)
(*       never.                                                            *)
(*     - It becomes visible only on top of what it was prepared against.   *)
(*       An operation that began on a snapshot stays on that snapshot; any *)
(*       other may look again until it is decided.                         *)
(*     - What changes no row disturbs nobody who only reads.               *)
(*     - A name stands for one table at a time.                            *)
(*     - A source is carried on only: of the operations with one sequence  *)
(*       number of it one becomes visible, and none after a later one.     *)
(*     - Acknowledged means visible for good; failed means never visible.  *)
(*     - One decision per operation, for good, and an abort has a reason:  *)
(*       a table that it saw has changed, it was left incomplete, or       *)
(*       recovery had found it so.                                         *)
(* Isolation: snapshot isolation, the first committer wins on every table  *)
(*   that both change.  Operations that declare all that they read are     *)
(*   serializable, in the order in which they commit.  Without declared    *)
(*   reads there may be write skew.                                        *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: liveness (see Rollforward); which rows a delete or update *)
(*   finds; a retry is another operation, so that an id is the only        *)
(*   idempotence.                                                          *)
(*                                                                         *)
(* A table that is dropped and created again is another table of the same  *)
(* name.                                                                   *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Ops,            \* operations, numbered from 1
    Tables,
    NameOf,         \* [Tables -> names]
    TablesOf,       \* [Ops -> SUBSET Tables]: what it changes or creates
    EffectOf,       \* [Ops -> [TablesOf -> what it does to the rows]], see Read
    DroppableOf,    \* [Ops -> SUBSET Tables]: what it drops, where it stands
    ReadsOf,        \* [Ops -> SUBSET Tables]: what it declares to have read
    SourceOf,       \* [Ops -> the source that it carries on]
    SequenceOf,     \* [Ops -> how far]
    NoSource,       \* of an operation that carries on none
    OnSnapshot,     \* operations that begin on a snapshot of their caller's
    InitialRows     \* [Tables -> Seq]: what the tables hold at the start

NotBegun == <<>>    \* no operation is over no tables
Absent == <<0>>     \* operations are numbered from 1
Dropped == <<0, 0>>

VARIABLES
    visible,        \* [Tables -> Absent, Dropped, or the operations that have
                    \* changed it, oldest first]: a reader sees Read of them
    based,          \* [Ops -> NotBegun or what it saw of its tables]
    complete,       \* operations all of whose changes are in place, out of sight
    doubted,        \* operations that recovery has found incomplete
    verdict,        \* [Ops -> {"none", "COMMITTED", "ABORTED"}]
    reply           \* [Ops -> {"none", "ok", "failed"}]: what its caller was told

vars == <<visible, based, complete, doubted, verdict, reply>>

\* What a reader sees of a table: for each operation that brought rows which are
\* still there, oldest first, itself and then those that may have changed or
\* deleted some of them since.
RECURSIVE Read(_, _)
Read(t, log) ==
    IF log = <<>> THEN <<>>
    ELSE LET before == Read(t, SubSeq(log, 1, Len(log) - 1))
             last == log[Len(log)]
         IN CASE EffectOf[last][t] = "adds"     -> Append(before, <<last>>)
              [] EffectOf[last][t] = "replaces" -> <<<<last>>>>
              [] EffectOf[last][t] = "changes"  -> [i \in DOMAIN before |-> Append(before[i], last)]
              [] EffectOf[last][t] = "keeps"    -> before

Init ==
    /\ visible = InitialRows
    /\ based = [o \in Ops |-> NotBegun]
    /\ complete = {}
    /\ doubted = {}
    /\ verdict = [o \in Ops |-> "none"]
    /\ reply = [o \in Ops |-> "none"]

\* What an operation sees: by name, so that it notices another table of the name.
Seen(o) == ReadsOf[o] \cup
    {u \in Tables : \E t \in TablesOf[o] \cup DroppableOf[o] : NameOf[u] = NameOf[t]}

\* What changes no row counts only where the operation itself is at work.
Derived(t) == {o \in Ops : t \in TablesOf[o] /\ EffectOf[o][t] = "keeps"}
Logical(t, log) ==
    IF Derived(t) = {} THEN log ELSE SelectSeq(log, LAMBDA o : o \notin Derived(t))
HasMovedFrom(o, view) ==
    \E t \in Seen(o) :
        visible[t] # view[t] /\ (t \in TablesOf[o] \/ Logical(t, visible[t]) # Logical(t, view[t]))

\* Its source has come as far without it.
IsBehind(o) ==
    /\ SourceOf[o] # NoSource
    /\ \E p \in Ops : p # o /\ SourceOf[p] = SourceOf[o] /\ SequenceOf[p] >= SequenceOf[o]
                     /\ verdict[p] = "COMMITTED"

HasMoved(o) == based[o] # NotBegun /\ (HasMovedFrom(o, based[o]) \/ IsBehind(o))

(***************************************************************************)
(* What a user sees                                                        *)
(***************************************************************************)
seen == <<visible, based, verdict, reply>>

\* The operation looks at its tables.  On a snapshot it may look again at what has
\* changed without a change of any row.
Look(o) ==
    /\ verdict[o] = "none"
    /\ IF based[o] = NotBegun \/ o \notin OnSnapshot THEN TRUE
       ELSE /\ \A t \in Seen(o) : Logical(t, visible[t]) = Logical(t, based[o][t])
            /\ \E t \in Seen(o) : visible[t] # based[o][t]
    /\ based' = [based EXCEPT ![o] = [t \in Seen(o) |-> visible[t]]]
    /\ UNCHANGED <<visible, verdict, reply>>

IsShown(rows) == rows # Absent /\ rows # Dropped
NameIsFree(o, t) ==
    \A u \in Tables \ DroppableOf[o] : u # t /\ NameOf[u] = NameOf[t] => ~IsShown(visible[u])

After(o, t) ==
    IF t \in TablesOf[o]
    THEN IF visible[t] = Absent THEN <<o>>
         ELSE Append(visible[t], o)
    ELSE IF t \in DroppableOf[o] /\ visible[t] # Absent THEN Dropped
    ELSE visible[t]

\* All of it becomes visible, in one step, on top of what it saw.
Appear(o) ==
    /\ verdict[o] = "none"
    /\ based[o] # NotBegun
    /\ ~HasMoved(o)
    /\ \A t \in TablesOf[o] : visible[t] # Dropped
    /\ \A t \in TablesOf[o] : visible[t] = Absent => NameIsFree(o, t)
    /\ visible' = [t \in Tables |-> After(o, t)]
    /\ verdict' = [verdict EXCEPT ![o] = "COMMITTED"]
    /\ reply' \in {reply, [reply EXCEPT ![o] = "ok"]}
    /\ UNCHANGED based

\* It will never be visible.
Vanish(o) ==
    /\ verdict[o] = "none"
    /\ verdict' = [verdict EXCEPT ![o] = "ABORTED"]
    /\ reply' \in {reply, [reply EXCEPT ![o] = "failed"]}
    /\ UNCHANGED <<visible, based>>

\* The caller is told the truth, or nothing.
Answer(o) ==
    /\ reply[o] = "none"
    /\ \/ verdict[o] = "COMMITTED" /\ reply' = [reply EXCEPT ![o] = "ok"]
       \/ verdict[o] = "ABORTED" /\ reply' = [reply EXCEPT ![o] = "failed"]
    /\ UNCHANGED <<visible, based, verdict>>

(***************************************************************************)
(* Why it is aborted                                                       *)
(***************************************************************************)
progress == <<complete, doubted>>

\* The last of its changes is in place; anybody may commit it from now on.
Complete(o) ==
    /\ based[o] # NotBegun
    /\ complete' = complete \cup {o}
    /\ UNCHANGED <<seen, doubted>>

\* Recovery finds an operation incomplete, and may abort it although it be
\* completed meanwhile; or it drops the matter.
Doubt(o) ==
    /\ based[o] # NotBegun
    /\ o \notin complete \/ HasMoved(o)
    /\ doubted' = doubted \cup {o}
    /\ UNCHANGED <<seen, complete>>
Relent(o) == doubted' = doubted \ {o} /\ UNCHANGED <<seen, complete>>

Commit(o) == o \in complete /\ Appear(o) /\ UNCHANGED progress

\* A caller whose demands cannot be met has not completed its operation.
Abort(o) ==
    /\ o \notin complete \/ o \in doubted \/ HasMoved(o)
    /\ Vanish(o)
    /\ doubted' \in {doubted, doubted \ {o}}
    /\ UNCHANGED complete

Begin(o) == Look(o) /\ UNCHANGED progress
Reply(o) == Answer(o) /\ UNCHANGED progress

Next ==
    \E o \in Ops :
        Begin(o) \/ Complete(o) \/ Doubt(o) \/ Relent(o) \/ Commit(o) \/ Abort(o) \/ Reply(o)

Spec == Init /\ [][Next]_vars

\* A weaker contract: the same without a reason for an abort.
NextAtWill == \E o \in Ops : Look(o) \/ Appear(o) \/ Vanish(o) \/ Answer(o)
SpecAtWill == Init /\ [][NextAtWill]_seen
=============================================================================
