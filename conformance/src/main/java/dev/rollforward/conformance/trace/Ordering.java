package dev.rollforward.conformance.trace;

import dev.rollforward.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the events of all processes into one order: the events of a process in their own order, and
 * a read after the write that it saw and before the next write. Clocks are not used. If there is no
 * such order, the remaining events follow in trace order, and TLC rejects them.
 */
final class Ordering {
  private final StoreState state;
  private final ReportedEffects reported = new ReportedEffects();
  private final StepSequence sequence;
  private final SweepTraces sweeps;
  private final StepBuilder builder;
  private final UnobservedEffects unobserved;
  private final Map<String, Deque<TraceEvent>> remaining = new LinkedHashMap<>();
  private final Map<TraceEvent, Integer> position = new IdentityHashMap<>();

  private Ordering(Participants.GroupParticipants group, StepSequence sequence) {
    this.state = new StoreState(group);
    this.sequence = sequence;
    this.sweeps = new SweepTraces(group);
    this.builder = new StepBuilder(state, reported, sequence, sweeps);
    this.unobserved = new UnobservedEffects(state, reported, sequence);
    for (TraceEvent event : group.trace.events()) {
      position.put(event, position.size());
      remaining.computeIfAbsent(event.process(), process -> new ArrayDeque<>()).add(event);
      reported.add(event, group.op(event));
    }
  }

  /** The steps of one group. */
  static StepSequence of(Participants.GroupParticipants group) {
    StepSequence sequence = new StepSequence();
    new Ordering(group, sequence).run();
    return sequence;
  }

  private void run() {
    while (!remaining.isEmpty()) {
      Optional<TraceEvent> ready = first(Enabledness.READY);
      if (ready.isPresent()) {
        place(ready.get(), true);
      } else if (!infer()) {
        Optional<TraceEvent> weak = first(Enabledness.WEAK);
        if (weak.isEmpty()) {
          placeRest();
          return;
        }
        place(weak.get(), true);
      }
    }
  }

  private List<TraceEvent> heads() {
    List<TraceEvent> heads = new ArrayList<>();
    remaining.values().forEach(events -> heads.add(events.peek()));
    heads.sort(Comparator.comparing(position::get));
    return heads;
  }

  /** Among weak events, one that only reads: a write would make more events weak. */
  private Optional<TraceEvent> first(Enabledness wanted) {
    List<TraceEvent> found =
        heads().stream().filter(e -> Enabledness.of(e, state, reported) == wanted).toList();
    return wanted == Enabledness.WEAK
        ? found.stream().min(Comparator.comparing(Ordering::writes))
        : found.stream().findFirst();
  }

  private static boolean writes(TraceEvent event) {
    return switch (event.action()) {
      case PrepareTable, Restart, SweepClassify -> false;
      default -> true;
    };
  }

  /**
   * What a recovery saw landed must have landed, even if its reads happened at different moments.
   */
  private boolean needsInference(TraceEvent event) {
    Enabledness readiness = Enabledness.of(event, state, reported);
    return readiness == Enabledness.BLOCKED
        || readiness == Enabledness.WEAK
            && (event.action() == Action.SweepClassify || event.has("decisions"));
  }

  private boolean infer() {
    return heads().stream().filter(this::needsInference).anyMatch(unobserved::inferStepTowards);
  }

  private void place(TraceEvent event, boolean weak) {
    Deque<TraceEvent> events = remaining.get(event.process());
    events.poll();
    if (events.isEmpty()) {
      remaining.remove(event.process());
    }
    int before = state.manifest;
    builder.place(event, weak);
    if (event.isSweep() || state.manifest != before) {
      crashIdleSweeps();
    }
  }

  /** Ends sweeps that have no more events and can have no more effects. */
  private void crashIdleSweeps() {
    for (SweepTrace sweep : sequence.active()) {
      boolean putsInVain =
          sweep.isPutting()
              && (sweep.readVersion != state.manifest
                  || reported.reportsManifest(sweep.readVersion + 1));
      boolean only = sweep.phase == SweepTrace.Phase.LISTED || sweep.phase == SweepTrace.Phase.READ;
      if (sweep.remaining == 0 && (putsInVain || only)) {
        sequence.crash(sweep);
      }
    }
  }

  private void placeRest() {
    while (!remaining.isEmpty()) {
      place(heads().get(0), false);
    }
  }
}
