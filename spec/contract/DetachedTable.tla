--------------------------- MODULE DetachedTable ---------------------------
(***************************************************************************)
(* What detached versions of one Lance table do, as far as DetachedCommit  *)
(* relies on it.                                                           *)
(*                                                                         *)
(* Modelled: versions beside the linear chain, each made on top of one     *)
(*   other version; their removal.                                         *)
(* Assumed, not checked: everything below.  lance-core 7.0.0 can commit    *)
(*   detached (CommitBuilder.detached); it has no call that lists detached *)
(*   versions and none that removes a single one, so the collector would   *)
(*   have to work on the files of `_versions` itself.                      *)
(* Out of scope: data files, and how Lance's own clean-up treats those     *)
(*   that only a detached version uses.                                    *)
(*                                                                         *)
(* The detached versions of a table are a set of operations: an operation  *)
(* makes at most one per table.  What a version was made on is part of it. *)
(***************************************************************************)
EXTENDS LanceTable

\* A pin that names no detached version names version 1 of the linear chain.
OnChain == NoOp
Linear == <<Version(NoOp, NotARestore, <<>>)>>

\* ASSUMED DetachedNeedsItsBase: a detached commit is refused only when the
\* version it is made on is gone; that may be a detached one.
Stands(versions, v) == v = OnChain \/ v \in versions

\* ASSUMED DetachedNeverConflicts: it lands beside the chain, whatever else
\* was committed; HEAD does not move and nothing is rebased.
\* ASSUMED DetachedTellsItsOperation: which operation made it and on which
\* version can be read back from it.
\* ASSUMED DetachedIsListed: a listing shows the detached versions.
Detach(versions, op) == versions \cup {op}

\* ASSUMED RemovalLeavesTheRest: what other versions share stays readable.
Remove(versions, v) == versions \ {v}
=============================================================================
