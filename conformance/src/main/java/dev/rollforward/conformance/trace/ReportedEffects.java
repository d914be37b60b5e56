package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the events that are not placed yet have seen or written, so that nothing is overwritten
 * before all who saw it are placed. A weak claim is that of one read among several: all of them
 * together need not have seen one moment.
 */
final class ReportedEffects {
  private enum Kind {
    SEES_MANIFEST,
    SEES_MANIFEST_WEAKLY,
    WRITES_MANIFEST,
    SEES_HEAD,
    SEES_HEAD_WEAKLY,
    WRITES_HEAD,
    SEES_SIDECAR,
    DELETES_SIDECAR,
    AUDITS,
    MISSES_COMMIT,
    SEES_COMMIT
  }

  private record Effect(Kind kind, Object of, int version) {}

  private final Map<Effect, Integer> claims = new HashMap<>();

  void add(TraceEvent event, Op op) {
    of(event, op).forEach(claim -> claims.merge(claim, 1, Integer::sum));
  }

  void remove(TraceEvent event, Op op) {
    of(event, op).forEach(claim -> claims.merge(claim, -1, Integer::sum));
  }

  private boolean none(Kind kind, Object of, int version) {
    return claims.getOrDefault(new Effect(kind, of, version), 0) == 0;
  }

  boolean manifestIsFree(int version) {
    return none(Kind.SEES_MANIFEST, "", version);
  }

  boolean manifestIsQuiteFree(int version) {
    return manifestIsFree(version) && none(Kind.SEES_MANIFEST_WEAKLY, "", version);
  }

  boolean tellsOfManifest(int version) {
    return !none(Kind.WRITES_MANIFEST, "", version);
  }

  boolean headIsFree(Dataset dataset) {
    return none(Kind.SEES_HEAD, dataset, dataset.head);
  }

  boolean headIsQuiteFree(Dataset dataset) {
    return headIsFree(dataset) && none(Kind.SEES_HEAD_WEAKLY, dataset, dataset.head);
  }

  boolean tellsOfNext(Dataset dataset) {
    return !none(Kind.WRITES_HEAD, dataset, dataset.head + 1);
  }

  /** Whether somebody tells of a commit or restore that made this version. */
  boolean tellsOf(Dataset dataset, int version) {
    return !none(Kind.WRITES_HEAD, dataset, version);
  }

  boolean sidecarIsFree(Op op) {
    return none(Kind.SEES_SIDECAR, op, 0);
  }

  boolean tellsOfDelete(Op op) {
    return !none(Kind.DELETES_SIDECAR, op, 0);
  }

  boolean tellsOfAudit(Op op) {
    return !none(Kind.AUDITS, op, 0);
  }

  /** Whether nobody still has to find that {@code op} has not landed on {@code dataset}. */
  boolean isMissedByNobody(Op op, Dataset dataset) {
    return none(Kind.MISSES_COMMIT, op, dataset.number);
  }

  /** Whether somebody finds that {@code op} has landed on {@code dataset}. */
  boolean isSeen(Op op, Dataset dataset) {
    return !none(Kind.SEES_COMMIT, op, dataset.number);
  }

  private static List<Effect> of(TraceEvent event, Op op) {
    List<Effect> claims = new ArrayList<>();
    Dataset dataset = event.table().isPresent() ? op.dataset(event) : null;
    switch (event.action()) {
      case ReadManifest, SweepReadManifest, LosePublish -> sees(claims, event.number("manifest"));
      case PrepareTable, Restart -> prepares(claims, event, dataset);
      case ReadBackTable -> claims.add(new Effect(Kind.SEES_HEAD, dataset, event.number("head")));
      case CommitTable, RepairTable, SweepFenceTable -> lands(claims, event, dataset);
      case Publish, SweepRollForward, SweepRollBack -> puts(claims, event);
      case SweepListSidecars -> claims.add(new Effect(Kind.SEES_SIDECAR, op, 0));
      case SweepClassify -> classifies(claims, event, op);
      case ReadBackSidecar -> {
        if (event.is("stands", true)) {
          claims.add(new Effect(Kind.SEES_SIDECAR, op, 0));
        }
      }
      case DeleteSidecar, SweepDeleteSidecar -> {
        if (!event.has("failed")) {
          claims.add(new Effect(Kind.DELETES_SIDECAR, op, 0));
        }
      }
      case SweepAudit -> {
        if (event.is("created", true)) {
          claims.add(new Effect(Kind.AUDITS, op, 0));
        }
      }
      case Refuse, ArmSidecar, Converge -> {}
    }
    return claims;
  }

  private static void sees(List<Effect> claims, int version) {
    claims.add(new Effect(Kind.SEES_MANIFEST, "", version));
  }

  private static void prepares(List<Effect> claims, TraceEvent event, Dataset dataset) {
    if (event.has("base")) {
      claims.add(new Effect(Kind.SEES_HEAD, dataset, event.number("base")));
    } else {
      claims.add(new Effect(Kind.SEES_HEAD_WEAKLY, dataset, event.number("head")));
      claims.add(new Effect(Kind.SEES_MANIFEST_WEAKLY, "", event.number("manifest")));
    }
  }

  private static void lands(List<Effect> claims, TraceEvent event, Dataset dataset) {
    if (event.has("landed") && event.number("landed") > 0) {
      claims.add(new Effect(Kind.WRITES_HEAD, dataset, event.number("landed")));
    }
  }

  private static void puts(List<Effect> claims, TraceEvent event) {
    if (event.isPut("WON")) {
      claims.add(new Effect(Kind.WRITES_MANIFEST, "", event.number("manifest")));
    } else if (event.isPut("UNKNOWN") && !event.isSweep()) {
      sees(claims, event.number("manifest") - 1);
    }
  }

  private static void classifies(List<Effect> claims, TraceEvent event, Op op) {
    if (!event.is("finding", "gone")) {
      claims.add(new Effect(Kind.SEES_SIDECAR, op, 0));
    }
    if (event.has("landed")) {
      op.datasets.entrySet().stream()
          .filter(table -> !event.list("landed").contains(table.getKey()))
          .forEach(
              table -> claims.add(new Effect(Kind.MISSES_COMMIT, op, table.getValue().number)));
      op.datasets.entrySet().stream()
          .filter(table -> event.list("landed").contains(table.getKey()))
          .forEach(table -> claims.add(new Effect(Kind.SEES_COMMIT, op, table.getValue().number)));
    }
  }
}
