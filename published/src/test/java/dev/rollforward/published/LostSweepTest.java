package dev.rollforward.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Pin;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.published.core.AuditEntry.Verdict;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Action;
import dev.rollforward.published.engine.Fault;
import dev.rollforward.published.engine.SweepFailedException;
import dev.rollforward.published.engine.SweepListener;
import dev.rollforward.published.engine.SweepReport.Ending;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ends of a sweep that another process has got ahead of, or that cannot do what it should. */
class LostSweepTest {
  @TempDir Path folder;
  private PublishedRoot bench;
  private final List<Action> steps = new ArrayList<>();

  @BeforeEach
  void twoTables() {
    bench = new PublishedRoot(folder.resolve("root"), "a", "b");
  }

  @AfterEach
  void nothingLeaks() {
    bench.close();
  }

  /** Options whose listener notes each step, and runs {@code others} right after one of them. */
  private PublishedOptions runningAfter(Action step, Runnable others) {
    SweepListener listener =
        event -> {
          steps.add(event.action());
          if (event.action() == step) {
            others.run();
          }
        };
    return PublishedOptions.asMerged().withListener(listener);
  }

  /** Dead with both of its tables changed. */
  private OperationId diedComplete() {
    int[] commits = {0};
    PublishedOptions dying =
        PublishedOptions.asMerged()
            .withListener(
                event -> {
                  if (event.action() == Action.CommitTable && ++commits[0] == 2) {
                    throw new PublishedRoot.SimulatedCrash();
                  }
                });
    try (PublishedGroup group = bench.open(dying)) {
      PublishedOperation operation =
          group
              .operation(WriterKind.Mutation)
              .append("a", bench.rows(2))
              .append("b", bench.rows(2));
      assertThatThrownBy(operation::commit).isInstanceOf(PublishedRoot.SimulatedCrash.class);
      return operation.id();
    }
  }

  /** Somebody moves one of the two pins past what the sweep saw, and not the other. */
  @Test
  void whatTheManifestDoesNotReflectIsDeferred() {
    try (PublishedGroup careless = bench.open(PublishedOptions.asMerged(), Fault.NotHealFirst)) {
      OperationId dead = diedComplete();
      PublishedOptions overtaken =
          runningAfter(
              Action.SweepClassify,
              () ->
                  assertThat(
                          careless.operation(WriterKind.Load).append("a", bench.rows(3)).commit())
                      .isInstanceOf(Reply.Ok.class));

      try (PublishedGroup group = bench.open(overtaken)) {
        assertThat(group.openReport().endings()).containsEntry(dead, Ending.Deferred);
        assertThat(steps)
            .containsExactly(
                Action.SweepList,
                Action.SweepClassify,
                Action.SweepLoseRollForward,
                Action.SweepDefer);
        assertThat(group.view().audits()).isEmpty();
        assertThat(group.view().sidecars())
            .extracting(PublishedSidecar::operation)
            .containsExactly(dead);
      }
    }
  }

  /** Another open has rolled back meanwhile, which moves the pin. */
  @Test
  void aRollBackThatLosesFailsTheOpen() {
    OperationId dead =
        bench.dieAfter(
            Action.CommitTable,
            WriterKind.Mutation,
            operation -> operation.append("a", bench.rows(2)).append("b", bench.rows(2)));
    PublishedOptions overtaken = runningAfter(Action.SweepRestoreTable, () -> bench.open().close());

    assertThatThrownBy(() -> bench.open(overtaken))
        .isInstanceOfSatisfying(
            SweepFailedException.class,
            failure -> {
              assertThat(failure.operation()).isEqualTo(dead);
              assertThat(failure.action()).isEqualTo(Action.SweepLoseRollBack);
              assertThat(failure.mismatch()).contains(new ExpectedVersionMismatch("a", 1, 4));
            });

    assertThat(steps).endsWith(Action.SweepRestoreTable, Action.SweepLoseRollBack);
    try (PublishedGroup group = bench.open()) {
      assertThat(group.view().audits())
          .extracting(AuditEntry::verdict)
          .containsExactly(Verdict.RolledBack);
      assertThat(PublishedRoot.visible(group, "a")).containsExactly(1L);
      assertThat(group.view().manifest().pin("a").map(Pin::version)).contains(4L);
    }
  }

  /** A schema change that died before it created its table; and so does every further open. */
  @Test
  void aTableThatWasNeverCreatedFailsEveryOpen() {
    OperationId dead =
        bench.dieAfter(
            Action.ArmSidecar,
            WriterKind.SchemaApply,
            operation -> operation.create("c", bench.rows(7)));
    PublishedOptions noting = runningAfter(Action.SweepCannotRegister, () -> {});

    for (int i = 0; i < 2; i++) {
      steps.clear();
      assertThatThrownBy(() -> bench.open(noting))
          .isInstanceOfSatisfying(
              SweepFailedException.class,
              failure -> {
                assertThat(failure.operation()).isEqualTo(dead);
                assertThat(failure.action()).isEqualTo(Action.SweepCannotRegister);
              })
          .hasMessageContaining("table 'c'");
      assertThat(steps)
          .containsExactly(Action.SweepList, Action.SweepClassify, Action.SweepCannotRegister);
    }
    assertThat(PublishedGroup.inspect(bench.root()).sidecars())
        .extracting(PublishedSidecar::operation)
        .containsExactly(dead);
  }
}
