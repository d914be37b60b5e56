package dev.rollforward.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.published.core.AuditEntry.Verdict;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Action;
import dev.rollforward.published.engine.Fault;
import dev.rollforward.published.engine.RefusedException;
import dev.rollforward.published.engine.SweepFailedException;
import dev.rollforward.published.engine.SweepReport.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every switch changes something, and off it doesn't. */
class FaultSwitchTest {
  private static final PublishedOptions MERGED = PublishedOptions.asMerged();

  @TempDir Path folder;
  private PublishedRoot bench;

  @BeforeEach
  void oneTable() {
    bench = new PublishedRoot(folder.resolve("root"), "a");
  }

  @AfterEach
  void nothingLeaks() {
    bench.close();
  }

  @Test
  void notHealFirst() {
    try (PublishedGroup careless = bench.open(MERGED, Fault.NotHealFirst)) {
      OperationId dead = diedAt(Action.CommitTable);

      assertThat(careless.operation(WriterKind.Load).replace("a", bench.rows(8)).commit())
          .isInstanceOf(Reply.Ok.class);

      assertThat(PublishedRoot.visible(careless, "a")).containsExactly(8L);
      assertThat(careless.view().sidecars())
          .extracting(sidecar -> sidecar.operation())
          .containsExactly(dead);
    }
  }

  /** The replacement lands on 3, over the append that it drops; the pin has moved to 2. */
  @Test
  void publishWithoutExpected() {
    assertThat(replaceBesideAnAppend()).isInstanceOf(Reply.Failed.class);
    assertVisible(1, 2);

    assertThat(replaceBesideAnAppend(Fault.PublishWithoutExpected)).isInstanceOf(Reply.Ok.class);
    assertVisible(8);
  }

  private Reply replaceBesideAnAppend(Fault... faults) {
    PublishedOptions parked =
        MERGED.withListener(
            event -> {
              if (event.action() == Action.Enter) {
                append(2);
              }
            });
    try (PublishedGroup group = bench.open(parked, faults)) {
      return group.operation(WriterKind.Load).replace("a", bench.rows(8)).commit();
    }
  }

  private void append(long row) {
    try (PublishedGroup group = bench.open()) {
      group.operation(WriterKind.Load).append("a", bench.rows(row)).commit();
    }
  }

  @Test
  void indexBuiltInsideCommit() {
    PublishedOptions dying = PublishedRoot.dyingAt(Action.Publish);
    try (PublishedGroup group = bench.open(dying, Fault.IndexBuiltInsideCommit)) {
      PublishedOperation load = group.operation(WriterKind.Load).append("a", bench.rows(2));
      assertThatThrownBy(load::commit).isInstanceOf(PublishedRoot.SimulatedCrash.class);
      assertThat(group.view().manifest().pin("a").map(Pin::version)).contains(3L);
    }
  }

  @Test
  void schemaPromotedDataRolledBack() {
    OperationId dead = schemaChangeDiedAt(Action.CommitTable);
    PublishedOptions dying = PublishedRoot.dyingAt(Action.SweepPrePass);
    assertThatThrownBy(() -> bench.open(dying, Fault.SchemaPromotedDataRolledBack))
        .isInstanceOf(PublishedRoot.SimulatedCrash.class);

    try (PublishedGroup group = bench.open(MERGED, Fault.SchemaPromotedDataRolledBack)) {
      assertThat(group.openReport().endings()).containsEntry(dead, Ending.RolledBack);
      assertThat(group.view().promoted()).containsExactly(dead);
    }
    assertVisible(1);
  }

  @Test
  void withoutThePrePassSchemaAndDataAgree() {
    OperationId dead = schemaChangeDiedAt(Action.CommitTable);
    assertThatThrownBy(() -> bench.open(PublishedRoot.dyingAt(Action.SweepPromoteSchema)))
        .isInstanceOf(PublishedRoot.SimulatedCrash.class);

    try (PublishedGroup group = bench.open()) {
      assertThat(group.openReport().endings()).containsEntry(dead, Ending.Stale);
      assertThat(group.view().promoted()).containsExactly(dead);
    }
    assertVisible(1, 2);
  }

  @Test
  void staleSchemaLock() {
    schemaChangeDiedAt(Action.LockSchema, Fault.StaleSchemaLock);

    try (PublishedGroup group = bench.open(MERGED, Fault.StaleSchemaLock)) {
      PublishedOperation next = group.operation(WriterKind.SchemaApply).schema("s");
      next.append("a", bench.rows(3));
      assertThatThrownBy(next::commit)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("locked");
    }
  }

  @Test
  void theSchemaLockGoesWithItsSidecar() {
    schemaChangeDiedAt(Action.ArmSidecar, Fault.StaleSchemaLock);

    try (PublishedGroup group = bench.open(MERGED, Fault.StaleSchemaLock)) {
      PublishedOperation next = group.operation(WriterKind.SchemaApply).schema("s");
      next.append("a", bench.rows(3));
      assertThat(next.commit()).isInstanceOf(Reply.Ok.class);
      assertThat(bench.root().resolve("__schema").resolve("lock")).doesNotExist();
    }
  }

  @Test
  void listedThenGone() {
    PublishedOptions racing =
        MERGED.withListener(
            event -> {
              if (event.action() == Action.SweepList) {
                delete(event.operation().orElseThrow());
              }
            });
    OperationId dead = diedAt(Action.ArmSidecar);
    try (PublishedGroup group = bench.open(racing)) {
      assertThat(group.openReport().endings()).containsEntry(dead, Ending.Gone);
    }

    diedAt(Action.ArmSidecar);
    assertThatThrownBy(() -> bench.open(racing, Fault.ListedThenGone))
        .isInstanceOf(SweepFailedException.class)
        .hasMessageContaining("listed and is gone");
  }

  private void delete(OperationId operation) {
    try {
      Files.delete(bench.root().resolve("__recovery").resolve(operation + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * No switch: a sweep that rolls forward dies anywhere, and the next open brings it to the end.
   */
  @Test
  void anOpenFinishesARollForwardThatAnOpenLeft() {
    List<Action> steps =
        List.of(
            Action.SweepClassify,
            Action.SweepRollForward,
            Action.SweepAudit,
            Action.SweepDeleteSidecar);
    for (int i = 0; i < steps.size(); i++) {
      PublishedOptions dying = PublishedRoot.dyingAt(steps.get(i));
      OperationId dead = diedAt(Action.CommitTable);
      assertThatThrownBy(() -> bench.open(dying)).isInstanceOf(PublishedRoot.SimulatedCrash.class);
      try (PublishedGroup group = bench.open()) {
        assertThat(group.view().sidecars()).isEmpty();
        assertThat(group.view().audits())
            .filteredOn(entry -> entry.operation().equals(dead))
            .extracting(entry -> entry.verdict())
            .isNotEmpty()
            .containsOnly(Verdict.RolledForward);
        assertThat(PublishedRoot.visible(group, "a")).hasSize(i + 2);
      }
    }
  }

  private OperationId diedAt(Action last) {
    return bench.dieAfter(last, WriterKind.Mutation, o -> o.append("a", bench.rows(2)));
  }

  private OperationId schemaChangeDiedAt(Action last, Fault... faults) {
    return bench.dieAfter(
        last, WriterKind.SchemaApply, o -> o.schema("s").append("a", bench.rows(2)), faults);
  }

  private void assertVisible(long... rows) {
    try (PublishedGroup group = bench.open()) {
      assertThat(PublishedRoot.visible(group, "a"))
          .containsExactly(Arrays.stream(rows).boxed().toArray(Long[]::new));
    }
  }
}
