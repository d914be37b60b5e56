---- MODULE Clock ----
\* Two hands; each goes up to Max, and then rings once.
EXTENDS Naturals, FiniteSets
CONSTANTS Max, Overshoot
VARIABLES hand, rung
vars == <<hand, rung>>
Hands == 1..2
Limit == IF Overshoot THEN Max + 1 ELSE Max

Init == hand = [h \in Hands |-> 0] /\ rung = {}
Tick(h) == hand[h] < Limit /\ hand' = [hand EXCEPT ![h] = @ + 1] /\ UNCHANGED rung
Ring(h) == hand[h] = Max /\ h \notin rung /\ rung' = rung \union {h} /\ UNCHANGED hand
Next == \E h \in Hands : Tick(h) \/ Ring(h)

Spec == Init /\ [][Next]_vars
Ticks == \A h \in Hands : WF_vars(Tick(h))
FairSpec == Spec /\ Ticks /\ \A h \in Hands : WF_vars(Ring(h))
LazySpec == Spec /\ Ticks

Bounded == \A h \in Hands : hand[h] <= Max
OneRings == Cardinality(rung) <= 1
AllRing == <>(rung = Hands)
FirstRang == rung = {1}
NeverFirstRang == ~FirstRang
Midnight == hand[1] > Max
NeverMidnight == ~Midnight
====
