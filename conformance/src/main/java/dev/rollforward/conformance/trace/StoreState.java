package dev.rollforward.conformance.trace;

import java.util.SortedSet;
import java.util.TreeSet;

/** What stands in the stores of one group at the place that the order has come to. */
final class StoreState {
  final Participants.GroupParticipants company;
  int manifest;
  final SortedSet<Integer> decisions = new TreeSet<>();

  StoreState(Participants.GroupParticipants company) {
    this.company = company;
    this.manifest = company.firstManifest;
  }

  Op op(TraceEvent event) {
    return company.op(event);
  }

  /** The numbers of those operations that the trace knows; it may have begun later than others. */
  SortedSet<Integer> numbers(Iterable<String> operations) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String id : operations) {
      if (company.ops.containsKey(id)) {
        numbers.add(company.ops.get(id).number);
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
