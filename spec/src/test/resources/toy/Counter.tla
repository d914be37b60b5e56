---- MODULE Counter ----
\* A counter that several processes drive up to Max and then back to 0.
EXTENDS Naturals

CONSTANTS Procs, Max,
    Leap,       \* fault: skips a step
    Overshoot,  \* fault: goes beyond Max
    Slip,       \* fault: may fall back for ever
    Garble      \* fault: loses its type

VARIABLES x, by
vars == <<x, by>>
Zero == [p \in Procs |-> 0]

Init == x = 0 /\ by = Zero

Inc(p) == x < Max /\ x' = x + 1 /\ by' = [by EXCEPT ![p] = @ + 1]
Reset == x >= Max /\ x' = 0 /\ by' = Zero
Jump == Leap /\ x = 1 /\ x' = 3 /\ UNCHANGED by
Exceed == Overshoot /\ x = Max /\ x' = x + 1 /\ UNCHANGED by
FallBack == Slip /\ x = 1 /\ x' = 0 /\ by' = Zero
Scramble == Garble /\ x = 1 /\ x' = 99 /\ UNCHANGED by
Never == x > 100 /\ UNCHANGED vars

Next == (\E p \in Procs : Inc(p)) \/ Reset \/ Jump \/ Exceed \/ FallBack \/ Scramble \/ Never
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

Few == x < 2

TypeOK == x \in 0..(Max + 1)
Bounded == x <= Max
NeverTwo == x # 2
StartsHigh == x > 0

StepsByOne == [][x' = x + 1 \/ x' = 0]_x
ReachesMax == []<>(x = Max)
ReachesSeven == <>(x = 7)
StartsAtOne == x = 1
L == INSTANCE Ladder WITH rung <- x
Climbs == L!Spec

UnfairSpec == Init /\ [][Next]_vars
AtMax == x = Max
NeverAtMax == ~AtMax
FarBeyond == x = 99
NeverFarBeyond == ~FarBeyond
====
