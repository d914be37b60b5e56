package dev.rollforward.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.GroupView;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryReport;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each property holds of a good ending and goes red when just that is broken. */
class PropertyTest {
  private static final OperationId OPERATION = OperationId.random();
  private static final GroupView.AuditRecord ABORTED = audit(Verdict.ABORTED);
  private static final GroupView.AuditRecord COMMITTED = audit(Verdict.COMMITTED);

  @ParameterizedTest
  @EnumSource
  void itHoldsOfAGoodEnding(Property property) {
    assertThat(property.violation(rolledBack().facts())).isEmpty();
    assertThat(property.violation(rolledForward().facts())).isEmpty();
  }

  @Test
  void aTableThatShowsTheNewRowsAloneSplitsTheOperation() {
    assertViolated(Property.AtomicVisibility, rolledBack().sees("cities", Visibility.NEW));
    assertViolated(Property.AtomicVisibility, rolledForward().sees("visits", Visibility.OLD));
  }

  @Test
  void rowsThatNobodyWroteAreNeverAllOrNothing() {
    Ending ending = rolledBack();
    SampleTable.ALL.forEach(table -> ending.sees(table.name(), Visibility.NEITHER));
    assertViolated(Property.AtomicVisibility, ending);
  }

  @Test
  void aPinThatGoesBackIsFound() {
    Ending ending = rolledForward();
    ending.crashedPin = 3;
    assertViolated(Property.PinsOnlyAdvance, ending);
  }

  @Test
  void aCommitOfHalfAnOperationIsFound() {
    Ending ending = rolledForward();
    ending.crashedHeads.put("visits", 1L);
    assertViolated(Property.CommittedIffComplete, ending);
  }

  @Test
  void anAbortOfAWholeOperationIsFound() {
    Ending ending = rolledBack();
    ending.crashedHeads.put("visits", 2L);
    assertViolated(Property.CommittedIffComplete, ending);
  }

  @Test
  void aDecisionThatReadersDoNotSeeIsFound() {
    Ending ending = rolledBack();
    ending.decision = Optional.of(Verdict.COMMITTED);
    assertViolated(Property.CommittedIffComplete, ending);
  }

  @Test
  void anOpenThatFinishedNothingIsFound() {
    Ending ending = rolledBack();
    ending.finished.clear();
    assertViolated(Property.RecoveredIffUnfinished, ending);
  }

  @Test
  void anOpenThatFinishedWhatWasFinishedIsFound() {
    Ending ending = rolledForward();
    ending.crashedSidecar = false;
    assertViolated(Property.RecoveredIffUnfinished, ending);
  }

  @Test
  void aSidecarThatStaysIsFound() {
    Ending ending = rolledBack();
    ending.sidecarStays = true;
    assertViolated(Property.EverySidecarGoes, ending);
  }

  @Test
  void aMissingAndASecondAuditAreFound() {
    Ending none = rolledBack();
    none.audits.clear();
    assertViolated(Property.AuditedOnceIffRecovered, none);
    Ending two = rolledBack();
    two.audits.add(ABORTED);
    assertViolated(Property.AuditedOnceIffRecovered, two);
  }

  @Test
  void anAuditOfWhatNobodyRecoveredIsFound() {
    Ending ending = rolledForward();
    ending.finished.clear();
    assertViolated(Property.AuditedOnceIffRecovered, ending);
  }

  @Test
  void anAuditThatLiesIsFound() {
    Ending ending = rolledBack();
    ending.audits.set(0, COMMITTED);
    assertViolated(Property.AuditTruth, ending);
  }

  @Test
  void aHeadThatHoldsSomethingElseIsFound() {
    Ending ending = rolledBack();
    ending.resolved = 2;
    assertViolated(Property.HeadResolvesToPin, ending);
  }

  @Test
  void aProblemIsFound() {
    Ending ending = rolledBack();
    ending.problems.add(new StoreException("bad sidecar", null));
    assertViolated(Property.NoProblems, ending);
  }

  private static void assertViolated(Property property, Ending ending) {
    assertThat(property.violation(ending.facts())).as(property.name()).isPresent();
  }

  private static Ending rolledBack() {
    Ending ending = new Ending(Verdict.ABORTED, 1, Visibility.OLD);
    ending.crashedHeads.put("visits", 1L);
    return ending;
  }

  private static Ending rolledForward() {
    return new Ending(Verdict.COMMITTED, 2, Visibility.NEW);
  }

  private record Report(
      List<RecoveryReport.Finished> finished,
      List<RecoveryReport.Pending> pending,
      List<StoreException> problems)
      implements RecoveryReport {}

  private record FinishedOperation(OperationId operation, Verdict verdict, String reason)
      implements RecoveryReport.Finished {}

  /** A killed operation whose first tables had moved from version 1 to 2, and what became of it. */
  private static final class Ending {
    private final Map<String, Visibility> sights = new HashMap<>();
    private final Map<String, Long> crashedHeads = new HashMap<>();
    private final List<GroupView.AuditRecord> audits;
    private final List<RecoveryReport.Finished> finished = new ArrayList<>();
    private final List<StoreException> problems = new ArrayList<>();
    private final long pin;
    private long crashedPin = 1;
    private long resolved;
    private boolean crashedSidecar = true;
    private boolean sidecarStays;
    private Optional<Verdict> decision;

    Ending(Verdict verdict, long pin, Visibility sight) {
      GroupView.AuditRecord audit = verdict == Verdict.ABORTED ? ABORTED : COMMITTED;
      this.pin = pin;
      this.resolved = pin;
      this.decision = Optional.of(verdict);
      this.audits = new ArrayList<>(List.of(audit));
      finished.add(new FinishedOperation(OPERATION, audit.verdict(), "a reason"));
      for (SampleTable table : SampleTable.ALL) {
        sights.put(table.name(), sight);
        crashedHeads.put(table.name(), 2L);
      }
    }

    Ending sees(String table, Visibility sight) {
      sights.put(table, sight);
      return this;
    }

    DemoFacts facts() {
      return new DemoFacts(
          OPERATION,
          observation(1, table -> 1, 1, Map.of(), Optional.empty(), false, List.of()),
          observation(
              crashedPin,
              crashedHeads::get,
              1,
              Map.of(),
              Optional.empty(),
              crashedSidecar,
              List.of()),
          new Report(finished, List.of(), problems),
          observation(pin, table -> 3, resolved, sights, decision, sidecarStays, audits));
    }
  }

  private static Observation observation(
      long pin,
      ToLongFunction<String> heads,
      long resolved,
      Map<String, Visibility> sights,
      Optional<Verdict> decision,
      boolean sidecar,
      List<GroupView.AuditRecord> audits) {
    List<GroupView.Table> tables = new ArrayList<>();
    Map<String, List<List<String>>> rows = new HashMap<>();
    for (SampleTable table : SampleTable.ALL) {
      tables.add(
          new FakeView.Table(
              table.name(),
              new GroupView.Pin(table.name() + ".lance", pin),
              heads.applyAsLong(table.name()),
              resolved,
              List.of()));
      rows.put(table.name(), rows(table, sights.getOrDefault(table.name(), Visibility.OLD)));
    }
    SortedMap<OperationId, GroupView.Decision> decisions = new TreeMap<>();
    decision.ifPresent(
        verdict -> decisions.put(OPERATION, new FakeView.Decision(verdict, new TreeMap<>())));
    GroupView view =
        new FakeView(
            tables,
            decisions,
            sidecar ? List.of(new FakeView.Pending(OPERATION, List.of(), List.of())) : List.of(),
            audits);
    return new Observation(view, rows);
  }

  private static List<List<String>> rows(SampleTable table, Visibility sight) {
    return switch (sight) {
      case OLD -> table.first();
      case NEW -> table.all();
      case NEITHER -> table.added();
    };
  }

  private static GroupView.AuditRecord audit(Verdict verdict) {
    return new FakeView.AuditRecord(OPERATION, verdict, "why", 3);
  }

  @Test
  void aNewPropertyNeedsATestThatTurnsItRed() {
    assertThat(Arrays.stream(Property.values()).map(Property::name))
        .containsExactly(
            "AtomicVisibility",
            "PinsOnlyAdvance",
            "CommittedIffComplete",
            "RecoveredIffUnfinished",
            "EverySidecarGoes",
            "AuditedOnceIffRecovered",
            "AuditTruth",
            "HeadResolvesToPin",
            "NoProblems");
  }
}
