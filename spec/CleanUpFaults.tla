---------------------------- MODULE CleanUpFaults ---------------------------
(***************************************************************************)
(* What takes the place of a rule of CleanUp, or is added to it: see       *)
(* Faults.tla.                                                             *)
(*                                                                         *)
(* Modelled: one mistake at a time.                                        *)
(* Assumed, not checked: nothing.                                          *)
(* Out of scope: several mistakes at once.                                 *)
(***************************************************************************)
EXTENDS CleanUp

Always1(n) == TRUE
Always2(m, n) == TRUE

\* FAULT NoBoundary: IsNotFreed <- Always1.  A number that was freed is free.

\* FAULT CheckBeforeCreate: MayBeBelieved <- Always1.  The boundary is looked at when the
\* manifest is read, before the create, and not after it.

\* FAULT ProbeBelieved: MayBeBelieved <- Always1.  A reader that has long known an old manifest
\* takes the first number that is free for the end.

\* FAULT BoundaryAfterDelete: a clean-up deletes, and then records the boundary; or dies before.
DeleteFirst(c) ==
    /\ cleaner[c].pc = "record"
    /\ SetCleaner(c, [cleaner[c] EXCEPT !.pc = "leases"])
    /\ UNCHANGED <<stores, writers, sweep, reader, truth, reply, counts>>
BoundaryAfterDelete == Init /\ [][Next \/ (\E c \in Cleaners : DeleteFirst(c))]_vars

\* FAULT BoundaryGoesBack: MayRecord <- Always1.  Of two clean-ups at once the one that began
\* first records last.

\* FAULT FenceRemoved: IsSuperseded <- IsUnpinnedRestore.  What no manifest pins goes, also above
\* the pin: the fence of a stalled writer.
IsUnpinned(c, v) == v # HEAD /\ v \notin UNION {NeedsOf(n) : n \in Keeps(c)}
IsUnpinnedRestore(c, v) == IsUnpinned(c, v) /\ versions[v].restores # 0

\* FAULT IdentityRemoved: IsSuperseded <- IsUnpinnedChange.  The same of what an operation has
\* committed and not published yet: by it alone is known that it did.
IsUnpinnedChange(c, v) == IsUnpinned(c, v) /\ versions[v].op # NoOp

\* FAULT BaseIsNeeded: CanClassify <- HasBase.  Recovery cannot do without the version that an
\* operation was prepared against.
HasBase(o) == IsThere(wbase[o])

\* FAULT StagedDataRemoved: IsRecent <- Always2.  An operation is published over an announcement
\* that came after it was prepared: its files may have gone meanwhile.

\* FAULT StaleFilesPrepared: IsFresh <- Always2.  A writer that stalled before it was prepared does
\* not look whether its files were announced to go.

\* FAULT DecisionForgotten: IsOutdated <- IsOld, Announced <- WithoutDecisions, IsRecent <- Always2,
\* IsUnused <- Never2.  An abort goes together with its audit, although it keeps its owner from
\* publishing; so does rule E, and is taken away, with the deletions that it is for.
Never2(c, o) == FALSE
IsOld(c, o) == audits[o] # NoAudit /\ audits[o].at < Mine(c) /\ o \notin sidecars
WithoutDecisions(m, n, old) ==
    [Tidied(m) EXCEPT !.least = n, !.since = n, !.stale = @ \cup old,
                      !.dec = [o \in Ops |-> IF audits[o] # NoAudit /\ o \notin sidecars
                                             THEN "none" ELSE Tidied(m).dec[o]]]

\* FAULT LeaseIgnored: Keeps <- KeepsTagged.  A snapshot is read while its versions go.
KeepsTagged(c) == {Mine(c)} \cup Known(Mine(c)).tags

\* FAULT LeaseAfterCheck: Lease <- CheckFirst, Check <- LeaseThen.  The boundary is looked at
\* before the lease is there.
CheckFirst(r) ==
    /\ reader[r].pc = "lease"
    /\ SetReader(r, IF MayBeBelieved(reader[r].read) THEN [reader[r] EXCEPT !.pc = "check"] ELSE NewReader)
    /\ UNCHANGED <<stores, writers, sweep, cleaner, truth, reply, counts>>
LeaseThen(r) ==
    /\ reader[r].pc = "check"
    /\ leases' = [leases EXCEPT ![r] = reader[r].read]
    /\ SetReader(r, [reader[r] EXCEPT !.pc = "open"])
    /\ UNCHANGED <<manifests, bounds, versions, files, sidecars, audits, writers, sweep, cleaner,
                   truth, reply, counts>>

\* FAULT TagUnchecked: MayBeTagged <- Always2.  What is about to go is tagged.

\* FAULT TagUnprotected: Keeps <- KeepsLeased.  What is tagged goes.
KeepsLeased(c) == {Mine(c)} \cup cleaner[c].leased

\* FAULT NotResumed: IsExpired <- IsNewlyExpired.  A clean-up leaves to the one before it what
\* that was to delete, which has died.
Before(c) == IF cleaner[c].run = 0 THEN 1 ELSE bounds[cleaner[c].run]
IsNewlyExpired(c, n) == n < Mine(c) /\ n >= Before(c) /\ n \notin Keeps(c)

\* FAULT CleanerStops: no fairness for clean-up.
=============================================================================
