package dev.rollforward.conformance.trace;

import dev.rollforward.engine.Action;
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
 * Puts the events of all processes in one order: each process in its own, a reader of what was
 * written after its writer and before who overwrites it. No clock is asked. Where there is no such
 * order, the rest follows as it stands in the trace, and TLC finds out.
 */
final class Ordering {
  private final StoreState world;
  private final ReportedEffects claims = new ReportedEffects();
  private final StepSequence script;
  private final SweepTraces passes;
  private final StepBuilder placement;
  private final UnobservedEffects guesses;
  private final Map<String, Deque<TraceEvent>> coming = new LinkedHashMap<>();
  private final Map<TraceEvent, Integer> position = new IdentityHashMap<>();

  private Ordering(Participants.GroupParticipants company, StepSequence script) {
    this.world = new StoreState(company);
    this.script = script;
    this.passes = new SweepTraces(company);
    this.placement = new StepBuilder(world, claims, script, passes);
    this.guesses = new UnobservedEffects(world, claims, script);
    for (TraceEvent event : company.trace.events()) {
      position.put(event, position.size());
      coming.computeIfAbsent(event.process(), process -> new ArrayDeque<>()).add(event);
      claims.add(event, company.op(event));
    }
  }

  /** The steps of one group. */
  static StepSequence of(Participants.GroupParticipants company) {
    StepSequence script = new StepSequence();
    new Ordering(company, script).run();
    return script;
  }

  private void run() {
    while (!coming.isEmpty()) {
      Optional<TraceEvent> ready = first(Enabledness.READY);
      if (ready.isPresent()) {
        place(ready.get(), true);
      } else if (!guess()) {
        Optional<TraceEvent> weak = first(Enabledness.WEAK);
        if (weak.isEmpty()) {
          force();
          return;
        }
        place(weak.get(), true);
      }
    }
  }

  private List<TraceEvent> heads() {
    List<TraceEvent> heads = new ArrayList<>();
    coming.values().forEach(events -> heads.add(events.peek()));
    heads.sort(Comparator.comparing(position::get));
    return heads;
  }

  /** Of weak ones, first who only reads: whoever writes would make more of them weak. */
  private Optional<TraceEvent> first(Enabledness wanted) {
    List<TraceEvent> found =
        heads().stream().filter(e -> Enabledness.of(e, world, claims) == wanted).toList();
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
   * What a sweep has seen landed, something has made land, even if it read too much to be exact.
   */
  private boolean needsHelp(TraceEvent event) {
    Enabledness readiness = Enabledness.of(event, world, claims);
    return readiness == Enabledness.BLOCKED
        || readiness == Enabledness.WEAK
            && (event.action() == Action.SweepClassify || event.has("decisions"));
  }

  private boolean guess() {
    return heads().stream().filter(this::needsHelp).anyMatch(guesses::help);
  }

  private void place(TraceEvent event, boolean weak) {
    Deque<TraceEvent> events = coming.get(event.process());
    events.poll();
    if (events.isEmpty()) {
      coming.remove(event.process());
    }
    int before = world.manifest;
    placement.place(event, weak);
    if (event.isSweep() || world.manifest != before) {
      bury();
    }
  }

  /** Sweeps that tell no more and can have no effect any more that would be missing. */
  private void bury() {
    for (SweepTrace pass : script.held()) {
      boolean putsInVain =
          pass.isPutting()
              && (pass.readVersion != world.manifest
                  || claims.tellsOfManifest(pass.readVersion + 1));
      boolean only = pass.phase == SweepTrace.Phase.LISTED || pass.phase == SweepTrace.Phase.READ;
      if (pass.coming == 0 && (putsInVain || only)) {
        script.crash(pass);
      }
    }
  }

  private void force() {
    while (!coming.isEmpty()) {
      place(heads().get(0), false);
    }
  }
}
