------------------------------ MODULE Scenarios ------------------------------
(***************************************************************************)
(* Who changes what, for the bounded models.                               *)
(*                                                                         *)
(* Modelled: a few operations over a few datasets.  Datasets are numbered; *)
(*   an operation commits to its datasets, to some of them with several    *)
(*   commits, each of some kind, and may drop tables by name.              *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: larger sets of operations and tables.                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANT Scenario   \* the name of one of the scenarios below

\* The dataset of each commit of each operation, in commit order.  A dataset
\* that stands twice takes two commits, one on top of the other.
PlanOf ==
    CASE Scenario = "Alone"          -> <<<<1>>>>
      [] Scenario = "ChainAlone"     -> <<<<1, 1, 2>>>>
      [] Scenario = "OneTable"       -> <<<<1>>, <<1>>>>
      [] Scenario = "SameTables"     -> <<<<1, 2>>, <<1, 2>>>>
      [] Scenario = "SharedTable"    -> <<<<1, 2>>, <<2, 3>>>>
      [] Scenario = "Overlapping"    -> <<<<1, 2>>, <<2, 3>>, <<1, 3>>>>
      [] Scenario = "OneAmongMany"   -> <<<<1, 2>>, <<1>>, <<2>>>>
      [] Scenario = "CreateSame"     -> <<<<1, 2>>, <<1, 3>>>>
      [] Scenario = "CreateOnly"     -> <<<<1>>, <<2>>>>
      [] Scenario = "WriteSkew"      -> <<<<1>>, <<2>>>>
      [] Scenario = "OnSnapshot"     -> <<<<1, 2>>, <<1>>>>
      [] Scenario = "TwoCommits"     -> <<<<1, 1, 2>>, <<1, 2>>>>
      [] Scenario = "DropAndAppend"  -> <<<<1>>, <<1, 2>>>>
      [] Scenario = "OnlyDrop"       -> <<<<1>>, <<>>>>
      [] Scenario = "CreateDropped"  -> <<<<1>>, <<2>>, <<>>>>
      [] Scenario = "Kinds"          -> <<<<1, 2>>, <<1, 2>>>>
      [] Scenario = "OverwriteAlone" -> <<<<1>>>>
      [] Scenario = "ChainOfKinds"   -> <<<<1, 1>>, <<1>>>>
      [] Scenario = "Columns"        -> <<<<1>>, <<1>>>>
      [] Scenario = "Derived"        -> <<<<1>>, <<1>>>>
      [] Scenario = "DerivedRead"    -> <<<<1>>, <<2>>>>
      [] Scenario = "DerivedBoth"    -> <<<<1>>, <<1>>>>
      [] Scenario = "Replace"        -> <<<<2>>, <<1>>>>
      [] Scenario = "SameSequence"   -> <<<<1>>, <<2>>>>
      [] Scenario = "OlderSequence"  -> <<<<1>>, <<2>>>>
      [] Scenario = "Retry"          -> <<<<1>>, <<1>>>>

\* The kind of each commit; of a dataset that does not exist at the start, the first
\* one creates it.  The kinds are a closed set, and have their names from Java.
\* CREATE and DROP are told by Created and DropsOf; a REPLACE (an overwrite with another
\* schema) is a create of another dataset and a drop, in one operation.
\* Java: core.change.
ProtocolKinds ==
    {"APPEND", "OVERWRITE", "DELETE", "UPDATE", "UPSERT", "ADD_COLUMNS", "DROP_COLUMNS",
     "RENAME_COLUMN", "SET_METADATA", "ALTER_TABLE", "MERGE_COLUMNS", "BUILD_INDEX",
     "OPTIMIZE_INDEX", "COMPACT"}
KindsOf ==
    CASE Scenario = "Kinds"          -> <<<<"OVERWRITE", "APPEND">>, <<"DELETE", "UPDATE">>>>
      [] Scenario = "OverwriteAlone" -> <<<<"OVERWRITE">>>>
      [] Scenario = "ChainOfKinds"   -> <<<<"OVERWRITE", "APPEND">>, <<"DELETE">>>>
      [] Scenario = "Columns"        -> <<<<"ADD_COLUMNS">>, <<"RENAME_COLUMN">>>>
      [] Scenario = "Derived"        -> <<<<"APPEND">>, <<"COMPACT">>>>
      [] Scenario = "DerivedRead"    -> <<<<"DELETE">>, <<"BUILD_INDEX">>>>
      [] Scenario = "DerivedBoth"    -> <<<<"BUILD_INDEX">>, <<"COMPACT">>>>
      [] OTHER                       -> [o \in 1..Len(PlanOf) |-> [i \in 1..Len(PlanOf[o]) |-> "APPEND"]]
ASSUME \A o \in 1..Len(PlanOf) :
    DOMAIN KindsOf[o] = DOMAIN PlanOf[o] /\ {KindsOf[o][i] : i \in DOMAIN PlanOf[o]} \subseteq ProtocolKinds

\* The names of the tables that each operation drops.
DropsOf ==
    CASE Scenario = "DropAndAppend"  -> <<{"b"}, {}>>
      [] Scenario = "OnlyDrop"       -> <<{}, {"a"}>>
      [] Scenario = "CreateDropped"  -> <<{}, {}, {"a"}>>
      [] Scenario = "Replace"        -> <<{"a"}, {}>>
      [] OTHER                       -> [o \in 1..Len(PlanOf) |-> {}]

\* The datasets that each operation declares to have read, besides those that it
\* changes.
ReadsOf ==
    CASE Scenario = "WriteSkew"      -> <<{2}, {1}>>
      [] Scenario = "DerivedRead"    -> <<{2}, {}>>
      [] OTHER                       -> [o \in 1..Len(PlanOf) |-> {}]

\* The operations whose caller begins on a snapshot that it has read.
OnSnapshot ==
    CASE Scenario = "OnSnapshot"     -> {1}
      [] Scenario = "Derived"        -> {1}
      [] OTHER                       -> {}

\* The source that each operation carries on, and how far: a stream numbers what it
\* sends, and sends again what was not acknowledged.
NoSource == ""
SourceOf ==
    CASE Scenario = "SameSequence"   -> <<"s", "s">>
      [] Scenario = "OlderSequence"  -> <<"s", "s">>
      [] OTHER                       -> [o \in 1..Len(PlanOf) |-> NoSource]
SequenceOf ==
    CASE Scenario = "SameSequence"   -> <<1, 1>>
      [] Scenario = "OlderSequence"  -> <<2, 1>>
      [] OTHER                       -> [o \in 1..Len(PlanOf) |-> 0]
Sources == {SourceOf[o] : o \in 1..Len(PlanOf)} \ {NoSource}

\* The operation whose staged data each one commits again, on new bases; 0 if none.
RetryOf ==
    CASE Scenario = "Retry"          -> <<0, 1>>
      [] OTHER                       -> [o \in 1..Len(PlanOf) |-> 0]

\* The table name each dataset stands for.  Operations that create the same
\* table do so in datasets of their own.
NameOf ==
    CASE Scenario = "CreateSame"     -> <<"a", "b", "b">>
      [] Scenario = "CreateDropped"  -> <<"a", "a">>
      [] Scenario = "CreateOnly"     -> <<"a", "a">>
      [] Scenario = "Replace"        -> <<"a", "a">>
      [] OTHER                       -> <<"a", "b", "c">>

\* The datasets that do not exist at the start.
Created ==
    CASE Scenario = "CreateSame"     -> {2, 3}
      [] Scenario = "CreateDropped"  -> {1, 2}
      [] Scenario = "CreateOnly"     -> {1, 2}
      [] Scenario = "Replace"        -> {2}
      [] OTHER                       -> {}

Ops == 1..Len(PlanOf)
Range(seq) == {seq[i] : i \in 1..Len(seq)}
TablesOf == [o \in Ops |-> Range(PlanOf[o])]
Tables == UNION Range(TablesOf)

\* How often commit i of operation o has come to its dataset, itself included.
OrdinalOf == [o \in Ops |-> [i \in 1..Len(PlanOf[o]) |->
    Cardinality({j \in 1..i : PlanOf[o][j] = PlanOf[o][i]})]]
CommitsOf == [o \in Ops |-> [t \in TablesOf[o] |->
    Cardinality({j \in 1..Len(PlanOf[o]) : PlanOf[o][j] = t})]]

\* What a commit does to the rows, and all commits of an operation to a dataset
\* together.
EffectOfKind(kind) ==
    CASE kind = "APPEND"                                          -> "adds"
      [] kind = "OVERWRITE"                                       -> "replaces"
      [] kind \in {"BUILD_INDEX", "OPTIMIZE_INDEX", "COMPACT"}    -> "keeps"
      [] OTHER                                                    -> "changes"
IsDerived(o, i) == EffectOfKind(KindsOf[o][i]) = "keeps"
EffectOf == [o \in Ops |-> [t \in TablesOf[o] |->
    LET effects == {EffectOfKind(KindsOf[o][i]) : i \in {j \in 1..Len(PlanOf[o]) : PlanOf[o][j] = t}}
    IN IF "replaces" \in effects THEN "replaces"
       ELSE IF "changes" \in effects THEN "changes"
       ELSE IF "adds" \in effects THEN "adds" ELSE "keeps"]]

\* Each dataset of an operation once, in commit order.
DatasetsOf == [o \in Ops |->
    LET firsts == SelectSeq([i \in 1..Len(PlanOf[o]) |-> i], LAMBDA i : OrdinalOf[o][i] = 1)
    IN [k \in 1..Len(firsts) |-> PlanOf[o][firsts[k]]]]

\* The datasets whose pins an operation reads: its own, those that stand for a
\* table which it changes, creates or drops, and those that it declares.
RelevantOf == [o \in Ops |-> ReadsOf[o] \cup
    {u \in Tables : NameOf[u] \in DropsOf[o] \cup {NameOf[t] : t \in TablesOf[o]}}]

\* The datasets that an operation would drop where they stand for the name.
DroppableOf == [o \in Ops |-> {u \in Tables : NameOf[u] \in DropsOf[o]}]
=============================================================================
