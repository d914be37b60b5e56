package dev.rollforward.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who runs when, as a tree: a process runs until it has taken a given step, there it dies or
 * stalls, and while it stalls others run; then it resumes. Steps are left open here and enumerated
 * by {@link Explorer}.
 *
 * @param acts what happens, in order
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

  /** Where a process stops. */
  public enum Halt {
    /** It never goes on. */
    DIES,
    /** It goes on when the others are done. */
    STALLS
  }

  /**
   * A process that runs.
   *
   * @param process which
   * @param halt how it stops somewhere; empty if it runs through
   * @param meanwhile what happens while it stalls
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

  /** Each act with a halt, in the order in which they are reached. */
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

  /** For people: {@code WRITER_1 stalls (SWEEP, WRITER_2), SWEEP}. */
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
