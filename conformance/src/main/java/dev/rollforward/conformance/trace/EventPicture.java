package dev.rollforward.conformance.trace;

import dev.rollforward.Action;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.Words;
import dev.rollforward.spec.picture.Change;
import dev.rollforward.spec.picture.Lifeline;
import dev.rollforward.spec.picture.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws the trace of a group, its events in the order of their causes. */
public final class EventPicture {
  private static final int SHORT = 8;
  private static final Lifeline MANIFEST = new Lifeline(Lifeline.Kind.MANIFEST, "manifest");
  private static final Lifeline SIDECARS = new Lifeline(Lifeline.Kind.SIDECARS, "sidecars");
  private static final Lifeline AUDITS = new Lifeline(Lifeline.Kind.AUDITS, "audits");

  /** What a process learns from a step, as far as no store says the same. */
  private static final List<String> NOTICED =
      List.of("base", "finding", "refused", "failed", "because", "fenced", "pin", "blockers");

  private final Words words = SpecFiles.bundled().words();
  private final Map<String, String> processes = new LinkedHashMap<>();
  private final List<Picture.Row> rows = new ArrayList<>();

  private EventPicture() {}

  /**
   * The picture of a trace.
   *
   * @param verdict what became of it; where it was rejected, that is what broke
   */
  public static Picture of(GroupTrace trace, TraceVerdict verdict) {
    return new EventPicture().draw(trace, verdict);
  }

  private Picture draw(GroupTrace trace, TraceVerdict verdict) {
    rows.add(new Picture.Row(0, Optional.empty(), "start", "before the first event", List.of()));
    Optional<Integer> rejected = Optional.empty();
    TraceVerdict.Rejected refusal = rejection(verdict).orElse(null);
    for (TraceStep step : Ordering.of(new Participants().add(trace)).steps()) {
      if (refusal != null && step.event().isPresent() && step.event().equals(refusal.event())) {
        rejected = Optional.of(rows.size());
      }
      rows.add(step.event().map(this::row).orElseGet(() -> inferred(step)));
    }
    TreeSet<Lifeline> lifelines = new TreeSet<>();
    rows.forEach(
        row -> {
          row.actor().ifPresent(lifelines::add);
          row.changes().forEach(change -> lifelines.add(change.lifeline()));
        });
    Optional<Integer> step =
        rejected.or(() -> refusal == null ? Optional.empty() : Optional.of(rows.size() - 1));
    return new Picture(
        trace.group(),
        trace.events().size()
            + " events of "
            + processes.size()
            + (processes.size() == 1 ? " process" : " processes"),
        List.copyOf(lifelines),
        rows,
        "",
        step.map(
            at ->
                new Picture.Broken("Conformance to Rollforward.tla", at, TraceText.why(refusal))));
  }

  private static Optional<TraceVerdict.Rejected> rejection(TraceVerdict verdict) {
    if (verdict instanceof TraceVerdict.Gap gap) {
      return rejection(gap.otherwise());
    }
    return verdict instanceof TraceVerdict.Rejected rejected
        ? Optional.of(rejected)
        : Optional.empty();
  }

  private Picture.Row inferred(TraceStep step) {
    return new Picture.Row(
        rows.size(),
        Optional.empty(),
        step.action(),
        "inferred, since nobody reported it: "
            + words.action(step.action(), Optional.empty()).orElse(step.action()),
        List.of());
  }

  private Picture.Row row(TraceEvent event) {
    Lifeline process = process(event.process());
    List<Change> changes = new ArrayList<>();
    event.table().ifPresent(table -> table(event, table).ifPresent(changes::add));
    store(event).ifPresent(changes::add);
    String noticed = noticed(event);
    if (!noticed.isEmpty()) {
      changes.add(new Change(process, noticed));
    }
    return new Picture.Row(
        rows.size(),
        Optional.of(process),
        event.action().name(),
        "for op %s: %s"
            .formatted(
                op(event.operation()),
                words.action(event.action().name(), event.table().map(name -> name)).orElse("")),
        changes);
  }

  /** By the number of the process; what is behind it tells apart those of several machines. */
  private Lifeline process(String id) {
    String name = processes.computeIfAbsent(id, i -> "process " + (processes.size() + 1));
    return new Lifeline(Lifeline.Kind.WRITER, name);
  }

  private static Optional<Change> table(TraceEvent event, String name) {
    if (!event.has("landed")) {
      return Optional.empty();
    }
    String made =
        event.has("restored")
            ? "restores v" + event.number("restored")
            : "op " + op(event.operation());
    return Optional.of(
        new Change(
            new Lifeline(Lifeline.Kind.TABLE, name), "+ v" + event.number("landed") + ": " + made));
  }

  private static Optional<Change> store(TraceEvent event) {
    String op = "op " + op(event.operation());
    return switch (event.action()) {
      case ArmSidecar -> Optional.of(new Change(SIDECARS, "+ " + op));
      case DeleteSidecar, SweepDeleteSidecar -> Optional.of(new Change(SIDECARS, "− " + op));
      case Publish, SweepRollForward, SweepRollBack -> put(event, op);
      case SweepAudit ->
          event.is("created", true)
              ? Optional.of(new Change(AUDITS, "+ " + op + ": " + event.text("verdict")))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Change> put(TraceEvent event, String op) {
    if (!event.isPut("WON")) {
      return Optional.empty();
    }
    String verdict = event.action() == Action.SweepRollBack ? "ABORTED" : "COMMITTED";
    return Optional.of(
        new Change(MANIFEST, "+ manifest " + event.number("manifest") + ": " + op + " " + verdict));
  }

  private static String noticed(TraceEvent event) {
    return event.facts().entrySet().stream()
        .filter(fact -> NOTICED.contains(fact.getKey()))
        .map(fact -> fact.getKey() + ": " + fact.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String op(String operation) {
    return operation.length() > SHORT ? operation.substring(0, SHORT) : operation;
  }
}
