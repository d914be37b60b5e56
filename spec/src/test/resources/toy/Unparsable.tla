---- MODULE Unparsable ----
VARIABLE x
Init == x =
Next == x' = x
====
