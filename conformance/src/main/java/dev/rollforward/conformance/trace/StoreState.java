package dev.rollforward.conformance.trace;

import java.util.SortedSet;
import java.util.TreeSet;

/** The stores of one group after the steps placed so far. */
final class StoreState {
  final Participants.GroupParticipants group;
  int manifest;
  final SortedSet<Integer> decisions = new TreeSet<>();

  StoreState(Participants.GroupParticipants group) {
    this.group = group;
    this.manifest = group.firstManifest;
  }

  Op op(TraceEvent event) {
    return group.op(event);
  }

  /** The numbers of those operations that the trace names; others ended before it began. */
  SortedSet<Integer> numbers(Iterable<String> operations) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String id : operations) {
      if (group.ops.containsKey(id)) {
        numbers.add(group.ops.get(id).number);
      }
    }
    return numbers;
  }

  void put(Op op) {
    manifest++;
    decisions.add(op.number);
    op.decided = true;
  }
}
