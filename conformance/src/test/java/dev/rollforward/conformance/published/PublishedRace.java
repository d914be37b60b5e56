package dev.rollforward.conformance.published;

import static dev.rollforward.conformance.published.PublishedTestGroup.MERGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.published.core.AuditEntry.Verdict;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Action;
import dev.rollforward.published.engine.SweepFailedException;
import dev.rollforward.published.engine.SweepListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Two read-write opens of the published sweep, over the sidecar of one complete operation. */
public final class PublishedRace implements AutoCloseable {
  private final PublishedTestGroup bench;
  private final OperationId dead;
  private Optional<RuntimeException> first = Optional.empty();
  private Optional<RuntimeException> second = Optional.empty();

  /** A writer has committed to both of its tables and died. */
  public PublishedRace(Path root) {
    bench = new PublishedTestGroup(root, Set.of(), "a", "b");
    dead =
        bench.dieAfter(
            Action.CommitTable,
            2,
            PublishedTestGroup.Turn.FIRST,
            WriterKind.Mutation,
            bench.append(10, "a", "b"));
  }

  /** The second open starts and finishes while the first stands at {@code here}. */
  private void nested(Variant variant, Action here) {
    OnNthStep.Published parked =
        OnNthStep.at(here, () -> second = open(variant, SweepListener.NONE));
    first = open(variant, parked);
    parked.assertFired();
  }

  /** FailOpenOnLostPublish and DuplicateAudit, by variant. */
  void parkedBetweenClassifyAndPublish(Variant variant) {
    nested(variant, Action.SweepClassify);
  }

  /** DuplicateAuditByStaleRule: the second starts when the first has audited. */
  void parkedBetweenAuditAndDelete(Variant variant) {
    nested(variant, Action.SweepAudit);
  }

  /** DuplicateAuditWindow: both classify, the second checks when the first has audited. */
  void checkedBetweenAuditAndDelete(Variant variant) {
    StallableThread[] aside = new StallableThread[1];
    OnNthStep.Published classified =
        OnNthStep.at(
            Action.SweepClassify,
            () ->
                aside[0] =
                    StallableThread.start(
                        self ->
                            first = open(variant, OnNthStep.at(Action.SweepAudit, self::park))));
    second = open(variant, classified);
    classified.assertFired();
    assertThat(aside[0].hasParked()).isTrue();
    assertThat(aside[0].finish()).isEmpty();
  }

  private Optional<RuntimeException> open(Variant variant, SweepListener listener) {
    try {
      bench.sweep(MERGED.withVariant(variant).withListener(listener));
      return Optional.empty();
    } catch (SweepFailedException failure) {
      return Optional.of(failure);
    }
  }

  void assertTheFirstOpenFailed() {
    assertThat(second).isEmpty();
    assertThat(first)
        .containsInstanceOf(SweepFailedException.class)
        .hasValueSatisfying(
            failure ->
                assertThat(((SweepFailedException) failure).mismatch())
                    .contains(new ExpectedVersionMismatch("a", 1, 2)));
  }

  void assertBothOpened(int audits) {
    assertThat(first).isEmpty();
    assertThat(second).isEmpty();
    assertRecovered(audits);
  }

  /** The rows are there once, and the sidecar is gone. */
  public void assertRecovered(int audits) {
    bench.assertVisible("a", 1, 10);
    bench.assertVisible("b", 1, 10);
    bench.assertStands("a", 2, 2);
    bench.assertStands("b", 2, 2);
    assertThat(bench.sidecars()).isEmpty();
    bench.assertAudited(
        dead, Stream.generate(() -> Verdict.RolledForward).limit(audits).toArray(Verdict[]::new));
  }

  @Override
  public void close() {
    bench.close();
  }
}
