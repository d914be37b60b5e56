----------------------------- MODULE LanceTable -----------------------------
(***************************************************************************)
(* What one Lance table does, as far as the protocol relies on it.         *)
(*                                                                         *)
(* Modelled: the linear chain of immutable versions; append with its       *)
(*   silent rebase, create, restore; the operation named in every          *)
(*   transaction.                                                          *)
(* Assumed, not checked here: every statement below.  Each is checked on   *)
(*   lance-core by the Java test of the same name                          *)
(*   (LanceTableContractTest in impl/).                                    *)
(* Out of scope: overwrite, delete, update, merge, schema changes,         *)
(*   indices, compaction, branches, and Lance's own clean-up, which must   *)
(*   never run below a pin.                                                *)
(*                                                                         *)
(* A chain is a sequence; its index is the Lance version.  The empty chain *)
(* is a dataset that does not exist, with HEAD 0.                          *)
(***************************************************************************)
EXTENDS Naturals, Sequences

\* What a version is: what its transaction names as its maker (an operation, or
\* one of its commits), the version it restores (NotARestore if it is a change),
\* and the rows it holds, as the makers that wrote them, oldest first.
NotARestore == 99
NoOp == 0
Version(op, restores, rows) == [op |-> op, restores |-> restores, rows |-> rows]

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

\* Whether w holds what v holds and only adds to it: a change was made on the
\* version below, a restore on what it restores.
RECURSIVE Descends(_, _, _)
Descends(chain, w, v) ==
    \/ w = v
    \/ /\ w > v
       /\ Descends(chain, IF IsRestore(chain, w) THEN chain[w].restores ELSE w - 1, v)

RestoreAbove(chain, v) == \E w \in (v + 1)..Len(chain) : IsRestore(chain, w)

\* STATEMENT CreateRefusedIfExists: a create succeeds only on the empty chain.
\* STATEMENT AppendRefusedAfterRestore: an append prepared against `read` is
\* refused when a restore lies above `read`.
Accepts(chain, read) ==
    IF read = 0 THEN chain = <<>> ELSE ~RestoreAbove(chain, read)

\* STATEMENT AppendRebases: an append prepared against an older version lands
\* on HEAD + 1 all the same, on top of the other appends.
AppendTo(chain, op, read) ==
    Append(chain, Version(op, NotARestore, Append(Rows(chain, HEAD(chain)), op)))

\* STATEMENT RestoreNeverRefused: a restore lands on HEAD + 1, whatever was
\* committed meanwhile.
\* STATEMENT RestoreBringsBackContent: it holds exactly what its target holds.
\* STATEMENT FenceRefusedIfExists: version 0 can only be "restored" on the
\* empty chain, by creating an empty dataset; otherwise nothing happens.
Restore(chain, target) ==
    IF target = 0 /\ chain # <<>> THEN chain
    ELSE Append(chain, Version(NoOp, target, Rows(chain, target)))
=============================================================================
