------------------------------ MODULE CleanUp ------------------------------
(***************************************************************************)
(* Clean-up beside everything else: which manifests, Lance versions, data  *)
(* files and audit records may go, and what keeps a process that stalled   *)
(* across it from doing harm when it comes back.                           *)
(*                                                                         *)
(* Modelled: numbered manifests that are created if absent and deleted;    *)
(*   one table with its versions and data files; writers that stage, arm,  *)
(*   commit and publish; a sweep that rolls forward and back; readers that *)
(*   open a snapshot under a lease; tags; clean-ups, several at once, that *)
(*   die anywhere and begin again; stalls of all of them at any step.      *)
(* Assumed, not checked: the store contracts (contract/); a lease that was *)
(*   created before a listing began is listed; a call takes effect once;   *)
(*   nobody but the group writes to its folders; in particular Lance's own *)
(*   clean-up, automatic or not, is not run: it removes staged files by    *)
(*   their age, and tells nobody first.                                    *)
(* Out of scope: all that Rollforward checks without clean-up: several     *)
(*   tables, kinds, lost answers, power loss.  How old something has to be *)
(*   before it goes: age is a courtesy, no rule below needs it.            *)
(*                                                                         *)
(* The rules, beside those of README.md:                                   *)
(*   A. A clean-up announces in a manifest, by the same compare-and-set as *)
(*      all others, below which number manifests may be gone, and which    *)
(*      staged files it takes for nobody's: those that it has listed       *)
(*      before, and that no version names.                                 *)
(*   B. It then records that number as a boundary outside of the chain,    *)
(*      durably, and only then deletes anything.  Boundaries only grow.    *)
(*   C. Whoever has created a manifest believes it only after it has seen  *)
(*      that no boundary is above it; whoever has found a newest manifest, *)
(*      too.                                                               *)
(*   D. Below the boundary stay the manifests that are tagged or leased;   *)
(*      of a table the versions from the least that any manifest which     *)
(*      stays pins, whoever made them.                                     *)
(*   E. A data file goes if it was announced and no version names it.      *)
(*      A writer that was begun before an announcement looks, before it    *)
(*      arms, whether its own files were announced; and nobody publishes   *)
(*      an operation over an announcement that came after it was prepared. *)
(*   F. An audit record goes only after its decision has left the manifest.*)
(*                                                                         *)
(* Atomic steps: one store call each, with these exceptions.  Finds probes *)
(*   for the newest manifest and then looks at the boundary: what it       *)
(*   returns was the newest when it probed, for a number above it that is  *)
(*   gone has a boundary above it.  A reader does it in two steps.         *)
(*   CleanUpPlan lists data files before it reads the manifest.  Java      *)
(*   announces the age of files instead of their names: then more of them  *)
(*   are announced than go.                                                *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Ops,        \* operations, each of which appends once
    Quick,      \* those of them that do so at once, to keep the models small
    Dying,      \* those of them that die once they have committed to the table
    Sweeps,     \* recovery processes
    Cleaners,   \* clean-ups that may run at once
    Readers,    \* processes that open one snapshot each
    MaxRuns,    \* how many clean-ups are begun
    MaxTags,    \* how many manifests are tagged
    MaxCrashes  \* how often a clean-up may die

NoOp == 0

(***************************************************************************)
(* Stores                                                                  *)
(***************************************************************************)
VARIABLES
    manifests,  \* [numbers that are taken -> manifest]
    bounds,     \* the boundaries, oldest first: created if absent, by number
    versions,   \* [numbers of the versions that are there -> version]
    files,      \* operations whose data file is there
    sidecars,   \* operations whose sidecar exists; its content is wexp, wbase
    audits,     \* [Ops -> verdict, and the manifest that decided it]
    leases      \* [Readers -> the manifest that it leases, 0 for none]

(***************************************************************************)
(* Protocol state of the processes                                         *)
(***************************************************************************)
VARIABLES
    wpc,        \* [Ops -> where its writer is]
    wbegun,     \* [Ops -> the manifest on which it was begun, and then that on which it was prepared]
    wexp,       \* [Ops -> the pin that its writer read]
    wbase,      \* [Ops -> the HEAD that it was prepared against]
    wread,      \* [Ops -> the manifest that it publishes on]
    sweep,      \* [Sweeps -> record]
    cleaner,    \* [Cleaners -> record]
    reader      \* [Readers -> record]

(***************************************************************************)
(* Witnesses: written, never read by an action, save for truth, which is   *)
(* what a process remembers of a manifest that it has read                 *)
(***************************************************************************)
VARIABLES
    truth,      \* the manifests that the group has had, by number
    reply       \* [Ops -> what its caller was told]

VARIABLES runs, crashes

stores == <<manifests, bounds, versions, files, sidecars, audits, leases>>
writers == <<wpc, wbegun, wexp, wbase, wread>>
others == <<sweep, cleaner, reader>>
counts == <<runs, crashes>>
vars == <<stores, writers, others, truth, reply, counts>>

NoAudit == [verdict |-> "none", at |-> 0]
IdleSweep == [pc |-> "idle", op |-> NoOp, read |-> 0, dec |-> "none"]
IdleCleaner == [pc |-> "idle", read |-> 0, run |-> 0, files |-> {}, stray |-> {}, leased |-> {}]
NewReader == [pc |-> "probe", read |-> 0, rows |-> {}, must |-> {}]

\* rows: the operations that its pin shows.  least: below it manifests may be gone.
\* stale: staged files that are nobody's.  since: the manifest that announced the last of them.
First ==
    [by |-> NoOp, pin |-> 1, rows |-> {}, dec |-> [o \in Ops |-> "none"],
     least |-> 1, since |-> 1, stale |-> {}, tags |-> {}]

Init ==
    /\ manifests = [n \in {1} |-> First]
    /\ bounds = <<>>
    /\ versions = [v \in {1} |-> [op |-> NoOp, restores |-> 0, rows |-> {}]]
    /\ files = {}
    /\ sidecars = {}
    /\ audits = [o \in Ops |-> NoAudit]
    /\ leases = [r \in Readers |-> 0]
    /\ wpc = [o \in Ops |-> "start"]
    /\ wbegun = [o \in Ops |-> 0]
    /\ wexp = [o \in Ops |-> 0]
    /\ wbase = [o \in Ops |-> 0]
    /\ wread = [o \in Ops |-> 0]
    /\ sweep = [s \in Sweeps |-> IdleSweep]
    /\ cleaner = [c \in Cleaners |-> IdleCleaner]
    /\ reader = [r \in Readers |-> NewReader]
    /\ truth = <<First>>
    /\ reply = [o \in Ops |-> "none"]
    /\ runs = 0
    /\ crashes = 0

(***************************************************************************)
(* Manifests                                                               *)
(***************************************************************************)

Max(numbers) == CHOOSE n \in numbers : \A m \in numbers : m <= n
Min(numbers) == CHOOSE n \in numbers : \A m \in numbers : n <= m

Taken(n) == n \in DOMAIN manifests
Newest == Len(truth)

Boundary == IF bounds = <<>> THEN 1 ELSE bounds[Len(bounds)]

\* Rule C.
IsNotFreed(n) == Boundary <= n
MayBeBelieved(n) == IsNotFreed(n)

\* Where a probe may end: it begins at any manifest that its process has seen, which may
\* be gone by now.
Numbers == 1..Newest \cup DOMAIN manifests
Seen(n) == IF Taken(n) THEN manifests[n] ELSE truth[n]
ProbeEndsAt(n) == ~Taken(n + 1)
Finds(n) == ProbeEndsAt(n) /\ IsNotFreed(n)

\* Create-if-absent: the number is free.  It is the successor of the newest, or it was
\* taken before, and then what is created is believed by nobody.
MayPut(n) == ~Taken(n)
Put(n, m) ==
    /\ manifests' = [k \in DOMAIN manifests \cup {n} |-> IF k = n THEN m ELSE manifests[k]]
    /\ truth' = IF n = Newest + 1 THEN Append(truth, m) ELSE truth

\* What a process remembers of the manifest that it has read.
Known(n) == truth[n]

\* Every put leaves out the decisions that nobody needs (rule 9).
IsNeeded(m, o) == o \in sidecars \/ (m.dec[o] = "ABORTED" /\ m.pin = wexp[o])
Tidied(m) == [m EXCEPT !.by = NoOp, !.dec = [o \in Ops |-> IF IsNeeded(m, o) THEN m.dec[o] ELSE "none"]]

WithCommit(m, o) ==
    [Tidied(m) EXCEPT !.by = o, !.pin = wbase[o] + 1, !.rows = @ \cup {o}, !.dec[o] = "COMMITTED"]
WithAbort(m, o) == [Tidied(m) EXCEPT !.dec[o] = "ABORTED"]
WithTag(m, n) == [Tidied(m) EXCEPT !.tags = @ \cup {n}]

\* Rule A.
Announced(m, n, old) ==
    [Tidied(m) EXCEPT !.least = n, !.stale = @ \cup old, !.since = IF old = {} THEN @ ELSE n]

(***************************************************************************)
(* The table                                                               *)
(***************************************************************************)

HEAD == Max(DOMAIN versions)
IsThere(v) == v \in DOMAIN versions
AddVersion(new) ==
    versions' = [v \in DOMAIN versions \cup {HEAD + 1} |-> IF v = HEAD + 1 THEN new ELSE versions[v]]
Restore(pin) == AddVersion([op |-> NoOp, restores |-> pin, rows |-> versions[pin].rows])

\* Lance refuses what was prepared below a restore, as long as the restore is there.
IsFencedAbove(base) == \E v \in DOMAIN versions : v > base /\ versions[v].restores # 0
HasLanded(o) == IsThere(wbase[o] + 1) /\ versions[wbase[o] + 1].op = o

IsReady(m) == IsThere(m.pin) /\ versions[HEAD].rows = versions[m.pin].rows
Undecided(m, o) == o \in sidecars /\ m.dec[o] = "none"
AllAboveDecided(m) ==
    \A v \in DOMAIN versions : v > m.pin /\ versions[v].op # NoOp => ~Undecided(m, versions[v].op)

(***************************************************************************)
(* The writer                                                              *)
(***************************************************************************)

Goto(o, pc) == wpc' = [wpc EXCEPT ![o] = pc]
Tell(o, answer) == reply' = [reply EXCEPT ![o] = answer]

\* A transaction is begun, and its data is staged.
Begin(o) ==
    /\ o \notin Quick
    /\ wpc[o] = "start"
    /\ \E n \in Numbers : Finds(n) /\ wbegun' = [wbegun EXCEPT ![o] = n]
    /\ files' = files \cup {o}
    /\ Goto(o, "prepare")
    /\ UNCHANGED <<manifests, bounds, versions, sidecars, audits, leases, wexp, wbase, wread,
                   others, truth, reply, counts>>

\* Java: Planning.unmetStaged.  Rule E: what was begun after the announcement has staged after
\* it; of what was begun before, the files are asked.
IsFresh(m, o) == wbegun[o] >= m.since \/ o \notin m.stale

\* Java: core.Publish.Outdated.  Rule E, asked in the compare-and-set, by recovery too.
IsRecent(m, o) == wbegun[o] >= m.since

PrepareTable(o) ==
    /\ wpc[o] = "prepare"
    /\ \E n \in Numbers :
        /\ Finds(n)
        /\ IsReady(Seen(n))
        /\ IF IsFresh(Seen(n), o)
           THEN /\ wexp' = [wexp EXCEPT ![o] = Seen(n).pin]
                /\ wbegun' = [wbegun EXCEPT ![o] = n]
                /\ wbase' = [wbase EXCEPT ![o] = HEAD]
                /\ Goto(o, "arm")
                /\ UNCHANGED reply
           ELSE Goto(o, "done") /\ Tell(o, "failed") /\ UNCHANGED <<wexp, wbegun, wbase>>
    /\ UNCHANGED <<stores, wread, others, truth, counts>>

RepairTable(o) ==
    /\ wpc[o] = IF o \in Quick THEN "start" ELSE "prepare"
    /\ \E n \in Numbers :
        /\ Finds(n)
        /\ ~IsReady(Seen(n))
        /\ AllAboveDecided(Seen(n))
        /\ IsThere(Seen(n).pin)
        /\ Restore(Seen(n).pin)
    /\ UNCHANGED <<manifests, bounds, files, sidecars, audits, leases, writers, others, truth,
                   reply, counts>>

ArmSidecar(o) ==
    /\ wpc[o] = "arm"
    /\ sidecars' = sidecars \cup {o}
    /\ Goto(o, "open")
    /\ UNCHANGED <<manifests, bounds, versions, files, audits, leases, wbegun, wexp, wbase, wread,
                   others, truth, reply, counts>>

\* A commit opens its base, and may stall before it goes on.
OpenBase(o) ==
    /\ wpc[o] = "open"
    /\ Goto(o, IF IsThere(wbase[o]) THEN "commit" ELSE "converge")
    /\ UNCHANGED <<stores, wbegun, wexp, wbase, wread, others, truth, reply, counts>>

CommitTable(o) ==
    /\ wpc[o] = "commit"
    /\ IF IsFencedAbove(wbase[o])
       THEN Goto(o, "converge") /\ UNCHANGED versions
       ELSE /\ AddVersion([op |-> o, restores |-> 0, rows |-> versions[HEAD].rows \cup {o}])
            /\ Goto(o, IF HEAD = wbase[o] THEN "publish" ELSE "converge")
    /\ UNCHANGED <<manifests, bounds, files, sidecars, audits, leases, wbegun, wexp, wbase, wread,
                   others, truth, reply, counts>>

MayPublish(m, o) == m.pin = wexp[o] /\ m.dec[o] = "none" /\ IsRecent(m, o)

ReadManifest(o) ==
    /\ wpc[o] = "publish"
    /\ \E n \in Numbers :
        /\ Finds(n)
        /\ IF MayPublish(Seen(n), o)
           THEN wread' = [wread EXCEPT ![o] = n] /\ Goto(o, "create")
           ELSE Goto(o, "converge") /\ UNCHANGED wread
    /\ UNCHANGED <<stores, wbegun, wexp, wbase, others, truth, reply, counts>>

\* The compare-and-set, on a manifest that was read an hour ago.
Publish(o) ==
    /\ wpc[o] = "create"
    /\ IF MayPut(wread[o] + 1)
       THEN Put(wread[o] + 1, WithCommit(Known(wread[o]), o)) /\ Goto(o, "believe")
       ELSE Goto(o, "publish") /\ UNCHANGED <<manifests, truth>>
    /\ UNCHANGED <<bounds, versions, files, sidecars, audits, leases, wbegun, wexp, wbase, wread,
                   others, reply, counts>>

\* Rule C: created is not won.
Believe(o) ==
    /\ wpc[o] = "believe"
    /\ IF MayBeBelieved(wread[o] + 1)
       THEN Goto(o, "cleanup") /\ Tell(o, "ok")
       ELSE Goto(o, "converge") /\ UNCHANGED reply
    /\ UNCHANGED <<stores, wbegun, wexp, wbase, wread, others, truth, counts>>

Answer(m, o) == IF m.dec[o] # "none" THEN m.dec[o] ELSE audits[o].verdict

\* Whoever comes back after the record of its operation was removed is told nothing:
\* it ends as unknown.
Converge(o) ==
    /\ wpc[o] = "converge"
    /\ \E n \in Numbers :
        /\ Finds(n)
        /\ LET answer == Answer(Seen(n), o) IN
            \/ answer = "COMMITTED" /\ Tell(o, "ok") /\ Goto(o, "cleanup")
            \/ answer = "ABORTED" /\ Tell(o, "failed") /\ Goto(o, "done")
            \/ answer = "none" /\ o \notin sidecars /\ Goto(o, "done") /\ UNCHANGED reply
    /\ UNCHANGED <<stores, wbegun, wexp, wbase, wread, others, truth, counts>>

DeleteSidecar(o) ==
    /\ wpc[o] = "cleanup"
    /\ sidecars' = sidecars \ {o}
    /\ Goto(o, "done")
    /\ UNCHANGED <<manifests, bounds, versions, files, audits, leases, wbegun, wexp, wbase, wread,
                   others, truth, reply, counts>>

\* All steps of a writer that nobody disturbs, on the newest manifest.
CommitAtOnce(o) ==
    /\ o \in Quick
    /\ wpc[o] = "start"
    /\ IsReady(Known(Newest))
    /\ AddVersion([op |-> o, restores |-> 0, rows |-> versions[HEAD].rows \cup {o}])
    /\ MayPut(Newest + 1)
    /\ Put(Newest + 1, [Tidied(Known(Newest)) EXCEPT !.by = o, !.pin = HEAD + 1, !.rows = @ \cup {o}])
    /\ files' = files \cup {o}
    /\ Goto(o, "done")
    /\ Tell(o, "ok")
    /\ UNCHANGED <<bounds, sidecars, audits, leases, wbegun, wexp, wbase, wread, others, counts>>

LandAndDie(o) ==
    /\ o \in Dying
    /\ wpc[o] = "start"
    /\ IsReady(Known(Newest))
    /\ AddVersion([op |-> o, restores |-> 0, rows |-> versions[HEAD].rows \cup {o}])
    /\ wbegun' = [wbegun EXCEPT ![o] = Newest]
    /\ wexp' = [wexp EXCEPT ![o] = Known(Newest).pin]
    /\ wbase' = [wbase EXCEPT ![o] = HEAD]
    /\ files' = files \cup {o}
    /\ sidecars' = sidecars \cup {o}
    /\ Goto(o, "dead")
    /\ UNCHANGED <<manifests, bounds, audits, leases, wread, others, truth, reply, counts>>

(***************************************************************************)
(* Recovery                                                                *)
(***************************************************************************)

SetSweep(s, record) == sweep' = [sweep EXCEPT ![s] = record]

SweepReadManifest(s, o) ==
    /\ sweep[s].pc = "idle"
    /\ o \in sidecars
    /\ \E n \in Numbers :
        Finds(n) /\ SetSweep(s, [IdleSweep EXCEPT !.pc = "read", !.op = o, !.read = n])
    /\ UNCHANGED <<stores, writers, cleaner, reader, truth, reply, counts>>

IsComplete(m, o) == m.pin = wexp[o] /\ HasLanded(o)

\* A base that is gone is no error: its pin has moved, so nothing that was prepared
\* on it can be published any more.
CanClassify(o) == TRUE

SweepClassify(s) ==
    LET o == sweep[s].op
        m == Known(sweep[s].read)
    IN
    /\ sweep[s].pc = "read"
    /\ CanClassify(o)
    /\ SetSweep(s,
        IF o \notin sidecars THEN IdleSweep
        ELSE IF m.dec[o] = "COMMITTED" THEN [sweep[s] EXCEPT !.pc = "audit", !.dec = "COMMITTED"]
        ELSE IF m.dec[o] = "ABORTED" THEN [sweep[s] EXCEPT !.pc = "fence", !.dec = "ABORTED"]
        ELSE [sweep[s] EXCEPT !.pc = "decide",
                !.dec = IF IsComplete(m, o) /\ IsRecent(m, o) THEN "COMMITTED" ELSE "ABORTED"])
    /\ UNCHANGED <<stores, writers, cleaner, reader, truth, reply, counts>>

\* SweepRollForward and SweepRollBack of Rollforward.
SweepDecide(s) ==
    LET o == sweep[s].op
        m == Known(sweep[s].read)
        next == IF sweep[s].dec = "COMMITTED" THEN WithCommit(m, o) ELSE WithAbort(m, o)
    IN
    /\ sweep[s].pc = "decide"
    /\ IF MayPut(sweep[s].read + 1)
       THEN /\ Put(sweep[s].read + 1, next)
            /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "believe", !.read = @ + 1])
       ELSE SetSweep(s, IdleSweep) /\ UNCHANGED <<manifests, truth>>
    /\ UNCHANGED <<bounds, versions, files, sidecars, audits, leases, writers, cleaner, reader,
                   reply, counts>>

SweepBelieve(s) ==
    /\ sweep[s].pc = "believe"
    /\ SetSweep(s, IF ~MayBeBelieved(sweep[s].read) THEN IdleSweep
                   ELSE [sweep[s] EXCEPT !.pc = IF sweep[s].dec = "COMMITTED" THEN "audit" ELSE "fence"])
    /\ UNCHANGED <<stores, writers, cleaner, reader, truth, reply, counts>>

\* The pin that was read may be gone: the next sweep reads another.
SweepFenceTable(s) ==
    LET o == sweep[s].op
        pin == Known(sweep[s].read).pin
    IN
    /\ sweep[s].pc = "fence"
    /\ IF IsFencedAbove(wbase[o])
       THEN SetSweep(s, [sweep[s] EXCEPT !.pc = "audit"]) /\ UNCHANGED versions
       ELSE IF IsThere(pin)
       THEN SetSweep(s, [sweep[s] EXCEPT !.pc = "audit"]) /\ Restore(pin)
       ELSE SetSweep(s, IdleSweep) /\ UNCHANGED versions
    /\ UNCHANGED <<manifests, bounds, files, sidecars, audits, leases, writers, cleaner, reader,
                   truth, reply, counts>>

SweepAudit(s) ==
    LET o == sweep[s].op IN
    /\ sweep[s].pc = "audit"
    /\ audits' = IF audits[o] = NoAudit
                 THEN [audits EXCEPT ![o] = [verdict |-> sweep[s].dec, at |-> sweep[s].read]]
                 ELSE audits
    /\ SetSweep(s, [sweep[s] EXCEPT !.pc = "delete"])
    /\ UNCHANGED <<manifests, bounds, versions, files, sidecars, leases, writers, cleaner, reader,
                   truth, reply, counts>>

SweepDeleteSidecar(s) ==
    /\ sweep[s].pc = "delete"
    /\ sidecars' = sidecars \ {sweep[s].op}
    /\ SetSweep(s, IdleSweep)
    /\ UNCHANGED <<manifests, bounds, versions, files, audits, leases, writers, cleaner, reader,
                   truth, reply, counts>>

(***************************************************************************)
(* Clean-up                                                                *)
(***************************************************************************)

SetCleaner(c, record) == cleaner' = [cleaner EXCEPT ![c] = record]
Mine(c) == cleaner[c].read + 1
SkipTo(c, pc) ==
    /\ SetCleaner(c, [cleaner[c] EXCEPT !.pc = pc])
    /\ UNCHANGED <<manifests, versions, files, audits>>

IsNamed(o) == \E v \in DOMAIN versions : o \in versions[v].rows

\* What a manifest needs to be read.
NeedsOf(n) == {Known(n).pin}

\* The manifests that stay, of those that clean-up c knows of.
Keeps(c) == {Mine(c)} \cup Known(Mine(c)).tags \cup cleaner[c].leased
IsExpired(c, n) == n < Mine(c) /\ n \notin Keeps(c)
Floor(c) == Min(UNION {NeedsOf(n) : n \in Keeps(c)})
IsSuperseded(c, v) == v < Floor(c) /\ v # HEAD
Stray(listed) == {o \in listed : ~IsNamed(o)}
IsUnused(c, o) == o \in cleaner[c].files
IsOutdated(c, o) ==
    audits[o] # NoAudit /\ audits[o].at < Mine(c) /\ o \notin sidecars /\ Known(Mine(c)).dec[o] = "none"

\* There is something for it to do: nothing is announced on an idle group.
IsWorthwhile(n) ==
    \/ \E k \in DOMAIN manifests : k < n /\ k \notin Known(n).tags
    \/ \E v \in DOMAIN versions : v < Known(n).pin /\ Known(n).tags = {}
    \/ \E o \in files : ~IsNamed(o)

\* Java: CleanUp.cleanUpPlan.
CleanUpPlan(c) ==
    /\ cleaner[c].pc = "idle"
    /\ runs < MaxRuns
    /\ \E n \in Numbers :
        /\ Finds(n)
        /\ IsWorthwhile(n)
        /\ SetCleaner(c, [IdleCleaner EXCEPT !.pc = "announce", !.read = n, !.run = Len(bounds),
                                             !.files = files, !.stray = Stray(files)])
    /\ runs' = runs + 1
    /\ UNCHANGED <<stores, writers, sweep, reader, truth, reply, crashes>>

\* Java: CleanUp.cleanUpAnnounce.  Rule A.  What it announces to keep may be less than what it keeps.
CleanUpAnnounce(c) ==
    /\ cleaner[c].pc = "announce"
    /\ IF MayPut(Mine(c))
       THEN /\ Put(Mine(c), Announced(Known(cleaner[c].read), Mine(c), cleaner[c].stray))
            /\ SetCleaner(c, [cleaner[c] EXCEPT !.pc = "believe", !.stray = {}])
       ELSE SetCleaner(c, IdleCleaner) /\ UNCHANGED <<manifests, truth>>
    /\ UNCHANGED <<bounds, versions, files, sidecars, audits, leases, writers, sweep, reader, reply,
                   counts>>

\* Rule C holds for a clean-up, too.
CleanUpBelieve(c) ==
    /\ cleaner[c].pc = "believe"
    /\ SetCleaner(c, IF MayBeBelieved(Mine(c)) THEN [cleaner[c] EXCEPT !.pc = "record"]
                     ELSE IdleCleaner)
    /\ UNCHANGED <<stores, writers, sweep, reader, truth, reply, counts>>

\* Java: CleanUp.cleanUpRecord.  Rule B: created if absent, under the next number.
MayRecord(c) == Len(bounds) = cleaner[c].run
CleanUpRecord(c) ==
    /\ cleaner[c].pc = "record"
    /\ IF MayRecord(c)
       THEN bounds' = Append(bounds, Mine(c)) /\ SetCleaner(c, [cleaner[c] EXCEPT !.pc = "leases"])
       ELSE UNCHANGED bounds /\ SetCleaner(c, IdleCleaner)
    /\ UNCHANGED <<manifests, versions, files, sidecars, audits, leases, writers, sweep, reader,
                   truth, reply, counts>>

\* Java: CleanUp.cleanUpNoteLeases, within OpenSnapshots.holding for the snapshots of its own
\* process.  A lease that comes later finds the boundary.
CleanUpNoteLeases(c) ==
    /\ cleaner[c].pc = "leases"
    /\ SetCleaner(c, [cleaner[c] EXCEPT !.pc = "versions",
                        !.leased = {leases[r] : r \in Readers} \ {0}])
    /\ UNCHANGED <<stores, writers, sweep, reader, truth, reply, counts>>

\* Java: CleanUp.cleanUpVersion.  Rule D.  Which files no version names is looked at once, after
\* the announcement.
CleanUpVersion(c) ==
    /\ cleaner[c].pc = "versions"
    /\ LET superseded == {v \in DOMAIN versions : IsSuperseded(c, v)} IN
        IF superseded = {}
        THEN /\ SetCleaner(c, [cleaner[c] EXCEPT !.pc = "files", !.files = Stray(@)])
             /\ UNCHANGED <<manifests, versions, files, audits>>
        ELSE /\ versions' = [v \in DOMAIN versions \ {Min(superseded)} |-> versions[v]]
             /\ UNCHANGED <<manifests, files, audits, cleaner>>
    /\ UNCHANGED <<bounds, sidecars, leases, writers, sweep, reader, truth, reply, counts>>

\* Java: CleanUp.cleanUpFile.  Rule E.
CleanUpFile(c) ==
    /\ cleaner[c].pc = "files"
    /\ LET unused == {o \in files : IsUnused(c, o)} IN
        IF unused = {} THEN SkipTo(c, "manifests")
        ELSE /\ files' = files \ {Min(unused)}
             /\ UNCHANGED <<manifests, versions, audits, cleaner>>
    /\ UNCHANGED <<bounds, sidecars, leases, writers, sweep, reader, truth, reply, counts>>

\* Java: CleanUp.cleanUpManifest.  Last of these, because manifests name the datasets that
\* there were.
CleanUpManifest(c) ==
    /\ cleaner[c].pc = "manifests"
    /\ LET expired == {n \in DOMAIN manifests : IsExpired(c, n)} IN
        IF expired = {} THEN SkipTo(c, "audits")
        ELSE /\ manifests' = [n \in DOMAIN manifests \ {Min(expired)} |-> manifests[n]]
             /\ UNCHANGED <<versions, files, audits, cleaner>>
    /\ UNCHANGED <<bounds, sidecars, leases, writers, sweep, reader, truth, reply, counts>>

\* Java: CleanUp.cleanUpAudit.  Rule F.
CleanUpAudit(c) ==
    /\ cleaner[c].pc = "audits"
    /\ LET outdated == {o \in Ops : IsOutdated(c, o)} IN
        IF outdated = {}
        THEN SetCleaner(c, IdleCleaner) /\ UNCHANGED audits
        ELSE audits' = [audits EXCEPT ![Min(outdated)] = NoAudit] /\ UNCHANGED cleaner
    /\ UNCHANGED <<manifests, bounds, versions, files, sidecars, leases, writers, sweep, reader,
                   truth, reply, counts>>

CrashCleaner(c) ==
    /\ crashes < MaxCrashes
    /\ cleaner[c].pc # "idle"
    /\ SetCleaner(c, IdleCleaner)
    /\ crashes' = crashes + 1
    /\ UNCHANGED <<stores, writers, sweep, reader, truth, reply, runs>>

(***************************************************************************)
(* Readers and tags                                                        *)
(***************************************************************************)

SetReader(r, record) == reader' = [reader EXCEPT ![r] = record]
Acked == {o \in Ops : reply[o] = "ok"}

Probe(r) ==
    /\ reader[r].pc = "probe"
    /\ \E n \in Numbers :
        /\ ProbeEndsAt(n)
        /\ SetReader(r, [pc |-> "lease", read |-> n, rows |-> Seen(n).rows, must |-> Acked])
    /\ UNCHANGED <<stores, writers, sweep, cleaner, truth, reply, counts>>

\* Before the boundary is looked at.
Lease(r) ==
    /\ reader[r].pc = "lease"
    /\ leases' = [leases EXCEPT ![r] = reader[r].read]
    /\ SetReader(r, [reader[r] EXCEPT !.pc = "check"])
    /\ UNCHANGED <<manifests, bounds, versions, files, sidecars, audits, writers, sweep, cleaner,
                   truth, reply, counts>>

\* What is no longer there, or never was the newest, is given back, and it probes again.
Check(r) ==
    /\ reader[r].pc = "check"
    /\ IF MayBeBelieved(reader[r].read)
       THEN SetReader(r, [reader[r] EXCEPT !.pc = "open"]) /\ UNCHANGED leases
       ELSE SetReader(r, NewReader) /\ leases' = [leases EXCEPT ![r] = 0]
    /\ UNCHANGED <<manifests, bounds, versions, files, sidecars, audits, writers, sweep, cleaner,
                   truth, reply, counts>>

Close(r) ==
    /\ reader[r].pc = "open"
    /\ SetReader(r, [NewReader EXCEPT !.pc = "closed"])
    /\ leases' = [leases EXCEPT ![r] = 0]
    /\ UNCHANGED <<manifests, bounds, versions, files, sidecars, audits, writers, sweep, cleaner,
                   truth, reply, counts>>

Tags == Known(Newest).tags

\* What was announced to go cannot be tagged: asked in the compare-and-set.
MayBeTagged(m, n) == n >= m.least

\* Java: Tagging.tag.  Reads and puts at once, as a compare-and-set that is tried again does.
Tag(n) ==
    /\ Cardinality(Tags) < MaxTags
    /\ Taken(n)
    /\ n <= Newest
    /\ MayBeTagged(Known(Newest), n)
    /\ MayPut(Newest + 1)
    /\ Put(Newest + 1, WithTag(Known(Newest), n))
    /\ UNCHANGED <<bounds, versions, files, sidecars, audits, leases, writers, others, reply, counts>>

(***************************************************************************)
(* Behaviours                                                              *)
(***************************************************************************)

WriterStep(o) ==
    \/ Begin(o) \/ PrepareTable(o) \/ RepairTable(o) \/ ArmSidecar(o) \/ OpenBase(o)
    \/ CommitTable(o) \/ ReadManifest(o) \/ Publish(o) \/ Believe(o) \/ Converge(o)
    \/ DeleteSidecar(o) \/ CommitAtOnce(o) \/ LandAndDie(o)

SweepStep(s) ==
    \/ \E o \in Ops : SweepReadManifest(s, o)
    \/ SweepClassify(s) \/ SweepDecide(s) \/ SweepBelieve(s) \/ SweepFenceTable(s)
    \/ SweepAudit(s) \/ SweepDeleteSidecar(s)

CleanerStep(c) ==
    \/ CleanUpPlan(c) \/ CleanUpAnnounce(c) \/ CleanUpBelieve(c) \/ CleanUpRecord(c)
    \/ CleanUpNoteLeases(c) \/ CleanUpManifest(c) \/ CleanUpVersion(c) \/ CleanUpFile(c)
    \/ CleanUpAudit(c)

ReaderStep(r) == Probe(r) \/ Lease(r) \/ Check(r) \/ Close(r)

Next ==
    \/ \E o \in Ops : WriterStep(o)
    \/ \E s \in Sweeps : SweepStep(s)
    \/ \E c \in Cleaners : CleanerStep(c) \/ CrashCleaner(c)
    \/ \E r \in Readers : ReaderStep(r)
    \/ \E n \in DOMAIN manifests : Tag(n)

Spec == Init /\ [][Next]_vars

SweepsGoOn == \A s \in Sweeps : WF_vars(SweepStep(s))
CleanersGoOn == \A c \in Cleaners : WF_vars(CleanerStep(c))

\* Writers stall as they like; whoever cleans up and recovers goes on.
FairSpec == Spec /\ SweepsGoOn /\ CleanersGoOn
OnlySweepsFair == Spec /\ SweepsGoOn

(***************************************************************************)
(* Safety                                                                  *)
(***************************************************************************)

Decisions(o) == {truth[n].dec[o] : n \in 1..Newest} \ {"none"}
Committed(o) == \E n \in 1..Newest : truth[n].by = o
Aborted(o) == "ABORTED" \in Decisions(o)

TypeOK ==
    /\ DOMAIN manifests \subseteq 1..(Newest + 1)
    /\ \A o \in Ops : reply[o] \in {"none", "ok", "failed"}
    /\ files \subseteq Ops /\ sidecars \subseteq Ops
    /\ runs \in 0..MaxRuns /\ crashes \in 0..MaxCrashes

Open == {reader[r].read : r \in {q \in Readers : reader[q].pc = "open"}}
Retained == {Newest} \cup Tags \cup Open

\* INV RetainedIsReadable: the newest manifest, those that are tagged and those of open
\* snapshots are there as they were made, with the version that each pins and every file of it.
RetainedIsReadable ==
    \A n \in Retained :
        /\ n \in 1..Newest
        /\ Taken(n) /\ manifests[n] = truth[n]
        /\ IsThere(truth[n].pin)
        /\ versions[truth[n].pin].rows = truth[n].rows
        /\ truth[n].rows \subseteq files

\* INV NoResurrection: what was decided stays so, and what is created under a number that
\* had been freed is believed by nobody: neither by its maker nor by a reader.
NoResurrection ==
    /\ \A o \in Ops :
        /\ Cardinality(Decisions(o)) <= 1
        /\ reply[o] = "ok" => Committed(o)
        /\ reply[o] = "failed" => ~Committed(o)
    /\ \A r \in Readers : reader[r].pc = "open" =>
        reader[r].read <= Newest /\ reader[r].rows = truth[reader[r].read].rows

\* INV AckedIsVisible: what was acknowledged is visible, also to a reader that began
\* after it was.
AckedIsVisible ==
    /\ Acked \subseteq truth[Newest].rows
    /\ \A r \in Readers : reader[r].pc = "open" => reader[r].must \subseteq reader[r].rows

\* INV NoDriftAfterDecision: once a roll-back is over, nothing of the operation lands while
\* its table is where the operation expected it.  Later its fence may be gone, and what
\* lands is above the pin: nobody sees it, and the next writer undoes it.
NoDriftAfterDecision ==
    \A o \in Ops :
        Aborted(o) /\ o \notin sidecars /\ truth[Newest].pin = wexp[o] /\ wpc[o] = "commit"
            => IsFencedAbove(wbase[o])

(***************************************************************************)
(* Liveness                                                                *)
(***************************************************************************)

Garbage ==
    \/ \E n \in DOMAIN manifests : n \notin Retained
    \/ \E v \in DOMAIN versions : v < Min(UNION {NeedsOf(n) : n \in Retained})
    \/ \E o \in files : ~IsNamed(o)

\* LIVE GarbageGoes: what nothing retains is gone in the end, also if nothing else happens.
GarbageGoes == []<>(~Garbage)

\* LIVE EverySidecarGoes: whatever was cleaned up, recovery comes to its end.
EverySidecarGoes == \A o \in Ops : o \in sidecars ~> o \notin sidecars

(***************************************************************************)
(* Situations that have to be reachable                                    *)
(***************************************************************************)

\* REACH FreedNumberTaken: a writer has created a manifest under a number that was freed.
FreedNumberTaken == \E o \in Ops : wpc[o] = "believe" /\ ~IsNotFreed(wread[o] + 1)
NeverFreedNumberTaken == ~FreedNumberTaken

\* REACH ZombieLands: its fence is gone, and what was rolled back lands above the pin.
ZombieLands ==
    \E o \in Ops : Aborted(o) /\ o \notin sidecars /\ versions[HEAD].op = o
NeverZombieLands == ~ZombieLands

\* REACH LeaseHolds: a clean-up has gone by an open snapshot of an older manifest.
LeaseHolds ==
    \E r \in Readers : reader[r].pc = "open" /\ reader[r].read < Boundary
NeverLeaseHolds == ~LeaseHolds
=============================================================================
