-------------------------- MODULE AttemptsFaults --------------------------
(***************************************************************************)
(* What takes the place of a rule of Attempts: see Faults.tla.             *)
(*                                                                         *)
(* Modelled: one mistake at a time.                                        *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: several mistakes at once.                                 *)
(***************************************************************************)
EXTENDS Attempts

\* FAULT IdUnasked: Known <- NothingKnown.  A try of a caller's id does not ask whether an
\* earlier one has ended.
NothingKnown(i) == "none"

\* FAULT RefusedUnasked: Told <- ToldIfAsked.  A try that cannot be made does not ask, either.
ToldIfAsked(k, otherwise) ==
    CASE otherwise = "refused" -> "refused"
      [] Known(IdOf(k)) = "COMMITTED" -> "ok" [] Known(IdOf(k)) = "ABORTED" -> "failed" [] OTHER -> otherwise

\* FAULT IdAskedFirst: First <- AskingFirst, AfterPreparing <- Arming, AfterAsking <-
\* Preparing.  It asks before it reads the manifest.
AskingFirst == IF sameId THEN "ask" ELSE "prepare"
Arming == "arm"
Preparing == "prepare"

\* FAULT SidecarOfAnother: AfterFindingSidecar <- GoingOn.  A try that finds a sidecar goes on as
\* if it had put it.
GoingOn == "commit"

\* FAULT SidecarOfAnotherReadBack: IsOwnSidecar <- AnySidecar.  A try whose put had no answer takes
\* whatever sidecar it finds for its own.
AnySidecar(k) == TRUE

\* FAULT OutcomeUnaudited: AfterCommitted <- TidyingUp.  The owner of a caller's id deletes its
\* sidecar without an audit record, as other owners do.
TidyingUp == "cleanup"

\* FAULT AuditUnasked: IsAuditedAsCommitted <- NotAudited.  Recovery does not ask the audit record
\* whether another try was committed.
NotAudited(i) == FALSE

\* FAULT PinnedRetried: MayRetry <- AnyRetry, Demands <- FirstDemands.  What was staged on a
\* snapshot is tried again on what there is by then.
AnyRetry(k) == TRUE
FirstDemands(k) == pinned /\ k = 1

\* FAULT RetriedBeforeOver: MayBegin <- MayBeginSoon.  A retry begins while the one before may
\* still be committed.
MayBeginSoon(k) ==
    k > 1 => IF sameId THEN wpc[k - 1] # "start" ELSE wpc[k - 1] = "converge" /\ MayRetry(k)
=============================================================================
