package dev.rollforward.spec.picture;

import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.model.Words;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.report.SceneOutcome;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceState;
import dev.rollforward.spec.trace.TraceStep;
import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws what TLC found. */
public final class TracePicture {
  private static final Pattern TABLE =
      Pattern.compile("(?:chain|versions|wbase\\[\\d+])\\[(\\d+)].*");

  private final Map<String, String> actors;
  private final Words words;

  /**
   * The picture of what a check found; empty if it found no behaviour.
   *
   * @param manifest the manifest that the check was of
   */
  public static Optional<Picture> of(RunOutcome outcome, Manifest manifest, Words words) {
    Trace trace = outcome.trace();
    if (trace.length() == 0) {
      return Optional.empty();
    }
    Optional<String> property =
        outcome instanceof SceneOutcome
                || !(outcome.result() instanceof TlcResult.Violated violated)
            ? Optional.empty()
            : Optional.of(violated.property());
    return Optional.of(
        new TracePicture(manifest.module(outcome.module()), words)
            .of(outcome.name(), outcome.sentence(), trace, property));
  }

  /** Draws behaviours of a module. */
  public TracePicture(SpecModule module, Words words) {
    this.actors = module.actors();
    this.words = words.in(module.module());
  }

  /**
   * The picture of a behaviour with at least one state.
   *
   * @param title its name
   * @param caption what it shows
   * @param property the property that it violates; empty if none, or if TLC did not say which
   */
  public Picture of(String title, String caption, Trace trace, Optional<String> property) {
    List<TraceStep> steps = TraceStep.of(trace, actors);
    List<SortedMap<Lifeline, List<Fact>>> states =
        trace.states().stream().map(TracePicture::view).toList();
    List<Picture.Row> rows = new ArrayList<>();
    for (int i = 1; i < steps.size(); i++) {
      rows.add(row(steps.get(i), changes(states.get(i - 1), states.get(i))));
    }
    List<Lifeline> lifelines = lifelines(states.get(0).keySet(), rows);
    rows.add(0, start(states.get(0), lifelines));
    return new Picture(
        title, caption, lifelines, rows, ending(trace), property.map(name -> broken(name, trace)));
  }

  /** The row of a single step. */
  public Picture.Row step(TraceState before, TraceState after) {
    Trace both = new Trace(List.of(before, after), new Trace.Stops());
    return row(TraceStep.of(both, actors).get(1), changes(view(before), view(after)));
  }

  private Picture.Broken broken(String property, Trace trace) {
    return new Picture.Broken(property, trace.steps(), words.harm(property).orElse(""));
  }

  private static SortedMap<Lifeline, List<Fact>> view(TraceState state) {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    state.variables().keySet().forEach(name -> variables.put(name, state.value(name)));
    return StateView.of(variables);
  }

  private static List<Change> changes(
      SortedMap<Lifeline, List<Fact>> before, SortedMap<Lifeline, List<Fact>> after) {
    List<Change> changes = new ArrayList<>();
    after.forEach(
        (lifeline, facts) ->
            changes.addAll(
                Change.between(lifeline, before.getOrDefault(lifeline, List.of()), facts)));
    return changes;
  }

  private static Picture.Row start(
      SortedMap<Lifeline, List<Fact>> state, List<Lifeline> lifelines) {
    List<Change> all = new ArrayList<>();
    lifelines.stream()
        .filter(lifeline -> !lifeline.kind().isProcess())
        .forEach(
            lifeline ->
                state
                    .getOrDefault(lifeline, List.of())
                    .forEach(fact -> all.add(new Change(lifeline, fact.toString()))));
    return new Picture.Row(0, Optional.empty(), "start", "start: tables and manifest agree", all);
  }

  private Picture.Row row(TraceStep step, List<Change> changes) {
    return new Picture.Row(
        step.number(),
        actor(step),
        step.action(),
        words.action(step.action(), table(step)).orElse(step.action()),
        changes);
  }

  private static Optional<Lifeline> actor(TraceStep step) {
    if (step.actor().isEmpty()) {
      return Optional.empty();
    }
    boolean writer = step.actor().startsWith("writer");
    return Optional.of(
        new Lifeline(writer ? Lifeline.Kind.WRITER : Lifeline.Kind.RECOVERY, step.actor()));
  }

  /** The table whose versions became more, or which the step has looked at. */
  private static Optional<String> table(TraceStep step) {
    return step.changes().stream()
        .map(change -> TABLE.matcher(change.path()))
        .filter(Matcher::matches)
        .map(found -> "table " + found.group(1))
        .findFirst();
  }

  /** The stores that every design has, and whatever takes part. */
  private static List<Lifeline> lifelines(Set<Lifeline> all, List<Picture.Row> rows) {
    TreeSet<Lifeline> lifelines = new TreeSet<>();
    all.stream().filter(lifeline -> lifeline.kind().isCommon()).forEach(lifelines::add);
    rows.forEach(
        row -> {
          row.actor().ifPresent(lifelines::add);
          row.changes().forEach(change -> lifelines.add(change.lifeline()));
        });
    return List.copyOf(lifelines);
  }

  private static String ending(Trace trace) {
    if (trace.ending() instanceof Trace.Stutters) {
      return "and nothing happens any more";
    }
    return trace.ending() instanceof Trace.BackTo back
        ? "and from there it goes on as after step " + back.step() + ", for ever"
        : "";
  }
}
