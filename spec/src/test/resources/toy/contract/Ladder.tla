---- MODULE Ladder ----
EXTENDS Naturals
VARIABLE rung
Init == rung = 0
Next == rung' = rung + 1 \/ rung' = 0
Spec == Init /\ [][Next]_rung /\ WF_rung(Next)
====
