package dev.rollforward.lincheck;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.util.LincheckResult;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;
import org.jetbrains.kotlinx.lincheck.util.VoidResult;

/**
 * A call that returned.
 *
 * @param actor the operation
 * @param result what it returned
 * @param clock for each thread, how many of its calls had returned when this one began
 */
record Call(Actor actor, LincheckResult result, HBClock clock) {
  private static final Set<String> READS = Set.of("snapshot", "refresh");
  private static final Set<String> COMMITS =
      Set.of("commit", "dieInCommit", "stallInCommit", "commitLosingAnswer");

  Call {
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(clock, "clock");
  }

  static Call of(Actor actor, ResultWithClock result) {
    return new Call(actor, result.getResult(), result.getClockOnStart());
  }

  boolean returned(Outcome told) {
    return result.equals(new ValueResult(told));
  }

  /** Whether the caller of an operation got this result, at once or when it was resumed. */
  boolean told(Outcome told) {
    return returned(told) || (!answer().equals(ResumeResult.NONE) && answer().told() == told);
  }

  boolean reads() {
    return READS.contains(name());
  }

  /** Whether it may take effect although its caller got no result. */
  boolean isPending() {
    return !isResume()
        && (returned(Outcome.NOTHING) || (isAnswer() && answer().told() == Outcome.NOTHING));
  }

  /**
   * Whether it is rejected if a commit that was left behind, by its own thread too, is made visible
   * under it: what it has read has moved then, or its name is another's, or it gives way.
   */
  boolean mayLoseToPending() {
    return name().startsWith("copy")
        || (COMMITS.contains(name()) && !((Work) actor.getArguments().get(2)).isForWhatIsThere());
  }

  boolean isResume() {
    return name().equals("resume");
  }

  /** What it says of an operation that stalled; {@link ResumeResult#NONE} if it says nothing. */
  ResumeResult answer() {
    return isAnswer() ? (ResumeResult) ((ValueResult) result).getValue() : ResumeResult.NONE;
  }

  private boolean isAnswer() {
    return result instanceof ValueResult value && value.getValue() instanceof ResumeResult;
  }

  private String name() {
    return actor.getMethod().getName();
  }

  /** Whether the call at {@code index} of {@code thread} had returned when this one began. */
  boolean cameAfter(int thread, int index) {
    return clock.get(thread) > index;
  }

  /** What the caller saw of it, as an operation of the spec. */
  Call seen() {
    if (returned(Outcome.FAILED)) {
      return as("failed", result);
    }
    if (isResume() || isPending()) {
      return as("nothing", VoidResult.INSTANCE);
    }
    if (isAnswer() && answer().told() == Outcome.FAILED) {
      return as("failed", new ValueResult(Outcome.FAILED));
    }
    return COMMITS.contains(name())
        ? with(isAnswer() ? new ValueResult(answer().told()) : result)
        : this;
  }

  private Call as(String spec, LincheckResult seen) {
    return new Call(Actors.spec(spec), seen, clock);
  }

  /** The effect of a commit whose caller did not get its result at once. */
  Call committed() {
    return with(new ValueResult(Outcome.COMMITTED));
  }

  private Call with(LincheckResult seen) {
    if (!COMMITS.contains(name())) {
      return new Call(actor, seen, clock);
    }
    List<Object> arguments = actor.getArguments();
    Actor commit = Actors.spec("commit", arguments.get(0), arguments.get(1), arguments.get(2));
    return new Call(commit, seen, clock);
  }

  /** This call in a history with one thread more, of which it saw {@code returned} calls return. */
  Call besides(int returned) {
    int[] extended = Arrays.copyOf(clock.getClock(), clock.getClock().length + 1);
    extended[extended.length - 1] = returned;
    return new Call(actor, result, new HBClock(extended));
  }

  ResultWithClock resultWithClock() {
    return new ResultWithClock(result, clock);
  }
}
