package dev.rollforward.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The order in which processes run, as a tree: a process runs until it has taken a given step;
 * there it dies, or it stalls while other processes run, and then resumes. Which step that is is
 * not part of a schedule: {@link Explorer} enumerates the steps.
 *
 * @param acts the processes that run one after another
 */
public record Schedule(List<ScheduleStep> acts) {
  /** Copies the list. */
  public Schedule {
    acts = List.copyOf(acts);
  }

  /** A process. */
  public enum Process {
    /** The first operation's writer; may run once. */
    WRITER_1,
    /** The second operation's writer; may run once. */
    WRITER_2,
    /** A sweep over every sidecar. */
    SWEEP
  }

  /** How a process halts. */
  public enum Halt {
    /** It never continues. */
    DIES,
    /** It continues when the others have finished. */
    STALLS
  }

  /**
   * A process that runs.
   *
   * @param process which
   * @param halt how it halts at some step; empty if it runs to its end
   * @param meanwhile the processes that run while it stalls
   */
  public record ScheduleStep(Process process, Optional<Halt> halt, List<ScheduleStep> meanwhile) {
    /** Copies the list. */
    public ScheduleStep {
      meanwhile = List.copyOf(meanwhile);
    }
  }

  static ScheduleStep runs(Process process) {
    return new ScheduleStep(process, Optional.empty(), List.of());
  }

  static ScheduleStep dies(Process process) {
    return new ScheduleStep(process, Optional.of(Halt.DIES), List.of());
  }

  static ScheduleStep stalls(Process process, ScheduleStep... meanwhile) {
    return new ScheduleStep(process, Optional.of(Halt.STALLS), List.of(meanwhile));
  }

  static Schedule of(ScheduleStep... acts) {
    return new Schedule(List.of(acts));
  }

  /** The steps with a halt, in the order in which they are reached. */
  List<ScheduleStep> halting() {
    List<ScheduleStep> halting = new ArrayList<>();
    collect(acts, halting);
    return halting;
  }

  private static void collect(List<ScheduleStep> acts, List<ScheduleStep> halting) {
    for (ScheduleStep act : acts) {
      act.halt().ifPresent(halt -> halting.add(act));
      collect(act.meanwhile(), halting);
    }
  }

  /** For example {@code WRITER_1 stalls (SWEEP, WRITER_2), SWEEP}. */
  @Override
  public String toString() {
    return words(acts);
  }

  private static String words(List<ScheduleStep> acts) {
    return acts.stream().map(Schedule::word).collect(Collectors.joining(", "));
  }

  private static String word(ScheduleStep act) {
    String halt = act.halt().map(how -> " " + how.name().toLowerCase(Locale.ROOT)).orElse("");
    String meanwhile = act.meanwhile().isEmpty() ? "" : " (" + words(act.meanwhile()) + ")";
    return act.process() + halt + meanwhile;
  }
}
