package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which decisions a manifest no longer needs (rule 9). Forgetting rides on whichever manifest is
 * written next; it never costs one of its own. Spec: {@code ForgetDecision}.
 */
public final class ForgetDecision {
  private ForgetDecision() {}

  /** The operations whose decision may go as soon as their sidecar is known to be gone. */
  public static SortedSet<OperationId> candidates(Manifest manifest) {
    SortedSet<OperationId> candidates = new TreeSet<>();
    manifest
        .decisions()
        .forEach(
            (operation, decision) -> {
              if (mayForget(decision, manifest)) {
                candidates.add(operation);
              }
            });
    return candidates;
  }

  /**
   * {@code manifest} without the decisions that may go.
   *
   * @param withSidecar operations whose sidecar may still exist
   */
  public static Manifest in(Manifest manifest, Set<OperationId> withSidecar) {
    SortedMap<OperationId, Decision> kept = new TreeMap<>(manifest.decisions());
    SortedSet<OperationId> going = candidates(manifest);
    going.removeAll(withSidecar);
    kept.keySet().removeAll(going);
    return manifest.withDecisions(kept);
  }

  /**
   * An abort stays while every pin is as its operation expected: until one moves, it alone keeps a
   * stalled owner, all of whose commits landed, from publishing.
   */
  private static boolean mayForget(Decision decision, Manifest manifest) {
    return switch (decision.verdict()) {
      case COMMITTED -> true;
      case ABORTED -> !decision.expected().holdsIn(manifest);
    };
  }
}
