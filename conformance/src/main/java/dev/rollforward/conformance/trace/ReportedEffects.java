package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reads and writes that events report which have no place in the order yet. A value is not
 * overwritten while one of them still reports to have read it. A <em>weak</em> read is one of
 * several by the same event, which need not have happened at one moment.
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

  private final Map<Effect, Integer> reported = new HashMap<>();

  void add(TraceEvent event, Op op) {
    of(event, op).forEach(claim -> reported.merge(claim, 1, Integer::sum));
  }

  void remove(TraceEvent event, Op op) {
    of(event, op).forEach(claim -> reported.merge(claim, -1, Integer::sum));
  }

  private boolean none(Kind kind, Object of, int version) {
    return reported.getOrDefault(new Effect(kind, of, version), 0) == 0;
  }

  boolean manifestHasNoReaders(int version) {
    return none(Kind.SEES_MANIFEST, "", version);
  }

  boolean manifestHasNoReadersAtAll(int version) {
    return manifestHasNoReaders(version) && none(Kind.SEES_MANIFEST_WEAKLY, "", version);
  }

  boolean reportsManifest(int version) {
    return !none(Kind.WRITES_MANIFEST, "", version);
  }

  boolean headHasNoReaders(Dataset dataset) {
    return none(Kind.SEES_HEAD, dataset, dataset.head);
  }

  boolean headHasNoReadersAtAll(Dataset dataset) {
    return headHasNoReaders(dataset) && none(Kind.SEES_HEAD_WEAKLY, dataset, dataset.head);
  }

  boolean reportsNext(Dataset dataset) {
    return !none(Kind.WRITES_HEAD, dataset, dataset.head + 1);
  }

  /** Whether an event reports the commit or restore that made this version. */
  boolean reports(Dataset dataset, int version) {
    return !none(Kind.WRITES_HEAD, dataset, version);
  }

  boolean sidecarHasNoReaders(Op op) {
    return none(Kind.SEES_SIDECAR, op, 0);
  }

  boolean reportsDelete(Op op) {
    return !none(Kind.DELETES_SIDECAR, op, 0);
  }

  boolean reportsAudit(Op op) {
    return !none(Kind.AUDITS, op, 0);
  }

  /** Whether no event is left that reports {@code op} not to have landed on {@code dataset}. */
  boolean isNeverReportedAbsent(Op op, Dataset dataset) {
    return none(Kind.MISSES_COMMIT, op, dataset.number);
  }

  /** Whether an event is left that reports {@code op} to have landed on {@code dataset}. */
  boolean isReportedPresent(Op op, Dataset dataset) {
    return !none(Kind.SEES_COMMIT, op, dataset.number);
  }

  private static List<Effect> of(TraceEvent event, Op op) {
    List<Effect> reported = new ArrayList<>();
    Dataset dataset = event.table().isPresent() ? op.dataset(event) : null;
    switch (event.action()) {
      case ReadManifest, SweepReadManifest, LosePublish -> sees(reported, event.number("manifest"));
      case PrepareTable, Restart -> prepares(reported, event, dataset);
      case ReadBackTable -> reported.add(new Effect(Kind.SEES_HEAD, dataset, event.number("head")));
      case CommitTable, RepairTable, SweepFenceTable -> lands(reported, event, dataset);
      case Publish, SweepRollForward, SweepRollBack -> puts(reported, event);
      case SweepListSidecars -> reported.add(new Effect(Kind.SEES_SIDECAR, op, 0));
      case SweepClassify -> classifies(reported, event, op);
      case ReadBackSidecar -> {
        if (event.is("stands", true)) {
          reported.add(new Effect(Kind.SEES_SIDECAR, op, 0));
        }
      }
      case DeleteSidecar, SweepDeleteSidecar -> {
        if (!event.has("failed")) {
          reported.add(new Effect(Kind.DELETES_SIDECAR, op, 0));
        }
      }
      case SweepAudit -> {
        if (event.is("created", true)) {
          reported.add(new Effect(Kind.AUDITS, op, 0));
        }
      }
      case Refuse, ArmSidecar, Converge -> {}
    }
    return reported;
  }

  private static void sees(List<Effect> reported, int version) {
    reported.add(new Effect(Kind.SEES_MANIFEST, "", version));
  }

  private static void prepares(List<Effect> reported, TraceEvent event, Dataset dataset) {
    if (event.has("base")) {
      reported.add(new Effect(Kind.SEES_HEAD, dataset, event.number("base")));
    } else {
      reported.add(new Effect(Kind.SEES_HEAD_WEAKLY, dataset, event.number("head")));
      reported.add(new Effect(Kind.SEES_MANIFEST_WEAKLY, "", event.number("manifest")));
    }
  }

  private static void lands(List<Effect> reported, TraceEvent event, Dataset dataset) {
    if (event.has("landed") && event.number("landed") > 0) {
      reported.add(new Effect(Kind.WRITES_HEAD, dataset, event.number("landed")));
    }
  }

  private static void puts(List<Effect> reported, TraceEvent event) {
    if (event.isPut("WON")) {
      reported.add(new Effect(Kind.WRITES_MANIFEST, "", event.number("manifest")));
    } else if (event.isPut("LOST")) {
      sees(reported, event.number("manifest"));
    } else if (event.isPut("UNKNOWN") && !event.isSweep()) {
      sees(reported, event.number("manifest") - 1);
    }
  }

  private static void classifies(List<Effect> reported, TraceEvent event, Op op) {
    if (!event.is("finding", "gone")) {
      reported.add(new Effect(Kind.SEES_SIDECAR, op, 0));
    }
    if (event.has("landed")) {
      op.datasets.entrySet().stream()
          .filter(table -> !event.list("landed").contains(table.getKey()))
          .forEach(
              table -> reported.add(new Effect(Kind.MISSES_COMMIT, op, table.getValue().number)));
      op.datasets.entrySet().stream()
          .filter(table -> event.list("landed").contains(table.getKey()))
          .forEach(
              table -> reported.add(new Effect(Kind.SEES_COMMIT, op, table.getValue().number)));
    }
  }
}
