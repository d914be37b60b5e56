---- MODULE Sundial ----
EXTENDS Naturals
CONSTANT Night
VARIABLE shade
Init == shade = 0
Move == shade < (IF Night THEN 2 ELSE 1) /\ shade' = shade + 1
Spec == Init /\ [][Move]_shade
Short == shade <= 1
====
