package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.OpenOptions;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.TableGroup;
import dev.rollforward.Verdict;
import dev.rollforward.conformance.ShippedTestGroup;
import dev.rollforward.engine.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two sweeps of the shipped protocol, over the sidecar of one complete operation. */
final class ShippedRace implements AutoCloseable {
  private final ShippedTestGroup bench;

  /** A writer has committed to both of its tables and died. */
  ShippedRace(Path root) {
    this(root, UnaryOperator.identity());
  }

  /** The same, with {@code fault} in all that is done to the root. */
  ShippedRace(Path root, UnaryOperator<Stores> fault) {
    bench = new ShippedTestGroup(root, fault, "a", "b");
    bench.dieAfter(Action.CommitTable, 2, "w1", "a", "b");
  }

  /**
   * The second starts and finishes while the first stands at its {@code nth} step.
   *
   * @return whether the first has that many steps
   */
  boolean nested(int nth) {
    OnNthStep.Shipped parked = OnNthStep.atStep(nth, () -> sweep(ProtocolListener.NONE));
    sweep(parked);
    return parked.hasFired();
  }

  /**
   * The first stands at its {@code nth} step while the second comes to its {@code mth}; then the
   * first goes on to its end, then the second.
   *
   * @return whether the second, run meanwhile, has that many steps
   */
  boolean crossed(int nth, int mth) {
    StallableThread[] second = new StallableThread[1];
    OnNthStep.Shipped parked =
        OnNthStep.atStep(
            nth,
            () ->
                second[0] =
                    StallableThread.start(self -> sweep(OnNthStep.atStep(mth, self::park))));
    sweep(parked);
    parked.assertFired();
    boolean hasParked = second[0].hasParked();
    assertThat(second[0].finish()).isEmpty();
    return hasParked;
  }

  private void sweep(ProtocolListener listener) {
    assertThat(bench.sweep(listener)).isEmpty();
  }

  /** The same as {@link #nested}, by two opens of the public interface. */
  boolean nestedOpens(int nth) {
    OnNthStep.Shipped parked = OnNthStep.atStep(nth, () -> open(ProtocolListener.NONE));
    open(parked);
    return parked.hasFired();
  }

  private void open(ProtocolListener listener) {
    try (TableGroup group =
        TableGroup.open(
            bench.root(),
            OpenOptions.builder().recovery(RecoveryPolicy.FULL).listener(listener).build())) {
      assertThat(group.openReport().problems()).isEmpty();
    }
  }

  void assertAuditedOnce() {
    assertThat(bench.audits()).containsEntry("w1", List.of(Verdict.COMMITTED));
    assertThat(bench.visible("a")).containsExactly("w1");
    assertThat(bench.visible("b")).containsExactly("w1");
    assertThat(bench.sidecars()).isEmpty();
    assertThat(bench.violated()).isEmpty();
  }

  /** As {@link #assertAuditedOnce}, read through the public interface. */
  void assertAuditedOnceOnDisk() {
    try (TableGroup group = TableGroup.open(bench.root(), OpenOptions.readOnly())) {
      assertThat(group.inspect().audits()).hasSize(1);
      assertThat(group.inspect().sidecars()).isEmpty();
    }
    assertThat(bench.visible("a")).containsExactly("w1");
    assertThat(bench.visible("b")).containsExactly("w1");
  }

  @Override
  public void close() {
    bench.close();
  }
}
