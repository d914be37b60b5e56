---- MODULE Trouble ----
\* Ways in which a run of TLC ends badly, chosen by Mode.
EXTENDS Naturals, Sequences, TLC
CONSTANT Mode
ASSUME Mode # "assumption"

VARIABLE x
Init == x = <<0>>
Step == x' = <<x[1] + 1>>
Next ==
    \/ Mode = "deadlock" /\ x[1] < 3 /\ Step
    \/ Mode = "assertion" /\ Step /\ Assert(x'[1] < 2, "x is too large")
    \/ Mode = "evaluation" /\ x' = Tail(Tail(x))
    \/ Mode = "endless" /\ Step
    \/ Mode = "memory" /\ x' = x \o x
Spec == Init /\ [][Next]_x
Anything == TRUE
Ends == <>(x[1] = 7)
Wrong == x[1] = 2 => Tail(Tail(x)) = x
====
