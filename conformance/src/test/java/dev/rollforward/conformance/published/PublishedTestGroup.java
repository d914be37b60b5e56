package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.published.PublishedGroup;
import dev.rollforward.published.PublishedOperation;
import dev.rollforward.published.PublishedOptions;
import dev.rollforward.published.PublishedRoot;
import dev.rollforward.published.PublishedRoot.SimulatedCrash;
import dev.rollforward.published.PublishedView;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.published.core.AuditEntry.Verdict;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Action;
import dev.rollforward.published.engine.Fault;
import dev.rollforward.published.engine.SweepListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A root of the published sweep on real Lance tables, with a reader that never sweeps. Sweeps take
 * sidecars in the order of their ids, so a schedule says who comes {@link Turn#FIRST}.
 */
public final class PublishedTestGroup implements AutoCloseable {
  /** Where an operation stands in the order of a sweep. */
  enum Turn {
    FIRST,
    SECOND;

    boolean isOf(OperationId operation) {
      return operation.value().charAt(0) < '8' == (this == FIRST);
    }
  }

  static final PublishedOptions MERGED = PublishedOptions.asMerged();

  private final PublishedRoot bench;
  private final Fault[] faults;
  private final PublishedGroup reader;

  /** Tables that hold row 1; every process has {@code faults}. */
  public PublishedTestGroup(Path root, Set<Fault> faults, String... tables) {
    this.bench = new PublishedRoot(root, tables);
    this.faults = faults.toArray(Fault[]::new);
    this.reader = bench.open();
  }

  Path root() {
    return bench.root();
  }

  /** An open that hears its own steps; the caller closes it. */
  PublishedGroup open(PublishedOptions options) {
    return bench.open(options, faults);
  }

  /** An open and a close. */
  void sweep(SweepListener listener) {
    sweep(MERGED.withListener(listener));
  }

  void sweep(PublishedOptions options) {
    open(options).close();
  }

  /** An open that dies right after {@code last}. */
  void sweepDyingAfter(Action last) {
    assertThatThrownBy(() -> sweep(PublishedRoot.deathAt(last))).isInstanceOf(SimulatedCrash.class);
  }

  /** Adds {@code row} to {@code tables}. */
  UnaryOperator<PublishedOperation> append(long row, String... tables) {
    return operation -> {
      for (String table : tables) {
        operation.append(table, bench.rows(row));
      }
      return operation;
    };
  }

  /** Makes {@code row} all that {@code table} holds. */
  UnaryOperator<PublishedOperation> replace(long row, String table) {
    return operation -> operation.replace(table, bench.rows(row));
  }

  /** A writer from its own open to its reply. */
  Reply write(
      Turn turn,
      WriterKind kind,
      UnaryOperator<PublishedOperation> change,
      SweepListener listener) {
    try (PublishedGroup group = open(MERGED.withListener(listener))) {
      return write(group, turn, kind, change);
    }
  }

  /** A writer on a handle that is open already. */
  Reply write(
      PublishedGroup group, Turn turn, WriterKind kind, UnaryOperator<PublishedOperation> change) {
    return change.apply(operation(group, turn, kind)).commit();
  }

  /** A writer that dies right after its {@code times}-th {@code last}. */
  OperationId dieAfter(
      Action last,
      int times,
      Turn turn,
      WriterKind kind,
      UnaryOperator<PublishedOperation> change) {
    return dieAfter(last, times, turn, kind, change, SweepListener.NONE);
  }

  /** The same, while {@code before} hears of each step first. */
  OperationId dieAfter(
      Action last,
      int times,
      Turn turn,
      WriterKind kind,
      UnaryOperator<PublishedOperation> change,
      SweepListener before) {
    OnNthStep.Published death =
        OnNthStep.at(
            last,
            times,
            () -> {
              throw new SimulatedCrash();
            });
    try (PublishedGroup group = open(MERGED.withListener(both(before, death)))) {
      PublishedOperation operation = change.apply(operation(group, turn, kind));
      assertThatThrownBy(operation::commit).isInstanceOf(SimulatedCrash.class);
      return operation.id();
    }
  }

  /** Both hear, in this order. */
  static SweepListener both(SweepListener first, SweepListener second) {
    return event -> {
      first.onStep(event);
      second.onStep(event);
    };
  }

  /** The same, after its first. */
  OperationId dieAfter(
      Action last, Turn turn, WriterKind kind, UnaryOperator<PublishedOperation> change) {
    return dieAfter(last, 1, turn, kind, change);
  }

  private static PublishedOperation operation(PublishedGroup group, Turn turn, WriterKind kind) {
    PublishedOperation operation = group.operation(kind);
    while (!turn.isOf(operation.id())) {
      operation = group.operation(kind);
    }
    return operation;
  }

  /** What readers see. */
  public void assertVisible(String table, long... rows) {
    assertThat(PublishedRoot.visible(reader, table))
        .as("table " + table)
        .containsExactly(boxed(rows));
  }

  /** Pin and HEAD of {@code table}, as the counterexample has them. */
  public void assertStands(String table, long pin, long head) {
    PublishedView view = reader.view();
    assertThat(view.manifest().pin(table)).map(Pin::version).contains(pin);
    assertThat(view.heads()).containsEntry(table, head);
  }

  private static Long[] boxed(long... rows) {
    Long[] boxed = new Long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      boxed[i] = rows[i];
    }
    return boxed;
  }

  /** The whole log of {@code operation}. */
  public void assertAudited(OperationId operation, Verdict... verdicts) {
    assertThat(reader.view().audits())
        .filteredOn(entry -> entry.operation().equals(operation))
        .extracting(AuditEntry::verdict)
        .containsExactly(verdicts);
  }

  /** The operations whose sidecar stands. */
  public List<OperationId> sidecars() {
    return reader.view().sidecars().stream().map(PublishedSidecar::operation).toList();
  }

  /** For what else stands there. */
  PublishedGroup reader() {
    return reader;
  }

  @Override
  public void close() {
    reader.close();
    bench.close();
  }
}
