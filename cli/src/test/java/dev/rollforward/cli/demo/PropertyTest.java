package dev.rollforward.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.GroupView;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryReport;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each property holds of a good ending and goes red when just that is broken. */
class PropertyTest {
  private static final GroupId GROUP = GroupId.random();
  private static final OperationId OPERATION = OperationId.random();
  private static final Audit ABORTED = audit(Verdict.ABORTED);
  private static final Audit COMMITTED = audit(Verdict.COMMITTED);

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
    private final List<Audit> audits;
    private final List<RecoveryReport.Finished> finished = new ArrayList<>();
    private final List<StoreException> problems = new ArrayList<>();
    private final long pin;
    private long crashedPin = 1;
    private long resolved;
    private boolean crashedSidecar = true;
    private boolean sidecarStays;
    private Optional<Verdict> decision;

    Ending(Verdict verdict, long pin, Visibility sight) {
      Audit audit = verdict == Verdict.ABORTED ? ABORTED : COMMITTED;
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
      List<Audit> audits) {
    List<GroupView.Table> tables = new ArrayList<>();
    Map<String, List<List<String>>> rows = new HashMap<>();
    for (SampleTable table : SampleTable.ALL) {
      tables.add(
          new GroupView.Table(
              table.name(),
              new Pin(id(table), pin),
              heads.applyAsLong(table.name()),
              resolved,
              List.of()));
      rows.put(table.name(), rows(table, sights.getOrDefault(table.name(), Visibility.OLD)));
    }
    GroupView view =
        new GroupView(
            manifest(decision),
            tables,
            sidecar ? List.of(pending()) : List.of(),
            audits,
            List.of());
    return new Observation(view, rows);
  }

  private static List<List<String>> rows(SampleTable table, Visibility sight) {
    return switch (sight) {
      case OLD -> table.first();
      case NEW -> table.all();
      case NEITHER -> table.added();
    };
  }

  private static Manifest manifest(Optional<Verdict> verdict) {
    SortedMap<OperationId, Decision> decisions = new TreeMap<>();
    verdict.ifPresent(
        v -> decisions.put(OPERATION, new Decision(v, new Expectation(new TreeMap<>(), 1))));
    return Manifest.of(GROUP, 3, Map.of(), decisions, Optional.empty());
  }

  private static Audit audit(Verdict verdict) {
    return new Audit(GROUP, OPERATION, new TreeMap<>(), verdict, "why", 3, Optional.empty());
  }

  private static GroupView.Pending pending() {
    List<TablePlan> plans =
        SampleTable.ALL.stream()
            .map(
                table ->
                    TablePlan.append(table.name(), new Pin(id(table), 1), 1, UUID.randomUUID()))
            .toList();
    return new GroupView.Pending(Sidecar.of(GROUP, OPERATION, 1, plans), List.of());
  }

  private static TableId id(SampleTable table) {
    return new TableId(table.name() + ".lance");
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
