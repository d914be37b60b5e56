package dev.rollforward.cli.demo;

import dev.rollforward.Action;
import dev.rollforward.ProtocolEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A step after which the writer is killed, by the name of its spec action. */
public enum KillPoint {
  /** Nothing has moved yet. */
  ARM_SIDECAR(Action.ArmSidecar, 0),
  /** The first table has moved. */
  COMMIT_TABLE_1(Action.CommitTable, 1),
  /** The second table has moved. */
  COMMIT_TABLE_2(Action.CommitTable, 2),
  /** Every table has moved. */
  COMMIT_TABLE_3(Action.CommitTable, 3),
  /** Everything is visible. */
  PUBLISH(Action.Publish, 3),
  /** Nothing is left to do. */
  DELETE_SIDECAR(Action.DeleteSidecar, 3);

  private final Action action;
  private final int landed;

  KillPoint(Action action, int landed) {
    this.action = action;
    this.landed = landed;
  }

  /** The step called {@code label}; empty if there is none. */
  public static Optional<KillPoint> of(String label) {
    return Arrays.stream(values()).filter(point -> point.label().equals(label)).findFirst();
  }

  /** The labels of all steps, in order, with commas between them. */
  public static String labels() {
    return Arrays.stream(values()).map(KillPoint::label).collect(Collectors.joining(", "));
  }

  /** Its name on the command line. */
  public String label() {
    return action == Action.CommitTable ? action + ":" + landed : action.toString();
  }

  /** How many tables hold the writer's change by then. */
  int landed() {
    return landed;
  }

  /** Whether readers see the writer's change by then. */
  boolean isVisible() {
    return compareTo(PUBLISH) >= 0;
  }

  /** Whether the sidecar exists by then. */
  boolean hasSidecar() {
    return this != DELETE_SIDECAR;
  }

  /**
   * Whether {@code event} is this step.
   *
   * @param commits the table commits so far, this one included
   */
  boolean isReachedBy(ProtocolEvent event, int commits) {
    return event.action() == action && (action != Action.CommitTable || commits == landed);
  }
}
