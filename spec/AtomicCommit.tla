---------------------------- MODULE AtomicCommit ----------------------------
(***************************************************************************)
(* The contract a user would sign.                                         *)
(*                                                                         *)
(* Modelled: operations, each over a set of tables which it changes,       *)
(*   creates or drops; what every reader sees of every table; what each    *)
(*   caller is told.                                                       *)
(*     - An operation becomes visible on all of its tables in one step, or *)
(*       never.                                                            *)
(*     - It becomes visible only on top of what it was prepared against.   *)
(*     - Acknowledged means visible for good; failed means never visible.  *)
(*     - One decision per operation, for good.                             *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: liveness (see Rollforward), what the rows are.            *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Ops,            \* operations, numbered from 1
    TablesOf,       \* [Ops -> SUBSET Tables]: what it changes or creates
    DroppableOf,    \* [Ops -> SUBSET Tables]: what it drops, where it stands
    Tables,
    InitialRows     \* [Tables -> Seq]: what the tables hold at the start

NotBegun == <<>>   \* no operation is over no tables
Absent == <<0>>          \* operations are numbered from 1
Dropped == <<0, 0>>

VARIABLES
    visible,        \* [Tables -> Absent, Dropped, or Seq(Ops), oldest first]
    based,          \* [Ops -> NotBegun or what it saw of its own tables]
    verdict,        \* [Ops -> {"none", "COMMITTED", "ABORTED"}]
    reply           \* [Ops -> {"none", "ok", "failed"}]: what its caller was told

vars == <<visible, based, verdict, reply>>

Init ==
    /\ visible = InitialRows
    /\ based = [o \in Ops |-> NotBegun]
    /\ verdict = [o \in Ops |-> "none"]
    /\ reply = [o \in Ops |-> "none"]

Touched(o) == TablesOf[o] \cup DroppableOf[o]

\* The operation looks at its tables.  It may do so again until it is decided.
Begin(o) ==
    /\ verdict[o] = "none"
    /\ based' = [based EXCEPT ![o] = [t \in Touched(o) |-> visible[t]]]
    /\ UNCHANGED <<visible, verdict, reply>>

After(o, t) ==
    IF t \in TablesOf[o]
    THEN IF visible[t] = Absent THEN <<o>> ELSE Append(visible[t], o)
    ELSE IF t \in DroppableOf[o] /\ visible[t] # Absent THEN Dropped
    ELSE visible[t]

\* All of it becomes visible, in one step, on top of what it saw.
Commit(o) ==
    /\ verdict[o] = "none"
    /\ based[o] # NotBegun
    /\ \A t \in Touched(o) : visible[t] = based[o][t]
    /\ \A t \in TablesOf[o] : visible[t] # Dropped
    /\ visible' = [t \in Tables |-> After(o, t)]
    /\ verdict' = [verdict EXCEPT ![o] = "COMMITTED"]
    /\ reply' \in {reply, [reply EXCEPT ![o] = "ok"]}
    /\ UNCHANGED based

Abort(o) ==
    /\ verdict[o] = "none"
    /\ verdict' = [verdict EXCEPT ![o] = "ABORTED"]
    /\ reply' \in {reply, [reply EXCEPT ![o] = "failed"]}
    /\ UNCHANGED <<visible, based>>

\* The caller is told the truth, or nothing.
Reply(o) ==
    /\ reply[o] = "none"
    /\ \/ verdict[o] = "COMMITTED" /\ reply' = [reply EXCEPT ![o] = "ok"]
       \/ verdict[o] = "ABORTED" /\ reply' = [reply EXCEPT ![o] = "failed"]
    /\ UNCHANGED <<visible, based, verdict>>

Next == \E o \in Ops : Begin(o) \/ Commit(o) \/ Abort(o) \/ Reply(o)

Spec == Init /\ [][Next]_vars
=============================================================================
