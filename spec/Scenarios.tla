------------------------------ MODULE Scenarios ------------------------------
(***************************************************************************)
(* Who changes what, for the bounded models.                               *)
(*                                                                         *)
(* Modelled: a few operations over a few datasets.  Datasets are numbered; *)
(*   an operation commits its datasets in ascending order.                 *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: larger sets of operations and tables.                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLC

CONSTANT Scenario   \* the name of one of the scenarios below

\* The datasets each operation changes, in commit order.
PlanOf ==
    CASE Scenario = "OneTable"      -> <<<<1>>, <<1>>>>
      [] Scenario = "SameTables"    -> <<<<1, 2>>, <<1, 2>>>>
      [] Scenario = "SharedTable"   -> <<<<1, 2>>, <<2, 3>>>>
      [] Scenario = "Overlapping"   -> <<<<1, 2>>, <<2, 3>>, <<1, 3>>>>
      [] Scenario = "OneAmongMany"  -> <<<<1, 2>>, <<1>>, <<2>>>>
      [] Scenario = "CreateSame"    -> <<<<1, 2>>, <<1, 3>>>>

\* The table name each dataset stands for.  Two operations that create the
\* same table do so in datasets of their own.
NameOf ==
    CASE Scenario = "CreateSame" -> <<"a", "b", "b">>
      [] OTHER                   -> <<"a", "b", "c">>

\* The datasets that do not exist at the start.
Created ==
    CASE Scenario = "CreateSame" -> {2, 3}
      [] OTHER                   -> {}

Ops == 1..Len(PlanOf)
Range(seq) == {seq[i] : i \in 1..Len(seq)}
TablesOf == [o \in Ops |-> Range(PlanOf[o])]
Tables == UNION Range(TablesOf)
=============================================================================
