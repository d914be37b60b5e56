package dev.rollforward.spec.trace;

import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A step of a counterexample: who did what, and what that changed.
 *
 * @param number its number; 0 for the start
 * @param actor who made it, such as {@code writer 1}; empty if nobody in particular
 * @param action the action; {@code start} for the first state, to which no step leads
 * @param changes what differs from the state before; empty for the first state
 */
public record TraceStep(int number, String actor, String action, List<ValueChange> changes) {
  private static final String START = "start";

  /** Where a process stands, by convention. A step of a process moves it. */
  private static final String PROGRAM_COUNTER = ".pc";

  public TraceStep {
    changes = List.copyOf(changes);
  }

  /**
   * The steps of a counterexample, its first state included.
   *
   * @param actors which variables tell who made a step, in order of preference, and what to call
   *     the one whose index in that variable changed
   */
  public static List<TraceStep> of(Trace trace, Map<String, String> actors) {
    List<TraceStep> steps = new ArrayList<>();
    TraceState before = null;
    for (TraceState state : trace.states()) {
      steps.add(
          before == null
              ? new TraceStep(state.step(), "", START, List.of())
              : new TraceStep(
                  state.step(),
                  actor(before, state, actors),
                  state.action(),
                  changes(before, state, actors)));
      before = state;
    }
    return steps;
  }

  /** Where the actor now stands says least, so it comes last. */
  private static List<ValueChange> changes(
      TraceState before, TraceState after, Map<String, String> actors) {
    return after.changedFrom(before).keySet().stream()
        .sorted(Comparator.comparing(actors::containsKey))
        .flatMap(name -> ValueDiff.between(name, before.value(name), after.value(name)).stream())
        .toList();
  }

  private static String actor(TraceState before, TraceState after, Map<String, String> actors) {
    return actors.entrySet().stream()
        .filter(actor -> after.changedFrom(before).containsKey(actor.getKey()))
        .findFirst()
        .map(
            actor -> {
              String variable = actor.getKey();
              String index = index(before.value(variable), after.value(variable));
              return (actor.getValue() + " " + index.replaceFirst("^s(?=\\d+$)", "")).strip();
            })
        .orElse("");
  }

  /**
   * The index that changed. A step may leave a mark on other processes too, such as that their last
   * read is stale: then it is the one that moved on, or else the one that changed most.
   */
  private static String index(TlaValue before, TlaValue after) {
    if (before instanceof TlaValue.Members old && after instanceof TlaValue.Members now) {
      return member(old.members(), now.members());
    }
    Map<String, TlaValue> old = ValueDiff.parts(before);
    Comparator<Map.Entry<String, TlaValue>> mostChanged =
        Comparator.comparingInt(part -> weight(old.get(part.getKey()), part.getValue()));
    return ValueDiff.parts(after).entrySet().stream()
        .filter(part -> !part.getValue().equals(old.get(part.getKey())))
        // The first of several that changed as much, so that the name repeats.
        .reduce((one, other) -> mostChanged.compare(one, other) >= 0 ? one : other)
        .map(part -> part.getKey().replaceAll("[\\[\\].\"]", ""))
        .orElse("");
  }

  /** In a set of processes, the one that came or went; in a set of calls, whose it is. */
  private static String member(Set<TlaValue> before, Set<TlaValue> after) {
    return Stream.concat(after.stream(), before.stream())
        .filter(member -> before.contains(member) != after.contains(member))
        .findFirst()
        .map(member -> member.field("op").orElse(member).toString().replace("\"", ""))
        .orElse("");
  }

  private static int weight(TlaValue before, TlaValue after) {
    if (before == null) {
      return 1;
    }
    List<ValueChange> changes = ValueDiff.between("", before, after);
    boolean moved = changes.stream().anyMatch(change -> change.path().equals(PROGRAM_COUNTER));
    return changes.size() + (moved ? Short.MAX_VALUE : 0);
  }
}
