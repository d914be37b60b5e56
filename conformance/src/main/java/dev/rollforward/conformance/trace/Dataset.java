package dev.rollforward.conformance.trace;

import java.util.HashMap;
import java.util.Map;

/** A dataset, and its versions after the steps placed so far. */
final class Dataset {
  final int number;
  final String name;

  /** The name that it has before the first event. */
  String initialName;

  boolean created;
  int initialPin;
  int initialHead;

  int head;
  int lastRestore;

  /** By version, the operation of each change in the trace. */
  final Map<Integer, Op> changes = new HashMap<>();

  Dataset(int number, String name) {
    this.number = number;
    this.name = name;
    this.initialName = name;
  }

  void startAt(int pin, int top) {
    initialPin = pin;
    initialHead = Math.max(pin, top);
    head = initialHead;
    lastRestore = initialHead > pin ? initialHead : 0;
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
