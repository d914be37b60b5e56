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
 * Puts the events of all processes in one order: each process in its own, a reader of what was
 * written after its writer and before who overwrites it. No clock is asked. Where there is no such
 * order, the rest follows as it stands in the trace, and TLC finds out.
 */
final class Ordering {
  private final World world;
  private final Claims claims = new Claims();
  private final Script script;
  private final Passes passes;
  private final Placement placement;
  private final Guesses guesses;
  private final Map<String, Deque<TraceEvent>> coming = new LinkedHashMap<>();
  private final Map<TraceEvent, Integer> position = new IdentityHashMap<>();

  private Ordering(Cast.Company company, Script script) {
    this.world = new World(company);
    this.script = script;
    this.passes = new Passes(company);
    this.placement = new Placement(world, claims, script, passes);
    this.guesses = new Guesses(world, claims, script);
    for (TraceEvent event : company.trace.events()) {
      position.put(event, position.size());
      coming.computeIfAbsent(event.process(), process -> new ArrayDeque<>()).add(event);
      claims.add(event, company.op(event));
    }
  }

  /** The steps of one group. */
  static Script of(Cast.Company company) {
    Script script = new Script();
    new Ordering(company, script).run();
    return script;
  }

  private void run() {
    while (!coming.isEmpty()) {
      Optional<TraceEvent> ready = first(Readiness.READY);
      if (ready.isPresent()) {
        place(ready.get(), true);
      } else if (!guess()) {
        Optional<TraceEvent> weak = first(Readiness.WEAK);
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
  private Optional<TraceEvent> first(Readiness wanted) {
    List<TraceEvent> found =
        heads().stream().filter(e -> Readiness.of(e, world, claims) == wanted).toList();
    return wanted == Readiness.WEAK
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
    Readiness readiness = Readiness.of(event, world, claims);
    return readiness == Readiness.BLOCKED
        || readiness == Readiness.WEAK
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
    for (Pass pass : script.held()) {
      boolean putsInVain =
          pass.isPutting()
              && (pass.readVersion != world.manifest
                  || claims.tellsOfManifest(pass.readVersion + 1));
      boolean only = pass.phase == Pass.Phase.LISTED || pass.phase == Pass.Phase.READ;
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
