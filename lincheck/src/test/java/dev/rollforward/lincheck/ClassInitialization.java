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
      group.dieInCommit(0, 0, Work.APPEND, steps);
      group.recover(1);
      group.dieInCommit(0, 0, Work.OVERWRITE, steps);
      group.stallInCommit(0, 0, Work.APPEND, steps);
      group.commit(1, 0, Work.APPEND_TO_A);
      group.resume();
      group.resume();
    }
    for (Work work : Work.values()) {
      group.commit(0, 0, work);
      group.stallInCommit(0, 0, work, 3);
      group.recover(1);
      group.resume();
    }
    group.copyToA(0, 0);
    group.copyToB(1, 0);
    group.takeIn(0, 0, 1);
    group.takeIn(1, 0, 1);
    group.open(0);
    group.commitLosingAnswer(0, 0, Work.APPEND);
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
