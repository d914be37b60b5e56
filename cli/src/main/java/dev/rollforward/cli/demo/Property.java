package dev.rollforward.cli.demo;

import dev.rollforward.GroupView;
import dev.rollforward.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to hold at the end of the demo. Those that the specification has too bear its names.
 * Each is judged by what is on disk, not by what recovery reports.
 */
enum Property {
  /** All or nothing, at every moment. */
  AtomicVisibility(
      "readers see all of the operation, or nothing of it", Property::atomicVisibility),
  /** What was visible stays visible. */
  PinsOnlyAdvance("no pin ever goes back", Property::pinsOnlyAdvance),
  /** The outcome follows from what had landed. */
  CommittedIffComplete(
      "it is committed exactly if all three tables had moved", Property::committedIffComplete),
  /** The report of the open is true to what it found. */
  RecoveredIffUnfinished(
      "opening the group finished it exactly if its sidecar existed",
      Property::recoveredIffUnfinished),
  /** Nothing unfinished is left. */
  EverySidecarGoes("its sidecar is gone", Property::everySidecarGoes),
  /** One record, and only where it is needed. */
  AuditedOnceIffRecovered(
      "one audit record exactly if recovery finished it, else none",
      Property::auditedOnceIffRecovered),
  /** The record is true. */
  AuditTruth("its audit record says what readers see", Property::auditTruth),
  /** The next writer can go on. */
  HeadResolvesToPin("every HEAD holds what readers see", Property::headResolvesToPin),
  /** Nothing was skipped. */
  NoProblems("nothing was left aside as unusable", Property::noProblems);

  private final String sentence;
  private final Function<DemoFacts, Optional<String>> violation;

  Property(String sentence, Function<DemoFacts, Optional<String>> violation) {
    this.sentence = sentence;
    this.violation = violation;
  }

  /** What it says. */
  String sentence() {
    return sentence;
  }

  /** What contradicts it; empty if it holds. */
  Optional<String> violation(DemoFacts facts) {
    return violation.apply(facts);
  }

  private static Optional<String> violatedUnless(boolean holds, String saw) {
    return holds ? Optional.empty() : Optional.of(saw);
  }

  private static Optional<String> atomicVisibility(DemoFacts facts) {
    return splitIn("before recovery", facts.crashed())
        .or(() -> splitIn("after recovery", facts.after()));
  }

  private static Optional<String> splitIn(String moment, Observation observation) {
    List<Visibility> sights = SampleTable.ALL.stream().map(observation::sight).distinct().toList();
    return violatedUnless(
        sights.equals(List.of(Visibility.OLD)) || sights.equals(List.of(Visibility.NEW)),
        moment + ": " + describe(table -> observation.sight(table).word()));
  }

  private static String describe(Function<SampleTable, Object> of) {
    return SampleTable.ALL.stream()
        .map(table -> table.name() + " " + of.apply(table))
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> pinsOnlyAdvance(DemoFacts facts) {
    return SampleTable.ALL.stream()
        .filter(table -> !ascends(pins(facts, table)))
        .map(table -> "the pins of " + table.name() + " were " + pins(facts, table))
        .findFirst();
  }

  private static List<Long> pins(DemoFacts facts, SampleTable table) {
    return Stream.of(facts.old(), facts.crashed(), facts.after())
        .map(observation -> observation.table(table).pin().version())
        .toList();
  }

  private static boolean ascends(List<Long> pins) {
    return pins.equals(pins.stream().sorted().toList());
  }

  private static Optional<String> committedIffComplete(DemoFacts facts) {
    Verdict due = facts.isComplete() ? Verdict.COMMITTED : Verdict.ABORTED;
    Optional<Verdict> decided = facts.after().decision(facts.operation());
    return violatedUnless(
        facts.seen() == due && decided.equals(Optional.of(due)),
        "%s tables had moved; readers see it as %s and the manifest says %s"
            .formatted(
                DemoFacts.landed(facts.old(), facts.crashed()),
                facts.seen(),
                decided.map(Verdict::toString).orElse("nothing")));
  }

  private static Optional<String> recoveredIffUnfinished(DemoFacts facts) {
    boolean unfinished = facts.crashed().sidecar(facts.operation()).isPresent();
    return violatedUnless(
        facts.finished().isPresent() == unfinished,
        "the sidecar "
            + (unfinished ? "stood" : "was gone")
            + "; the open finished "
            + facts.report().finished());
  }

  private static Optional<String> everySidecarGoes(DemoFacts facts) {
    List<GroupView.Pending> left = facts.after().view().sidecars();
    return violatedUnless(
        left.isEmpty(), "still there: " + left.stream().map(GroupView.Pending::operation).toList());
  }

  private static Optional<String> auditedOnceIffRecovered(DemoFacts facts) {
    int due = facts.finished().isPresent() ? 1 : 0;
    List<GroupView.AuditRecord> audits = facts.after().audits(facts.operation());
    return violatedUnless(audits.size() == due, due + " due, there are " + audits);
  }

  private static Optional<String> auditTruth(DemoFacts facts) {
    List<GroupView.AuditRecord> audits = facts.after().audits(facts.operation());
    return violatedUnless(
        audits.stream().allMatch(audit -> audit.verdict() == facts.seen()),
        "readers see it as " + facts.seen() + ", there are " + audits);
  }

  private static Optional<String> headResolvesToPin(DemoFacts facts) {
    return SampleTable.ALL.stream()
        .map(facts.after()::table)
        .filter(table -> !table.isSettled())
        .map(
            table ->
                "the pin of %s is %s, and its HEAD %s resolves to %s"
                    .formatted(table.name(), table.pin().version(), table.head(), table.resolved()))
        .findFirst();
  }

  private static Optional<String> noProblems(DemoFacts facts) {
    return Stream.concat(
            facts.report().problems().stream(), facts.after().view().problems().stream())
        .map(Throwable::getMessage)
        .findFirst();
  }
}
