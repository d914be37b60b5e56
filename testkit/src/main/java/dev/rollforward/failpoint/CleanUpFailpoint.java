package dev.rollforward.failpoint;

import dev.rollforward.CleanUpAction;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

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
  AfterCleanUpAudit;

  private static final Map<CleanUpAction, CleanUpFailpoint> BEFORE = side("Before");
  private static final Map<CleanUpAction, CleanUpFailpoint> AFTER = side("After");

  private static Map<CleanUpAction, CleanUpFailpoint> side(String side) {
    Map<CleanUpAction, CleanUpFailpoint> all = new EnumMap<>(CleanUpAction.class);
    Arrays.stream(CleanUpAction.values())
        .forEach(action -> all.put(action, valueOf(side + action)));
    return all;
  }

  static CleanUpFailpoint before(CleanUpAction action) {
    return BEFORE.get(action);
  }

  static CleanUpFailpoint after(CleanUpAction action) {
    return AFTER.get(action);
  }
}
