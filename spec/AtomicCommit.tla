---------------------------- MODULE AtomicCommit ----------------------------
(***************************************************************************)
(* The contract a user would sign.                                         *)
(*                                                                         *)
(* Modelled: operations, each over a set of tables; what every reader sees *)
(*   of every table; what each caller is told.                             *)
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
    Ops,            \* operations
    TablesOf,       \* [Ops -> SUBSET Tables]
    Tables,
    InitialRows     \* [Tables -> Seq]: what the tables hold at the start

NotBegun == <<>>   \* no operation is over no tables

VARIABLES
    visible,        \* [Tables -> Seq(Ops)]: what readers see, oldest first
    based,          \* [Ops -> NotBegun or what it saw of its own tables]
    verdict,        \* [Ops -> {"none", "COMMITTED", "ABORTED"}]
    reply           \* [Ops -> {"none", "ok", "failed"}]: what its caller was told

vars == <<visible, based, verdict, reply>>

Init ==
    /\ visible = InitialRows
    /\ based = [o \in Ops |-> NotBegun]
    /\ verdict = [o \in Ops |-> "none"]
    /\ reply = [o \in Ops |-> "none"]

\* The operation looks at its tables.  It may do so again until it is decided.
Begin(o) ==
    /\ verdict[o] = "none"
    /\ based' = [based EXCEPT ![o] = [t \in TablesOf[o] |-> visible[t]]]
    /\ UNCHANGED <<visible, verdict, reply>>

\* All of it becomes visible, in one step, on top of what it saw.
Commit(o) ==
    /\ verdict[o] = "none"
    /\ based[o] # NotBegun
    /\ \A t \in TablesOf[o] : visible[t] = based[o][t]
    /\ visible' = [t \in Tables |-> IF t \in TablesOf[o] THEN Append(visible[t], o) ELSE visible[t]]
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
