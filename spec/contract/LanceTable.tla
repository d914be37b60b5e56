----------------------------- MODULE LanceTable -----------------------------
(***************************************************************************)
(* What one Lance table does, as far as the protocol relies on it.         *)
(*                                                                         *)
(* Modelled: the linear chain of immutable versions; the kinds of          *)
(*   transaction that change it, which of them Lance refuses over which,   *)
(*   and its silent rebase of the others; create; the operation named in   *)
(*   every transaction.                                                    *)
(* Assumed, not checked here: every statement below.  Each is checked on   *)
(*   lance-core by the Java test of the same name (LanceTableContractTest  *)
(*   and LanceKindsContractTest in impl/).                                 *)
(* Out of scope: which rows a change touches, so that the answer may go    *)
(*   either way where it depends on that; branches; DataReplacement, which *)
(*   loses rows; Lance's own clean-up, which must never run below a pin.   *)
(*                                                                         *)
(* A chain is a sequence; its index is the Lance version.  The empty chain *)
(* is a dataset that does not exist, with HEAD 0.                          *)
(***************************************************************************)
EXTENDS Naturals, Sequences

\* The kinds of transaction, by their names in Lance.  Update stands for all that
\* touch fragments of their base: Lance's Delete, and an Update that rewrites rows
\* or takes them away; Insert for an Update that only adds.
Kinds == {"Append", "Insert", "Update", "Merge", "Project", "CreateIndex", "Rewrite",
          "Overwrite", "UpdateConfig", "Restore"}

\* What changes no row: another index, or the same rows in other fragments.
DerivedKinds == {"CreateIndex", "Rewrite"}

\* What a version is: what its transaction names as its maker (an operation, or
\* one of its commits), the kind of that transaction, the version it restores
\* (NotARestore if it is a change), and what it holds: the log of the changes
\* that were applied to it, by their makers, oldest first.
NotARestore == 99
NoOp == 0
VersionOf(op, kind, restores, rows) ==
    [op |-> op, kind |-> kind, restores |-> restores, rows |-> rows]
Version(op, restores, rows) ==
    VersionOf(op, IF restores = NotARestore THEN "Append" ELSE "Restore", restores, rows)

\* STATEMENT VersionsAreLinear: a commit lands on HEAD + 1, and a committed
\* version never changes.
HEAD(chain) == Len(chain)

IsRestore(chain, v) == chain[v].restores # NotARestore

\* STATEMENT TransactionTellsItsOperation: who committed a version can be
\* read back from it, a restore included (which the protocol does not use).
IsChangeOf(chain, v, op) ==
    v \in 1..Len(chain) /\ ~IsRestore(chain, v) /\ chain[v].op = op

Rows(chain, v) == IF v = 0 THEN <<>> ELSE chain[v].rows

\* The version whose content v has: restores are followed to their target.
RECURSIVE Resolve(_, _)
Resolve(chain, v) ==
    IF v = 0 THEN 0
    ELSE IF IsRestore(chain, v) THEN Resolve(chain, chain[v].restores)
    ELSE v

\* The last version up to v that changed rows: restores are followed to their target,
\* and what is derived is passed over.
RECURSIVE LastLogical(_, _)
LastLogical(chain, v) ==
    IF v = 0 THEN 0
    ELSE IF IsRestore(chain, v) THEN LastLogical(chain, chain[v].restores)
    ELSE IF chain[v].kind \in DerivedKinds THEN LastLogical(chain, v - 1)
    ELSE v

\* Whether w holds what v holds and only adds to it: a change was made on the
\* version below, a restore on what it restores.
RECURSIVE Descends(_, _, _)
Descends(chain, w, v) ==
    \/ w = v
    \/ /\ w > v
       /\ Descends(chain, IF IsRestore(chain, w) THEN chain[w].restores ELSE w - 1, v)

RestoreAbove(chain, v) == \E w \in (v + 1)..Len(chain) : IsRestore(chain, w)

\* STATEMENT KindsRefused: a transaction of this kind is refused over one of those
\* kinds that was committed above the version against which it was prepared.
RefusedOver(kind) ==
    CASE kind = "Append"       -> {"Overwrite", "Restore"}
      [] kind = "Insert"       -> {"Overwrite", "Merge", "Restore"}
      [] kind = "Update"       -> {"Overwrite", "Merge", "Restore"}
      [] kind = "Merge"        -> {"Append", "Insert", "Update", "Rewrite", "Merge", "Project", "Overwrite", "Restore"}
      [] kind = "Project"      -> {"Merge", "Project", "Overwrite", "Restore"}
      [] kind = "CreateIndex"  -> {"Rewrite", "Overwrite", "Restore"}
      [] kind = "Rewrite"      -> {"CreateIndex", "Merge", "Overwrite", "Restore"}
      [] kind = "Overwrite"    -> {"Overwrite"}
      [] kind = "UpdateConfig" -> {}
      [] kind = "Restore"      -> {}

\* STATEMENT KindsRefusedOnTheSame: over one of these it is refused if both touch the
\* same: a fragment, an index of one name, a config key.
RefusedOverTheSame(kind) ==
    CASE kind = "Update"       -> {"Update", "Rewrite"}
      [] kind = "Rewrite"      -> {"Update", "Rewrite"}
      [] kind = "CreateIndex"  -> {"CreateIndex"}
      [] kind = "Overwrite"    -> {"UpdateConfig"}
      [] kind = "UpdateConfig" -> {"UpdateConfig", "Overwrite"}
      [] OTHER                 -> {}

\* STATEMENT RestoreFences: over a restore everything is refused but these three.  So
\* they are never committed by an operation: no restore would keep them out.
UnfencedKinds == {"Overwrite", "UpdateConfig", "Restore"}
FencedKinds == Kinds \ UnfencedKinds
ASSUME \A kind \in Kinds : kind \in FencedKinds <=> "Restore" \in RefusedOver(kind)

\* TLC keeps the value of a constant definition.
RefusedOverBy == [kind \in Kinds |-> RefusedOver(kind)]
MayBeRefusedOverBy == [kind \in Kinds |-> RefusedOver(kind) \cup RefusedOverTheSame(kind)]

\* STATEMENT CreateRefusedIfExists: a create succeeds only on the empty chain.
\* STATEMENT AppendRefusedAfterRestore: an append prepared against `read` is
\* refused when a restore lies above `read`.
\* Whether Lance may accept what was prepared against `read`, and whether it may
\* refuse it; both, where it depends on what was touched.
Accepts(chain, read, kind) ==
    IF read = 0 THEN chain = <<>>
    ELSE \A v \in (read + 1)..HEAD(chain) : chain[v].kind \notin RefusedOverBy[kind]
Refuses(chain, read, kind) ==
    IF read = 0 THEN chain # <<>>
    ELSE \E v \in (read + 1)..HEAD(chain) : chain[v].kind \in MayBeRefusedOverBy[kind]

\* Whether nothing of a fenced kind that was prepared against `read` can land.
IsFencedAbove(chain, read) == IF read = 0 THEN chain # <<>> ELSE RestoreAbove(chain, read)

\* STATEMENT AppendRebases: an append prepared against an older version lands
\* on HEAD + 1 all the same, on top of the other appends.
\* STATEMENT KindsRebase: what is not refused lands on HEAD + 1, as a change of what
\* HEAD holds, whatever it was prepared against.
\* STATEMENT DerivedKindsKeepRows: an index or a compaction holds the rows that HEAD
\* held; it stands in the log all the same.
CommitTo(chain, op, kind) ==
    Append(chain, VersionOf(op, kind, NotARestore, Append(Rows(chain, HEAD(chain)), op)))

\* STATEMENT RestoreNeverRefused: a restore lands on HEAD + 1, whatever was
\* committed meanwhile.
\* STATEMENT RestoreBringsBackContent: it holds exactly what its target holds.
\* STATEMENT FenceRefusedIfExists: version 0 can only be "restored" on the
\* empty chain, by creating an empty dataset; otherwise nothing happens.
Restore(chain, target) ==
    IF target = 0 /\ chain # <<>> THEN chain
    ELSE Append(chain, Version(NoOp, target, Rows(chain, target)))
=============================================================================
