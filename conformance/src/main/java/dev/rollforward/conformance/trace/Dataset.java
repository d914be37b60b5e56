package dev.rollforward.conformance.trace;

import java.util.HashMap;
import java.util.Map;

/** A dataset, and what stands in it at the place that the order has come to. */
final class Dataset {
  final int number;
  final String name;
  boolean created;
  int pinAtRest;
  int headAtRest;

  int head;
  int lastRestore;

  /** The operation of each change that the trace accounts for. */
  final Map<Integer, Op> changes = new HashMap<>();

  Dataset(int number, String name) {
    this.number = number;
    this.name = name;
  }

  void rest(int pin, int top) {
    pinAtRest = pin;
    headAtRest = Math.max(pin, top);
    head = headAtRest;
    lastRestore = headAtRest > pin ? headAtRest : 0;
  }

  void change(Op op) {
    head++;
    changes.put(head, op);
  }

  /** A restore of version 0 only makes a dataset where there is none. */
  void restore(int target) {
    if (target != 0 || head == 0) {
      head++;
      lastRestore = head;
    }
  }

  boolean accepts(int base) {
    return base == 0 ? head == 0 : lastRestore <= base;
  }

  boolean isChangeOf(Op op, int version) {
    return changes.get(version) == op;
  }
}
