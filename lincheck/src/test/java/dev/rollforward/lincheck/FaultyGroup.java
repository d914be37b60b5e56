package dev.rollforward.lincheck;

import java.util.function.Supplier;

/**
 * The faults of {@code spec/models/Rollforward.json} that can be planted into a group in memory, by
 * their own names, each with what its scenario must end in. The scenario has the fault's name too.
 */
@SuppressWarnings("ImmutableEnumChecker") // constructors
enum FaultyGroup {
  NoFence(NoFence::new, "NoDriftAfterDecision"),
  DecideOnStaleRead(DecideOnStaleRead::new, "DecisionStable"),
  OwnerGivesUp(OwnerGivesUp::new, "FailedIsInvisible"),
  NoParentCheck(NoParentCheck::new, FaultyGroup.NOT_LINEARIZABLE),
  HeadNeedNotResolve(HeadNeedNotResolve::new, FaultyGroup.NOT_LINEARIZABLE),
  LostResponseIsFailure(LostResponseIsFailure::new, "FailedIsInvisible"),
  AckBeforePublish(AckBeforePublish::new, FaultyGroup.NOT_LINEARIZABLE),
  LastWriterWinsManifest(LastWriterWinsManifest::new, FaultyGroup.NOT_LINEARIZABLE),
  DecisionDroppedEarly(DecisionDroppedEarly::new, "DecisionStable"),
  AuditAppended(AuditAppended::new, "AuditAtMostOnce"),
  OverwriteUnfenced(OverwriteUnfenced::new, "NoDriftAfterDecision"),
  DropsNothing(DropsNothing::new, FaultyGroup.NOT_LINEARIZABLE),
  DerivedRebased(DerivedRebased::new, FaultyGroup.NOT_LINEARIZABLE),
  ReadsUnchecked(ReadsUnchecked::new, FaultyGroup.NOT_LINEARIZABLE),
  SourceUnchecked(SourceUnchecked::new, FaultyGroup.NOT_LINEARIZABLE);

  /** What Lincheck says of a history that no order of the specification explains. */
  static final String NOT_LINEARIZABLE = "Invalid execution results";

  private final Supplier<MemoryGroup> group;
  private final String finding;

  FaultyGroup(Supplier<MemoryGroup> group, String finding) {
    this.group = group;
    this.finding = finding;
  }

  /** A group with the fault. */
  MemoryGroup plant() {
    return group.get();
  }

  Class<? extends MemoryGroup> type() {
    return plant().getClass();
  }

  Scenario scenario() {
    return Scenario.valueOf(name());
  }

  /** What its scenario must end in: a property of the spec, or {@link #NOT_LINEARIZABLE}. */
  String finding() {
    return finding;
  }
}
