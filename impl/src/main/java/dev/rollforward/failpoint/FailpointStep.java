package dev.rollforward.failpoint;

import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.engine.Step;

/** Comes to the {@link Failpoint} on each side of every action. */
public final class FailpointStep implements Step {
  private static final Failpoint[] BEFORE = of(Failpoint.Side.BEFORE);
  private static final Failpoint[] AFTER = of(Failpoint.Side.AFTER);

  /** For the service loader. */
  public FailpointStep() {}

  private static Failpoint[] of(Failpoint.Side side) {
    Failpoint[] failpoints = new Failpoint[Action.values().length];
    for (Failpoint failpoint : Failpoint.values()) {
      if (failpoint.side() == side) {
        failpoints[failpoint.action().ordinal()] = failpoint;
      }
    }
    return failpoints;
  }

  @Override
  public void before(Action action, OperationId operation) {
    Failpoints.hit(BEFORE[action.ordinal()]);
  }

  @Override
  public void after(Action action, OperationId operation) {
    Failpoints.hit(AFTER[action.ordinal()]);
  }

  @Override
  public void onStep(ProtocolEvent event) {}
}
