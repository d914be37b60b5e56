package dev.rollforward.conformance;

import dev.rollforward.Action;
import java.util.Comparator;

/**
 * A place at which a process was halted: right after a step of it took effect.
 *
 * @param action the step; those of a recovery begin with {@code Sweep}
 * @param halt how it was halted
 */
public record CrashWindow(Action action, Schedule.Halt halt) implements Comparable<CrashWindow> {
  private static final Comparator<CrashWindow> ORDER =
      Comparator.comparing(CrashWindow::action).thenComparing(CrashWindow::halt);

  @Override
  public int compareTo(CrashWindow other) {
    return ORDER.compare(this, other);
  }
}
