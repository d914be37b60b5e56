package dev.rollforward.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KillPointTest {
  @ParameterizedTest
  @EnumSource
  void itsLabelLeadsBackToIt(KillPoint point) {
    assertThat(KillPoint.of(point.label())).contains(point);
    assertThat(KillPoint.labels()).contains(point.label());
  }

  @Test
  void theLabelsAreTheSpecsActions() {
    assertThat(KillPoint.labels())
        .isEqualTo(
            "ArmSidecar, CommitTable:1, CommitTable:2, CommitTable:3, Publish, DeleteSidecar");
    assertThat(KillPoint.of("CommitTable")).isEmpty();
    assertThat(KillPoint.of("CommitTable:4")).isEmpty();
  }

  @Test
  void aTableCommitIsReachedByItsNumber() {
    ProtocolEvent commit =
        new ProtocolEvent(
            Action.CommitTable,
            OperationId.random(),
            Optional.of("cities"),
            dev.rollforward.Facts.of("landed", 2L));
    assertThat(KillPoint.COMMIT_TABLE_2.isReachedBy(commit, 1)).isFalse();
    assertThat(KillPoint.COMMIT_TABLE_2.isReachedBy(commit, 2)).isTrue();
    assertThat(KillPoint.PUBLISH.isReachedBy(commit, 3)).isFalse();
  }

  @Test
  void aStepGoesThroughAPipeUnchanged() {
    StepLine step = new StepLine("CommitTable", "commits to cities");
    assertThat(StepLine.parse(step.line())).contains(step);
    assertThat(StepLine.parse(new StepLine("Publish", "a\tb\nc").line()))
        .contains(new StepLine("Publish", "a b c"));
    assertThat(StepLine.parse("anything else")).isEmpty();
  }
}
