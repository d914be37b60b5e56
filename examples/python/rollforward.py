#!/usr/bin/env python3
"""A small independent implementation of the protocol, in memory, for `replay --exec`.

It reads one JSON object a line and answers each with its state, see docs/trace-format.md. It is
written from the rules in spec/README.md, not from the Java code, and has one operation that appends
to each of its tables, one recovery process, lost answers and crashes.

    ./rollforward replay --exec 'python3 examples/python/rollforward.py'
    ./rollforward replay --exec 'python3 examples/python/rollforward.py --fault NoFence'
"""
import argparse
import json
import sys


class Store:
    """What outlives every process: tables, manifest, sidecars and audit records."""

    def __init__(self, tables):
        self.versions = {table: [{"op": 0, "restores": None}] for table in tables}
        self.pins = {table: 1 for table in tables}
        self.decisions = {}
        self.sidecars = set()
        self.audits = {}

    def head(self, table):
        return len(self.versions[table])

    def append(self, table, base, op):
        """A commit of Lance: refused over a restore, silently rebased over anything else."""
        if any(v["restores"] is not None for v in self.versions[table][base:]):
            return False
        self.versions[table].append({"op": op, "restores": None})
        return True

    def restore(self, table, version):
        self.versions[table].append({"op": 0, "restores": version})

    def landed(self, table, version, op):
        """Rule 3: by identity, exactly where it was prepared to land."""
        there = self.versions[table][version - 1:version]
        return there == [{"op": op, "restores": None}]

    def resolves_to(self, table, version):
        """The version whose content a version has."""
        while self.versions[table][version - 1]["restores"] is not None:
            version = self.versions[table][version - 1]["restores"]
        return version

    def descends(self, table, version, ancestor):
        while version > ancestor:
            restored = self.versions[table][version - 1]["restores"]
            version = version - 1 if restored is None else restored
        return version == ancestor


class Writer:
    """One operation: it reads, stages, logs its intent, commits, publishes and tidies up."""

    def __init__(self, op, tables):
        self.op = op
        self.tables = tables
        self.place = "start"
        self.expected = {}
        self.base = {}
        self.done = 0
        self.told = None


class Sweep:
    """Recovery: it takes one operation at a time."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.place, self.op, self.pins, self.decision, self.done = "idle", 0, {}, None, 0


class Group:
    def __init__(self, tables, operations, fault):
        self.fault = fault
        self.store = Store(tables)
        self.writers = {op: Writer(op, of) for op, of in operations.items()}
        self.sweep = Sweep()
        self.flight = []

    # --- What is decided from what was read ---

    def as_expected(self, op):
        writer = self.writers[op]
        return all(self.store.pins[t] == writer.expected[t] for t in writer.tables)

    def may_publish(self, op):
        return self.as_expected(op) and op not in self.store.decisions

    def commit_pins(self, op):
        """Rule 2: the decision and all pins in one compare-and-set."""
        writer = self.writers[op]
        for table in writer.tables:
            self.store.pins[table] = writer.base[table] + 1
        self.store.decisions[op] = "COMMITTED"
        self.flight = [call for call in self.flight if call[0] != "publish"]

    def answer(self, op):
        return self.store.decisions.get(op) or self.store.audits.get(op)

    # --- The writer ---

    def ReadManifest(self, op, turn):
        writer = self.writers[op]
        writer.expected = {table: self.store.pins[table] for table in writer.tables}
        writer.place, writer.done = "prepare", 0

    def PrepareTable(self, op, turn):
        writer, store = self.writers[op], self.store
        table = writer.tables[writer.done]
        if store.resolves_to(table, store.head(table)) != writer.expected[table]:
            writer.place = "repair"
            return
        writer.base[table] = store.head(table)
        writer.done += 1
        if writer.done == len(writer.tables):
            writer.place, writer.done = "arm", 0

    def ArmSidecar(self, op, turn):
        self.store.sidecars.add(op)
        self.writers[op].place = "commit"

    def ReadBackSidecar(self, op, turn):
        writer = self.writers[op]
        if op in self.store.sidecars:
            writer.place = "commit"
        else:
            writer.place, writer.told = "done", "failed"

    def committed(self, writer):
        writer.done += 1
        if writer.done == len(writer.tables):
            writer.place, writer.done = "publish", 0
        else:
            writer.place = "commit"

    def give_up(self, writer):
        writer.place, writer.done = "converge", 0
        if self.fault == "OwnerGivesUp":
            writer.place, writer.told = "done", "failed"

    def CommitTable(self, op, turn):
        writer, store = self.writers[op], self.store
        table = writer.tables[writer.done]
        clean = store.head(table) == writer.base[table]
        if store.append(table, writer.base[table], op) and clean:
            self.committed(writer)
        else:
            self.give_up(writer)

    def ReadBackTable(self, op, turn):
        writer = self.writers[op]
        table = writer.tables[writer.done]
        if self.store.landed(table, writer.base[table] + 1, op):
            self.committed(writer)
        else:
            self.give_up(writer)

    def Publish(self, op, turn):
        writer = self.writers[op]
        self.commit_pins(op)
        if turn == "UNANSWERED":
            writer.place = "converge"
        else:
            writer.place, writer.told = "cleanup", "ok"

    def LosePublish(self, op, turn):
        self.writers[op].place = "converge"

    def Converge(self, op, turn):
        writer = self.writers[op]
        if self.answer(op) == "COMMITTED":
            writer.place, writer.told = "cleanup", "ok"
        else:
            writer.place, writer.told = "done", "failed"

    def DeleteSidecar(self, op, turn):
        self.store.sidecars.discard(op)
        self.writers[op].place = "done"

    def CrashWriter(self, op, turn):
        self.writers[op].place = "dead"

    # --- Calls whose answer is lost ---

    def LoseAnswer(self, op, turn):
        writer = self.writers[op]
        if writer.place == "arm":
            self.flight.append(("arm", op))
            writer.place = "armed?"
        elif writer.place == "commit":
            self.flight.append(("commit", op))
            writer.place = "landed?"
        else:
            self.flight.append(("publish", op))
            writer.place = "converge"

    def ArriveSidecar(self, op, turn):
        self.flight.remove(("arm", op))
        self.store.sidecars.add(op)

    def ArriveCommit(self, op, turn):
        self.flight.remove(("commit", op))
        for table in self.writers[op].tables:
            self.store.append(table, self.writers[op].base[table], op)

    def ArrivePublish(self, op, turn):
        self.commit_pins(op)

    # --- Recovery ---

    def SweepListSidecars(self, op, turn):
        self.sweep.place, self.sweep.op = "listed", op

    def SweepReadManifest(self, op, turn):
        sweep = self.sweep
        sweep.reset()
        sweep.place, sweep.op = "read", op
        sweep.pins = {table: self.store.pins[table] for table in self.writers[op].tables}
        sweep.decision = self.store.decisions.get(op)

    def SweepClassify(self, op, turn):
        sweep, store = self.sweep, self.store
        writer = self.writers[sweep.op]
        whole = all(store.landed(t, writer.base[t] + 1, sweep.op) for t in writer.tables)
        contained = whole and all(
            store.descends(t, sweep.pins[t], writer.base[t] + 1) for t in writer.tables
        )
        if sweep.op not in store.sidecars:
            sweep.reset()
        elif sweep.decision == "COMMITTED":
            sweep.place = "audit"
        elif sweep.decision == "ABORTED":
            sweep.place = "fence"
        elif whole and sweep.pins == writer.expected:
            sweep.place = "rollforward"
        elif contained:
            sweep.place, sweep.decision = "audit", "COMMITTED"
        else:
            sweep.place = "rollback"

    def unmoved(self):
        sweep = self.sweep
        return sweep.op not in self.store.decisions and all(
            self.store.pins[table] == pin for table, pin in sweep.pins.items()
        )

    def SweepRollForward(self, op, turn):
        if not self.unmoved():
            self.sweep.reset()
            return
        self.commit_pins(self.sweep.op)
        self.sweep.place, self.sweep.decision = "audit", "COMMITTED"

    def SweepRollBack(self, op, turn):
        """Rule 2: decided before a table is touched."""
        if not self.unmoved():
            self.sweep.reset()
            return
        self.store.decisions[self.sweep.op] = "ABORTED"
        self.flight = [call for call in self.flight if call[0] != "publish"]
        self.sweep.place, self.sweep.decision, self.sweep.done = "fence", "ABORTED", 0

    def SweepFenceTable(self, op, turn):
        """Rule 7: also where nothing has landed, so that nothing can land any more."""
        sweep, store = self.sweep, self.store
        writer = self.writers[sweep.op]
        table = writer.tables[sweep.done]
        above = store.versions[table][writer.base[table]:]
        fenced = any(version["restores"] is not None for version in above)
        if self.fault == "NoFence" and not above:
            fenced = True
        if not fenced or turn == "STALE":
            store.restore(table, sweep.pins[table])
        sweep.done += 1
        if sweep.done == len(writer.tables):
            sweep.place, sweep.done = "audit", 0

    def SweepAudit(self, op, turn):
        """Rule 10: created if absent."""
        verdict = self.sweep.decision
        if self.fault == "AuditAppended" and self.sweep.op in self.store.audits:
            verdict = self.store.audits[self.sweep.op] + "," + verdict
            self.store.audits[self.sweep.op] = verdict
        self.store.audits.setdefault(self.sweep.op, verdict)
        self.sweep.place = "delete"

    def SweepDeleteSidecar(self, op, turn):
        self.store.sidecars.discard(self.sweep.op)
        self.sweep.reset()

    def CrashSweep(self, op, turn):
        self.sweep.reset()

    # --- The conversation ---

    def state(self):
        store = self.store
        return {
            "tables": {str(table): chain for table, chain in store.versions.items()},
            "pins": {str(table): pin for table, pin in store.pins.items()},
            "decisions": {str(op): verdict for op, verdict in store.decisions.items()},
            "sidecars": sorted(store.sidecars),
            "audits": {str(op): verdict for op, verdict in store.audits.items()},
            "told": {str(op): w.told for op, w in self.writers.items() if w.told},
        }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fault", choices=["NoFence", "AuditAppended", "OwnerGivesUp"])
    fault = parser.parse_args().fault
    group = None
    for line in sys.stdin:
        message = json.loads(line)
        if "begin" in message:
            begin = message["begin"]
            operations = {int(op): tables for op, tables in begin["operations"].items()}
            group = Group(begin["tables"], operations, fault)
        else:
            step = getattr(group, message["action"], None)
            if step is None:
                print(json.dumps({"error": "no such action: " + message["action"]}), flush=True)
                continue
            step(message["operation"], message["turn"])
        print(json.dumps(group.state()), flush=True)


if __name__ == "__main__":
    main()
