package dev.rollforward.lincheck;

import java.util.Arrays;
import java.util.Objects;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.util.LincheckResult;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;

/**
 * A call and its return.
 *
 * @param actor the operation
 * @param result what it returned
 * @param clock for each thread, how many of its calls had returned when this one began
 */
record Call(Actor actor, LincheckResult result, HBClock clock) {
  Call {
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(clock, "clock");
  }

  static Call of(Actor actor, ResultWithClock result) {
    return new Call(actor, result.getResult(), result.getClockOnStart());
  }

  boolean returned(Told told) {
    return result.equals(new ValueResult(told));
  }

  boolean isSnapshot() {
    return actor.getMethod().getName().equals("snapshot");
  }

  /** Whether the call at {@code index} of {@code thread} had returned when this one began. */
  boolean cameAfter(int thread, int index) {
    return clock.get(thread) > index;
  }

  /** What the caller saw of it, as an operation of the spec: a result that changed nothing. */
  Call seen() {
    if (returned(Told.FAILED)) {
      return new Call(Actors.spec("failed"), result, clock);
    }
    return returned(Told.NOTHING) ? new Call(Actors.spec("died"), result, clock) : this;
  }

  /** What a commit whose caller died does if it takes effect after all. */
  Call effect() {
    Actor commit = Actors.spec("commitBoth", (Integer) actor.getArguments().get(0));
    return new Call(commit, new ValueResult(Told.COMMITTED), clock);
  }

  /** This call in a history with more threads, of which it saw nothing. */
  Call among(int threads) {
    return new Call(actor, result, new HBClock(Arrays.copyOf(clock.getClock(), threads)));
  }

  ResultWithClock resultWithClock() {
    return new ResultWithClock(result, clock);
  }
}
