package dev.rollforward.lincheck;

import java.util.stream.Stream;

/**
 * Initializes classes ahead. Lincheck does not know the lock of a class that is being initialized:
 * a thread that is suspended there blocks the others.
 */
final class ClassInitialization {
  private ClassInitialization() {}

  static void all() {
    callEverything(new MemoryGroup());
    callEverything(new SharedHandle());
    Stream.of(FaultyGroup.values())
        .map(FaultyGroup::plant)
        .forEach(ClassInitialization::callEverything);
  }

  private static void callEverything(MemoryGroup group) {
    for (int steps = 1; steps < 9; steps++) {
      group.dieInCommitBoth(0, 0, steps);
      group.recover(1);
      group.dieInCommitBoth(0, 0, steps);
      group.stallInCommitBoth(0, 0, steps);
      group.commitA(1, 0);
      group.resume();
      group.resume();
    }
    group.open(0);
    group.commitLosingAnswer(0, 0);
    group.refresh(0);
    group.commitOnSnapshot(0, 0);
    group.commitOnSnapshot(0, 0);
    group.snapshot(0);
    try {
      group.settles();
    } catch (IllegalStateException itsFault) {
      // A faulty group does not settle; Lincheck is to find that, not this.
      FaultyGroup.valueOf(group.getClass().getSimpleName());
    }
  }
}
