---------------------------- MODULE NamesFaults ----------------------------
(***************************************************************************)
(* What takes the place of a rule of Names: see Faults.tla.                *)
(*                                                                         *)
(* Modelled: one mistake at a time.                                        *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: several mistakes at once.                                 *)
(***************************************************************************)
EXTENDS Names

\* FAULT NameComesBack: IsAsExpected <- ShowsTheSame.  A name is as expected if it shows
\* the same dataset at the same pin, although it was lost in between.
ShowsTheSame(m, o, x) ==
    /\ m.names[x] = wexp[o].names[x]
    /\ wexp[o].names[x] = Absent => ~LostSince(m, x, wexp[o].at)

\* FAULT AbsentAgain: IsAsExpected <- IsFreeAgain.  A name is as expected if there is no
\* table of that name, although there was one in between.
IsFreeAgain(m, o, x) ==
    /\ m.names[x] = wexp[o].names[x]
    /\ wexp[o].names[x] # Absent => ~LostSince(m, x, wexp[o].at)

\* FAULT NewNameUnchecked: NamesOf <- OldNameOf.  A rename expects nothing of its new name.
OldNameOf(o) == {plan[o].name}

\* FAULT LastTombOnly: Tombstones <- LastTombstones.  A manifest remembers of each name only
\* who took it last.
LastTombstones(m) ==
    {l \in m.lost : \A k \in m.lost : k.name = l.name => k.at <= l.at}
=============================================================================
