package dev.rollforward.failpoint;

import dev.rollforward.CleanUpAction;

/**
 * The catalogue of failpoints of {@link dev.rollforward.engine.CleanUp}: one on each side of every
 * {@link CleanUpAction}. <em>Before</em> is right before the call that is the action's effect,
 * <em>After</em> right after it, before this process draws any conclusion from it.
 */
public enum CleanUpFailpoint implements FailpointName {
  BeforeCleanUpPlan,
  AfterCleanUpPlan,
  BeforeCleanUpAnnounce,
  AfterCleanUpAnnounce,
  BeforeCleanUpRecord,
  AfterCleanUpRecord,
  BeforeCleanUpNoteLeases,
  AfterCleanUpNoteLeases,
  BeforeCleanUpVersion,
  AfterCleanUpVersion,
  BeforeCleanUpFile,
  AfterCleanUpFile,
  BeforeCleanUpManifest,
  AfterCleanUpManifest,
  BeforeCleanUpAudit,
  AfterCleanUpAudit
}
