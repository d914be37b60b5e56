--------------------------- MODULE CreateIfAbsent ---------------------------
(***************************************************************************)
(* A store of named objects that can be created only if absent.            *)
(*                                                                         *)
(* Modelled: one object per key; create-if-absent, read, delete, list.     *)
(* Assumed, not checked here: a create is atomic and durable, a read that  *)
(*   begins after a create was acknowledged sees it, an object never       *)
(*   changes.  Each statement is checked on the real stores by the Java    *)
(*   test of the same name (StoreContract in impl/).                       *)
(* Out of scope: power loss on stores that do not sync, listings that lag. *)
(*                                                                         *)
(* A store is a function from keys to objects; a key outside its domain    *)
(* is absent.                                                              *)
(***************************************************************************)
EXTENDS FiniteSets, TLC

Empty == <<>>

Exists(store, key) == key \in DOMAIN store

\* STATEMENT OneWinner: of all creates of one key exactly one succeeds.
\* STATEMENT WinnerNeverChanges: the winner's object is what everyone reads.
\* STATEMENT ReadSeesWholeOrNothing: no read sees half an object.
Create(store, key, object) ==
    IF Exists(store, key) THEN store ELSE (key :> object) @@ store

\* STATEMENT DeleteIsIdempotent: deleting what is not there does nothing.
Delete(store, key) == [k \in DOMAIN store \ {key} |-> store[k]]

\* STATEMENT ListShowsWhatStands: an object that stands is listed.
List(store) == DOMAIN store
=============================================================================
