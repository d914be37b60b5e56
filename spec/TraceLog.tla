------------------------------ MODULE TraceLog ------------------------------
(***************************************************************************)
(* How TraceRollforward gets at a trace and says what it found.            *)
(*                                                                         *)
(* Modelled: nothing.  Java (tlc2.module.TraceLog) takes the place of both *)
(*   operators.                                                            *)
(* Assumed, not checked: that it does.                                     *)
(* Out of scope: the form of a trace (dev.rollforward.trace).              *)
(***************************************************************************)

\* The value that stands in the file "trace".
Trace == CHOOSE value : TRUE

\* Adds a line with a value to the file "verdicts"; true.
Say(value) == TRUE
=============================================================================
